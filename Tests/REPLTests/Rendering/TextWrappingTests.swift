// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct TextWrappingTests {
  @Test(arguments: [
    ("short", 20, "short"),
    ("one two three four", 9, "one two\n  three\n  four"),
    ("  name  one two three", 16, "  name  one two\n        three"),
    ("  name  one two three", 10, "  name\n     one\n     two\n     three"),
    ("  name  one two", Int.max, "  name  one two"),
    ("a\n\nbb cc dd", 5, "a\n\nbb cc\n  dd"),
    ("unbreakableword", 5, "unbreakableword"),
    ("好好 好好 好好", 9, "好好 好好\n  好好"),
    ("", 5, ""),
  ])
  func linesBreakBetweenWords(text: String, width: Int, wrapped: String) {
    #expect(TextWrapping.wrap(text, to: width) == wrapped)
  }

  @Test func remarksHangUnderTheirText() {
    let text = """
      error[E1]: one two three four
       --> <prompt>:1:2
        |
      1 | a line that is long but of the source
        = note: alpha beta gamma delta
        = help: short
      """
    #expect(
      TextWrapping.wrapDiagnostic(text, to: 24) == """
        error[E1]: one two three
          four
         --> <prompt>:1:2
          |
        1 | a line that is long but of the source
          = note: alpha beta
                  gamma delta
          = help: short
        """)
  }

  @Test func coloursTakeNoRoom() {
    let painted = "\u{1B}[1;31merror\u{1B}[0m one two"
    #expect(TextWrapping.wrapLine(painted, to: 13, indent: 2) == painted)
    #expect(TextWrapping.width(of: painted) == 13)
  }

  /// Nothing is lost or added but blanks and line ends.
  @Test func allWordsStay() {
    let text = Reference.overview()
    for width in [1, 10, 40, 80] {
      let wrapped = TextWrapping.wrap(text, to: width)
      #expect(words(wrapped) == words(text))
    }
  }

  private func words(_ text: String) -> [Substring] {
    text.split { $0 == " " || $0 == "\n" }
  }
}
