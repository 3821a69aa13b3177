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

  @Test func cellsAreNumbersWhereTheyShouldBe() throws {
    let rows = try table("id,price\na,1.5\nb,?\nc,-2e1\n")
    let numbers = try rows.numbers("price")
    #expect(numbers[0] == 1.5 && numbers[1].isNaN && numbers[2] == -20)
    #expect(
      fact { try rows.numbers("id") } == .notANumber(line: 2, column: "id", value: "a"))
    #expect(try rows.cells("id") == [.text("a"), .text("b"), .text("c")])
    #expect(try rows.kind(of: "price") == .text)
  }

  @Test func listsOfNumbersAreSequences() throws {
    let rows = try table(
      "{\"x\": [1.5, 2, 3], \"y\": 4}\n{\"x\": [5], \"y\": 6}\n", named: "a.jsonl")
    #expect(try rows.sequences("x") == [[1.5, 2, 3], [5]])
    #expect(try rows.sequences("y") == [[4], [6]])
    #expect(try rows.cells("x") == [.numbers([1.5, 2, 3]), .numbers([5])])
    #expect(try rows.hasSequences("x") && !rows.hasSequences("y"))
    let labels = try table("{\"x\": [\"a\", \"b\"]}\n", named: "a.jsonl")
    #expect(
      fact { try labels.sequences("x") }
        == .notANumber(line: 1, column: "x", value: "[\"a\", \"b\"]"))
    #expect(try !labels.hasSequences("x"))
    #expect(try TargetCells().values(in: labels.column("x", allowsLists: true)[0]) == ["a", "b"])
  }

  @Test func columnsHaveTypes() throws {
    var rows = Table(path: nil, columns: ["x", "y", "name"])
    rows.append(.typed([.numbers([1, .nan]), .number(2), .text("a")]), line: 3)
    rows.append(.typed([.numbers([]), .number(.nan), .text("b")]), line: 4)
    #expect(rows.sequenceColumns == ["x"])
    #expect(try rows.sequences("x").map(\.count) == [2, 0])
    #expect(try rows.cells("y") == [.number(2), .missing])
    #expect(try rows.column("y") == ["2", ""])
    #expect(try rows.column("name") == ["a", "b"])
    #expect(try rows.plainColumn("x") == ["[1, null]", "[]"])
    #expect(fact { try rows.column("x") } == .notASingle(column: "x"))
    #expect(fact { try rows.numbers("x") } == .notASingle(column: "x"))
  }
}
