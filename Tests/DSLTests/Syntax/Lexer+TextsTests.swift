// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DSL

@Suite struct LexerTextsTests {
  @Test(arguments: [
    (#""""#, ""), (#""a\nb\t\"\\""#, "a\nb\t\"\\"), (#""\u{4E2D}\u{1F600}""#, "中😀"),
    (#""中文""#, "中文"),
  ])
  func texts(source: String, content: String) {
    #expect(kinds(source) == [.text(content)])
    #expect(lexicalProblems(source).isEmpty)
  }

  @Test func textEndsWithItsLine() {
    let problems = lexicalProblems("print \"abc \r\nprint 1")
    #expect(problems.map(\.code) == [.unterminatedText])
    #expect(problems.first?.span == Span(6, 10))
    #expect(kinds("\"abc\nb") == [.text("abc"), .lineEnd, .word("b")])
  }

  @Test(arguments: [
    #"\d"#, #"\r"#, #"\u"#, #"\u{}"#, #"\u{110000}"#, #"\u{D800}"#, #"\u{xyz}"#, #"\u{41"#,
    #"\中"#,
  ])
  func wrongEscapes(escape: String) {
    let problems = lexicalProblems("\"\(escape)\"")
    #expect(problems.map(\.code) == [.badEscape])
    #expect(problems.first?.span?.start == 1)
    #expect(kinds("\"\(escape)\"").count == 1)
  }

  @Test(arguments: ["\"", "\"\\", "\"a\\\n", "\"\\u", "\"\\u{", "\"\\u{41"])
  func brokenOffTextsAreReportedOnce(source: String) {
    #expect(lexicalProblems(source).count == 1)
  }
}
