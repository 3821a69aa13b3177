// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct CompletionListTests {
  private func list(
    _ candidates: [Completions.Candidate], rows: Int = 24, columns: Int = 40
  ) -> String? {
    CompletionList(palette: Palette(isOn: false), rows: rows, columns: columns).render(candidates)
  }

  private func candidates(_ pairs: (String, String)...) -> [Completions.Candidate] {
    pairs.map { Completions.Candidate($0, detail: $1) }
  }

  @Test func detailsStandInAColumn() {
    #expect(
      list(candidates(("a", "first"), ("数据", "second"), ("c", "")))
        == "a     first\n数据  second\nc\n")
  }

  @Test func detailsAreCutToTheScreen() {
    let text = list(candidates(("name", String(repeating: "好", count: 30))), columns: 20)
    #expect(text == "name  " + String(repeating: "好", count: 6) + "…\n")
  }

  @Test func manyAreCutToTheScreenWithTheirNumber() throws {
    let all = (1...30).map { Completions.Candidate("n\($0)", detail: "x") }
    let lines = try #require(list(all, rows: 10)).split(separator: "\n")
    #expect(lines.count == 7)
    #expect(lines.last == "… 24 more: n7 n8 n9 n10 n11 n12 n13 n1…")
  }

  @Test func namesAloneStandSideBySide() {
    #expect(
      list(candidates(("one", ""), ("two", ""), ("three", ""), ("4", "")), columns: 22)
        == "one    two    three\n4\n")
    #expect(list([]) == nil)
  }

  @Test func noNameMovesTheCursor() {
    #expect(list(candidates(("a\u{1B}[2J", "b\nc"))) == "a\u{FFFD}[2J  b c\n")
  }
}
