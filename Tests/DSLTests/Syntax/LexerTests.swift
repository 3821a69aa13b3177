// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DSL

/// The kinds of the tokens of a text, the end left out.
func kinds(_ text: String) -> [Token.Kind] {
  Lexer.tokenize(SourceText(name: "t", text: text)).tokens.dropLast().map(\.kind)
}

/// The mistakes in the tokens of a text.
func lexicalProblems(_ text: String) -> [Diagnostic] {
  Lexer.tokenize(SourceText(name: "t", text: text)).diagnostics
}

@Suite struct LexerTests {
  @Test func wordsAreNamesInAnyScript() {
    #expect(
      kinds("train _x a1 评论 größe") == ["train", "_x", "a1", "评论", "größe"].map { .word($0) })
  }

  @Test func symbolsTakeTheLongestMatch() {
    #expect(
      kinds("= == => != <= < ..")
        == [.assign, .equal, .arrow, .notEqual, .lessOrEqual, .less, .range].map { .symbol($0) })
    for symbol in Symbol.allCases {
      #expect(kinds(symbol.rawValue) == [.symbol(symbol)])
    }
  }

  @Test func spansAreOffsetsIntoTheBytes() {
    let tokens = Lexer.tokenize(SourceText(name: "t", text: "评论 = \"好\"")).tokens
    #expect(tokens.map(\.span) == [Span(0, 6), Span(7, 8), Span(9, 14), Span(14, 14)])
  }

  @Test func lineEndsAreTokensAndCommentsAreNone() {
    #expect(kinds("a # b\n#%% title\r\nc") == [.word("a"), .lineEnd, .lineEnd, .word("c")])
    #expect(kinds("\"# no comment\"") == [.text("# no comment")])
  }

  @Test func byteOrderMarkAndForeignBlanksAreNothing() {
    #expect(
      kinds("\u{FEFF}a\u{A0}b\u{3000}c\r\n") == [.word("a"), .word("b"), .word("c"), .lineEnd])
  }

  @Test func emptySourceHasOnlyAnEnd() {
    let output = Lexer.tokenize(SourceText(name: "t", text: ""))
    #expect(output.tokens.map(\.kind) == [.end])
    #expect(output.diagnostics.isEmpty)
  }

  @Test func oneMistakeALineIsNotedAndTwentyInAll() {
    #expect(lexicalProblems("@ $ @\n@").count == 2)
    #expect(lexicalProblems(String(repeating: "@\n", count: 100)).count == 20)
  }

  @Test func namesAreToldFromOtherTexts() {
    #expect(Lexer.isName("列1"))
    for text in ["", "1a", "a b", "a-b", "１"] { #expect(!Lexer.isName(text)) }
  }
}
