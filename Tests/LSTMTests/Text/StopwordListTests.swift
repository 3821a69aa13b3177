// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct StopwordListTests {
  @Test func readsOneWordALine() throws {
    let words = try withFile("the\r\n\n a \nthe\n".utf8) { try StopwordList.read($0) }
    #expect(words == ["a", "the"])
    #expect(fact { try withFile("\n\n".utf8) { try StopwordList.read($0) } } == .empty)
    #expect(fact { try StopwordList.read("/no/such/list") } == .fileNotFound)
  }

  @Test func englishHasFunctionWordsAndNoNegations() throws {
    let english = try #require(StopwordList.builtin["english"])
    #expect(english.count > 110 && english == StopwordList.ordered(english))
    #expect(english.contains("the") && !english.contains("not") && !english.contains("no"))
    // Each is one token, or it would never be found.
    let tokenizer = WordTokenizer(lower: true)
    #expect(english.allSatisfy { tokenizer.tokens(in: $0) == [$0] })
  }
}
