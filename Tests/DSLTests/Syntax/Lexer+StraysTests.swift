// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DSL

@Suite struct LexerStraysTests {
  @Test(arguments: [
    ("（", "(", Token.Kind.symbol(.openParenthesis)), ("）", ")", .symbol(.closeParenthesis)),
    ("，", ",", .symbol(.comma)), ("、", ",", .symbol(.comma)), ("＝", "=", .symbol(.assign)),
    ("｜", "|", .symbol(.pipe)), ("；", ";", .symbol(.semicolon)), ("～", "~", .symbol(.tilde)),
    ("−", "-", .symbol(.minus)), ("≤", "<=", .symbol(.lessOrEqual)), ("…", "..", .symbol(.range)),
  ])
  func twinsOfASCIINameItAndStandForIt(twin: String, ascii: String, kind: Token.Kind) {
    let problems = lexicalProblems(twin)
    #expect(problems.map(\.code) == [.unexpectedCharacter])
    #expect(problems.first?.help == "write `\(ascii)`")
    #expect(kinds(twin) == [kind])
  }

  @Test(arguments: ["“abc”", "“abc\"", "‘abc’", "'abc'", "「abc」", "＂abc＂", "«abc»"])
  func otherQuotesStandForDoubleQuotes(text: String) {
    let problems = lexicalProblems(text)
    #expect(problems.map(\.message) == ["a text stands in double quotes"])
    #expect(problems.first?.help == "write `\"abc\"`")
    #expect(kinds(text) == [.text("abc")])
  }

  @Test func otherQuotesNeedNotClose() {
    #expect(lexicalProblems("“abc\nb").count == 1)
    #expect(kinds("“abc\nb") == [.text("abc"), .lineEnd, .word("b")])
  }

  @Test(arguments: [
    ("a && b", "write `and`"), ("a || b", "write `or`"),
    ("! a", "write `not`, or `!=` for unequal"),
    ("30 %", "a percentage is a number with `%` right after it, such as `30%`"),
    ("a：b", "an option is written `name=value`; commands such as `:save` belong to the prompt"),
  ])
  func habitsOfOtherLanguages(text: String, help: String) {
    #expect(lexicalProblems(text).map(\.help) == [help])
  }

  @Test func invisibleCharactersAreNamed() {
    #expect(
      lexicalProblems("a\u{200B} b").map(\.message)
        == ["an invisible character, U+200B, stands here"])
    #expect(lexicalProblems("\u{0}").first?.message.contains("U+0000") == true)
  }

  @Test func fullWidthDigitsAndPicturesAreNoNames() {
    #expect(lexicalProblems("１").first?.help == "write `1`")
    #expect(lexicalProblems("😀").map(\.message) == ["unexpected `😀`"])
  }

  @Test func fullWidthNumberSignBeginsAComment() {
    #expect(kinds("a ＃ b\nc") == [.word("a"), .lineEnd, .word("c")])
  }
}
