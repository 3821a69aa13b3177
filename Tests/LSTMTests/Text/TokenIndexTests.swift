// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct TokenIndexTests {
  @Test func numbersTokensInTheOrderOfAppearance() {
    let words = (0..<5000).map { "word\($0)" }
    var index = TokenIndex(words + words)
    #expect(index.count == 5000)
    for (id, word) in words.enumerated() {
      #expect(index.find(word.utf8Span.span) == Int32(id) && index.word(id) == word)
    }
    #expect(index.find("other".utf8Span.span) == nil)
    #expect(index.insert("other".utf8Span.span) == 5000)
  }

  @Test func bytesDecideWhatIsTheSame() {
    #expect(TokenIndex(["e\u{301}", "é", "", "é"]).count == 3)
  }
}
