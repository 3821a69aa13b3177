// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct TokenColumnTests {
  @Test func holdsRowsOfDifferentLengths() {
    var column = TokenColumn()
    #expect(column.rowCount == 0)
    for row: [Int32] in [[5, 6], [], [7]] { column.append(row) }
    #expect(column.values == [5, 6, 7] && column.ranges == [0..<2, 2..<2, 2..<3])
    #expect((0..<column.rowCount).map { column.length(of: $0) } == [2, 0, 1])
    #expect(Array(column[2]) == [7] && column[1].isEmpty)
  }
}
