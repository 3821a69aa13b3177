// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct TextTransformTests {
  private func transform(_ options: TextOptions) throws -> TextTransform {
    try TextTransform(options: options, vocabulary: Vocabulary(fitting: [["a", "b", "!"]]))
  }

  @Test func heedsEveryOption() throws {
    let text = "A the b, c! 😀"
    #expect(try transform(TextOptions()).tokens(in: text) == ["a", "the", "b", ",", "c", "!", "😀"])
    let strict = TextOptions(
      lower: false, punctuation: .drop, stopwords: ["the", "b"], maxLength: 2)
    #expect(try transform(strict).tokens(in: text) == ["A", "c"])
    #expect(try transform(TextOptions(stopwords: ["A", "The"])).tokens(in: "a the b") == ["b"])
    #expect(
      try transform(TextOptions(tokens: "char", punctuation: .drop)).tokens(in: "很好！") == [
        "很", "好",
      ])
    #expect(try transform(TextOptions(maxLength: -3)).tokens(in: "a b") == ["a"])
  }

  @Test func neverGivesNothing() throws {
    #expect(try transform(TextOptions()).encode("") == [0])
    #expect(try transform(TextOptions()).encode("b x") == [3, 0])
  }

  @Test func survivesSaving() throws {
    let options = TextOptions(tokens: "char", stopwords: ["z", "y"], minCount: 3, maxLength: 9)
    let saved = try JSONEncoder().encode(transform(options))
    let loaded = try JSONDecoder().decode(TextTransform.self, from: saved)
    #expect(loaded == (try transform(options)))
    #expect(loaded.encode("b!a") == [3, 1, 2])
  }

  @Test func refusesATokenizerThatIsNotThere() {
    #expect(
      fact { try transform(TextOptions(tokens: "jieba")) }
        == .unknownTokenizer(name: "jieba", known: ["word", "char", "blank", "subword"]))
  }
}
