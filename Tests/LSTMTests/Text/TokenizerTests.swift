// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct TokenizerTests {
  @Test(arguments: Tokenizers.all.map(\.name))
  func everyExampleHolds(name: String) throws {
    let entry = try #require(Tokenizers.all.first { $0.name == name })
    let tokenizer = try Tokenizers.make(TextOptions(tokens: name))
    #expect(tokenizer.tokens(in: entry.example.text) == entry.example.tokens)
    #expect(!entry.help.isEmpty)
  }

  @Test(arguments: Tokenizers.all.map(\.name))
  func noTokenIsEmptyAndNoTextStopsIt(name: String) throws {
    let tokenizer = try Tokenizers.make(TextOptions(tokens: name))
    let texts = [
      "", " ", "\u{0301}", "\u{200D}", "'", "1,", "a'", "\0", "\u{FEFF}a", "e\u{301}",
      "👩‍👩‍👧‍👦🇩🇪🇫", "a\r\nb", "\u{10FFFF}", "ไทย", "한국어", "नमस्ते", "ﷺ", "İ",
    ]
    for text in texts {
      #expect(tokenizer.tokens(in: text).allSatisfy { !$0.isEmpty })
    }
  }
}
