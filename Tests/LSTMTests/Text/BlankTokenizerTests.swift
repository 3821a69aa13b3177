// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct BlankTokenizerTests {
  @Test func cutsAtWhiteSpaceOnly() {
    let text = "  Mr. O'Neil 's\tscar-faced 3,000 很好 . \n"
    let cut = BlankTokenizer(lower: false).tokens(in: text)
    #expect(cut == ["Mr.", "O'Neil", "'s", "scar-faced", "3,000", "很好", "."])
    #expect(BlankTokenizer(lower: true).tokens(in: "ÄB c") == ["äb", "c"])
    #expect(BlankTokenizer(lower: true).tokens(in: " \t ").isEmpty)
  }

  /// What is no space, TAB or line end is part of its token.
  @Test func whatIsCutStaysWhole() {
    let tokens = ["a\u{A0}b", "\u{3000}", "\u{200B}", "1\u{202F}000", "\u{2003}c"]
    let text = tokens.joined(separator: " ")
    #expect(BlankTokenizer(lower: true).tokens(in: text) == tokens)
  }
}
