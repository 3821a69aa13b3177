// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Rows that belong together by a cell.
@Suite struct RowGroupsTests {
  @Test func rowsOfOneNameBelongTogetherWhereverTheyStand() throws {
    let groups = try RowGroups(table("id,x\nb,1\na,2\n b ,3\nc,4\na,5\n"), by: "id")
    #expect(groups.names == ["b", "a", "c"] && groups.count == 3)
    #expect(groups.rows == [0, 2, 1, 4, 3] && groups.starts == [0, 2, 4, 5])
    #expect(Array(groups.rows(of: 1)) == [1, 4])
  }

  @Test func withoutAColumnAllAreOne() throws {
    let groups = try RowGroups(table("x\n1\n2\n"), by: nil)
    #expect(groups.names == [""] && groups.rows == [0, 1] && groups.starts == [0, 2])
  }

  @Test func anEmptyCellIsRefusedWithItsLine() throws {
    let rows = try table("id,x\na,1\n  ,2\n")
    #expect(
      fact { try RowGroups(rows, by: "id") }
        == .badSeries(line: 3, reason: "\"id\" is empty: the row is a step of no series"))
    #expect(
      fact { try RowGroups(rows, by: "name") }
        == .unknownColumn(name: "name", available: ["id", "x"]))
  }
}
