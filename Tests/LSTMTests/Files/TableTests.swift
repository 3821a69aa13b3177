// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct TableTests {
  @Test func keepsColumnsAndLines() throws {
    let rows = try table("label,text\n1,a\n\n0,b\n")
    #expect(rows.columns == ["label", "text"])
    #expect(try rows.column("text") == ["a", "b"])
    #expect(rows.lines == [2, 4])
    #expect(rows.rowCount == 2)
  }

  @Test func isMadeOfValues() throws {
    let rows = try Table(columns: ["label", "text"], rows: [["1", "a"], ["0", "b"]])
    #expect(rows.path == nil && rows.lines == [1, 2])
    #expect(try rows.column("label") == ["1", "0"])
  }

  @Test func refusesValuesThatAreNoTable() {
    #expect(
      fact { try Table(columns: ["a", "b"], rows: [["1", "2"], ["3"]]) }
        == .raggedRow(row: 2, line: 2, expected: 2, found: 1))
    #expect(fact { try Table(columns: ["a", "a"], rows: []) } == .duplicateColumn(name: "a"))
    #expect(fact { try Table(columns: ["a", ""], rows: []) } == .unnamedColumn(position: 2))
    #expect(fact { try Table(columns: ["a"], rows: []) } == .noRows)
    #expect(fact { try Table(columns: [], rows: [[]]) } == nil)
  }

  @Test func namesTheColumnsWhenOneIsMissing() throws {
    let rows = try table("label,text\n1,a\n")
    #expect(
      fact { try rows.column("txt") }
        == .unknownColumn(name: "txt", available: ["label", "text"]))
  }

  @Test func stopsAtTheLimit() throws {
    let content = "a\n1\n2\n\"never closed"
    let rows = try withFile(content.utf8) { try Table.read(path: $0, limit: 2) }
    #expect(try rows.column("a") == ["1", "2"])
  }
}
