import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct DiagnosticRendererTests {
  /// The first mistake in a text, rendered.
  private func rendered(_ text: String, width: Int = 100, colour: Bool = false) -> String {
    let source = SourceText(name: "reviews.lstm", text: text)
    guard let diagnostic = Parser.parse(source).diagnostics.first else { return "nothing" }
    return DiagnosticRenderer(usesColour: colour, width: width).render(diagnostic)
  }

  @Test func anErrorWithItsFix() {
    #expect(
      rendered("seed 7\nmodle m for d = output\n") == """
        error[E0107]: no statement begins with `modle`
         --> reviews.lstm:2:1
          |
        2 | modle m for d = output
          | ^^^^^
          = help: did you mean `model`?
        """)
  }

  @Test func theCaretStandsBehindTheLineWhereSomethingIsMissing() {
    #expect(
      rendered("model m for d = embed 8 |  # next\n") == """
        error[E0106]: expected a layer after `|`, found the end of the line
         --> reviews.lstm:1:26
          |
        1 | model m for d = embed 8 |  # next
          |                          ^
          = help: for example `model m for d = embed 64 | lstm 128 | output`
        """)
  }

  @Test func notesAndLabels() {
    #expect(
      rendered("\n\n\n\n\n\n\n\n\nprint \"a\\q\" + \"b\"") == """
        error[E0103]: `\\q` is no escape of a text
          --> reviews.lstm:10:9
           |
        10 | print "a\\q" + "b"
           |         ^^
           = note: the escapes are `\\n` `\\t` `\\"` `\\\\` and `\\u{…}`
           = help: a backslash itself is written `\\\\`; in paths `/` works everywhere
        """)
    #expect(
      rendered("data d = csv \"a\" {\n  text a\n") == """
        error[E0106]: this `{` is never closed
         --> reviews.lstm:1:18
          |
        1 | data d = csv "a" {
          |                  ^ expected `}` before the end
        """)
  }

  @Test func chineseCharactersTakeTwoColumns() {
    #expect(
      rendered("print \"很好\", 评论 评价") == """
        error[E0105]: expected the end of the statement after `评论`, found `评价`
         --> reviews.lstm:1:16
          |
        1 | print "很好", 评论 评价
          |                    ^^^^
          = help: values are separated by commas, and joined by operators
        """)
  }

  @Test func tabsAreExpanded() {
    #expect(
      rendered("\tseed\t1\t2") == """
        error[E0105]: expected the end of the statement after `1`, found the number `2`
         --> reviews.lstm:1:9
          |
        1 |     seed    1   2
          |                 ^
          = help: a second statement goes on the next line, or after `;`
        """)
  }

  @Test func longLinesAreCutAroundTheCaret() {
    let before = "print " + String(repeating: "评论 + ", count: 30)
    #expect(
      rendered(before + "* 2" + String(repeating: " + b", count: 30), width: 44) == """
        error[E0105]: expected a value after `+`, found `*`
         --> reviews.lstm:1:157
          |
        1 | …论 + 评论 + 评论 + * 2 + b + b + b + b…
          |                     ^
          = help: for example `print t.accuracy`
        """)
  }

  @Test func spansOverSeveralLinesShowTheFirst() {
    let source = SourceText(name: "t", text: "print a\r\nprint b")
    let diagnostic = Diagnostic(.wrongType, "wrong", at: Span(6, 16), in: source, label: "here")
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        error[E0302]: wrong
         --> t:1:7
          |
        1 | print a
          |       ^ here
        """)
  }

  @Test func aDiagnosticNeedsNoPlace() {
    let diagnostic = Diagnostic(
      .unusedName, "`d` is never used", at: nil, notes: ["one\ntwo"], help: "remove it")
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        warning[W0201]: `d` is never used
         = note: one
                 two
         = help: remove it
        """)
  }

  @Test func emptyAndForeignPlacesAreHarmless() {
    let source = SourceText(name: "t", text: "")
    for span in [Span(0, 0), Span(5, 9), Span(9, 5), Span(-3, -1)] {
      let text = DiagnosticRenderer().render(Diagnostic(.wrongType, "wrong", at: span, in: source))
      #expect(text == "error[E0302]: wrong\n --> t:1:1\n  |\n1 |\n  | ^")
    }
  }

  @Test func nothingReachesTheTerminalThatMovesIt() {
    let text = rendered("print \"\u{1B}[2J\u{202E}\u{7}\" )\u{B}")
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("\u{7}"))
  }

  @Test func coloursWrapTheSameText() {
    let plain = rendered("seed 1 2")
    let coloured = rendered("seed 1 2", colour: true)
    #expect(coloured.contains("\u{1B}[1;31merror[E0105]\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }
}
