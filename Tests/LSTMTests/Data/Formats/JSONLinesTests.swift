// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct JSONLinesTests {
  @Test func fieldsAreColumnsInTheirOrder() throws {
    let rows = try table(
      #"{"text": "a", "n": 1.50, "ok": true}"# + "\n\n" + #"{"ok":null,"n":-2e3,"text":"b"}"#,
      .jsonl)
    #expect(rows.columns == ["text", "n", "ok"])
    #expect(try rows.column("n") == ["1.50", "-2e3"])
    #expect(try rows.column("ok") == ["true", ""])
    #expect(rows.lines == [1, 3])
  }

  @Test func complainsWithTheLine() {
    #expect(
      fact { try table("{\"a\":1,\"b\":2}\n{\"a\":1}", .jsonl) }
        == .missingField(line: 2, field: "b"))
    #expect(
      fact { try table("{\"a\":1}\n{\"a\":1,\"b\":2}", .jsonl) }
        == .extraField(line: 2, field: "b"))
    #expect(
      fact { try table("{\"a\":1}\n{\"a\":{\"b\":1}}", .jsonl) }
        == .nestedValue(line: 2, field: "a"))
    #expect(
      fact { try table("{\"a\":1}\n[1]", .jsonl) }
        == .badJSON(line: 2, reason: "{ is expected, not ["))
    #expect(fact { try table("{}", .jsonl) } == .badJSON(line: 1, reason: "it has no fields"))
    #expect(fact { try table("{\"a\":1,\"a\":2}", .jsonl) } == .duplicateColumn(name: "a"))
  }

  @Test func aListIsACellForThoseWhoAllowIt() throws {
    let rows = try table("{\"a\":1,\"b\":[ \"x\", 2]}\n{\"a\":3,\"b\":[]}", .jsonl)
    #expect(try rows.column("a") == ["1", "3"])
    #expect(fact { try rows.column("b") } == .nestedValue(line: 1, field: "b"))
    let cells = try rows.column("b", allowsLists: true)
    #expect(cells.map { TargetCells().values(in: $0) } == [["x", "2"], []])
    #expect(try rows.plainColumn("b") == ["[ \"x\", 2]", "[]"])
  }

  @Test func namedFieldsAreTakenFromAmongOthers() throws {
    let rows = try table(
      "{\"a\":1,\"x\":{\"deep\":[1,\"]\"]},\"b\":2}\n{\"b\":4,\"a\":3,\"new\":0}", .jsonl,
      options: ["columns": .names(["b", "a"])])
    #expect(rows.columns == ["b", "a"])
    #expect(try rows.column("b") == ["2", "4"])
  }
}
