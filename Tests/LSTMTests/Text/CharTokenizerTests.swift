// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct CharTokenizerTests {
  @Test(arguments: [
    "很快，好吃 OK", "a\r\nb", "e\u{301}x", "👩‍👧🇩🇪🇫🇷 ok", "が\u{3099}は\u{309A}",
    "한국어", "a\u{200D}b", "1️⃣", "नमस्ते",
    "一\u{FE00}二",
    "“x”\u{301}…", "は\u{302A}",
  ])
  func agreesWithTheCharactersOfSwift(text: String) {
    let expected = text.filter { !$0.isWhitespace }.map { String($0) }
    #expect(CharTokenizer(lower: false).tokens(in: text) == expected)
  }

  @Test func lowersLetters() {
    #expect(CharTokenizer(lower: true).tokens(in: "AÄ中") == ["a", "ä", "中"])
  }
}
