// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct PossibleTokensTests {
  @Test(arguments: [
    (TextOptions(tokens: "blank"), ["good", "York", "new york", "7", "."], ["good", "7", "."]),
    (TextOptions(tokens: "blank", lower: false), ["good", "York"], ["good", "York"]),
    (TextOptions(tokens: "char"), ["好", "a", "北京", "good", ""], ["好", "a"]),
    (TextOptions(punctuation: .drop), ["good", "!", "wi-fi"], ["good"]),
    (TextOptions(stopwords: ["the"]), ["the", "them"], ["them"]),
    (TextOptions(digits: .fold), ["7", "0", "1990"], ["0"]),
    (TextOptions(stem: "english"), ["running", "run"], ["run"]),
    (TextOptions(tokens: "blank", maxLength: 1), ["good", "bad"], ["good", "bad"]),
  ])
  func onlyWhatATextCanHave(options: TextOptions, words: [String], possible: [String]) throws {
    #expect(try options.possibleTokens(among: words) == possible)
  }

  @Test func aDictionaryCutsByWhatStandsBeside() throws {
    var dictionary = WordDictionary()
    for (word, count) in [("北京", 50), ("大学", 40), ("北", 3), ("京", 2)] {
      dictionary.insert(word.utf8Span.span, count: count, tag: "n")
    }
    dictionary.fit()
    let options = TextOptions(dictionary: dictionary)
    #expect(
      try options.possibleTokens(among: ["北京", "北京大学", "Paris", "北京，"])
        == ["北京", "北京大学", "北京，"])
  }

  @Test func itCanBeStopped() {
    #expect(throws: DataError.self) {
      try TextOptions().possibleTokens(among: ["a"], shouldStop: { true })
    }
  }
}
