// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct WordTokenizerTests {
  @Test(arguments: [
    ("Hello, World", ["hello", ",", "world"]),
    ("don't DON’T 'quoted' dogs'", ["don't", "don't", "'", "quoted", "'", "dogs", "'"]),
    ("3.14 1,000.5 5. ,5 a.b", ["3.14", "1,000.5", "5", ".", ",", "5", "a", ".", "b"]),
    ("well-known e-mail", ["well", "-", "known", "e", "-", "mail"]),
    ("<br />snake_case", ["<", "br", "/", ">", "snake_case"]),
    ("我爱Swift 6！", ["我", "爱", "swift", "6", "！"]),
    ("カタカナ", ["カ", "タ", "カ", "ナ"]),
    ("한국어 ÄÖ naïve", ["한국어", "äö", "naïve"]),
    ("ok 👍🏽👩‍👧 🇩🇪🇫🇷", ["ok", "👍🏽", "👩‍👧", "🇩🇪", "🇫🇷"]),
    (
      "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}❤\u{FE0F} 1\u{FE0F}\u{20E3}",
      [
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "❤\u{FE0F}",
        "1\u{FE0F}\u{20E3}",
      ]
    ),
    ("co\u{AD}operate\u{200B}zero", ["cooperatezero"]),
    ("e\u{301}te\u{301}", ["e\u{301}te\u{301}"]),
    ("...", [".", ".", "."]),
  ])
  func cuts(text: String, tokens: [String]) {
    #expect(WordTokenizer(lower: true).tokens(in: text) == tokens)
  }

  @Test func keepsCapitalsOnRequest() {
    #expect(WordTokenizer(lower: false).tokens(in: "Ab ÄB") == ["Ab", "ÄB"])
  }
}
