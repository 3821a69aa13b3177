// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DSL

@Suite struct SourceExcerptTests {
  @Test func theCaretNeverLeavesTheText() {
    let line = "a\t评论 = \"\u{1B}\" 😀 + e\u{301} " + String(repeating: "好x", count: 20)
    let source = SourceText(name: "t", text: line)
    for width in [20, 33, 200] {
      for start in 0...line.utf8.count {
        for length in [0, 1, 7, 500] {
          let span = Span(start, start + length)
          let excerpt = SourceExcerpt(source: source, span: span, width: width)
          let columns = DisplayWidth.of(excerpt.text)
          #expect(columns <= max(width, 0))
          #expect(excerpt.caretColumn >= 0 && excerpt.caretColumn <= columns)
          #expect(excerpt.caretWidth >= 1)
          #expect(excerpt.caretColumn + excerpt.caretWidth <= columns + 1)
        }
      }
    }
  }

  @Test func theCaretStandsUnderItsCharacter() {
    let text = String(repeating: "好", count: 60) + "!" + String(repeating: "x", count: 60)
    let source = SourceText(name: "t", text: text)
    for width in 20...60 {
      let excerpt = SourceExcerpt(source: source, span: Span(180, 181), width: width)
      var column = 0
      let under = excerpt.text.first { character in
        defer { column += DisplayWidth.of(character) }
        return column == excerpt.caretColumn
      }
      #expect(under == "!")
    }
  }
}
