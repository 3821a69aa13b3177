// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ROUGETests {
  private static let sums: [(name: String, sum: any KeyPath<ROUGESums, Double> & Sendable)] = [
    ("rouge1", \.rouge1), ("rouge2", \.rouge2), ("rougeL", \.rougeL),
  ]

  /// Against rouge-score: each row, and their mean.
  @Test(arguments: TextCorpus.names)
  func agreesWithRougeScore(name: String) throws {
    let corpus = try TextCorpus(name)
    let rows = corpus.rows.map { ROUGE().sums($0, reference: $1) }
    let sum = rows.dropFirst().reduce(into: rows[0]) { $0.merge($1) }
    for (name, figure) in Self.sums {
      expectFigures(
        rows.map { $0[keyPath: figure] }, try corpus.numbers("\(name).rows"), "\(name).rows")
      expectFigures([try #require(sum.mean(figure))], try corpus.numbers(name), name)
    }
  }

  /// 4 of 5 words for 6: the pairs `the cat` and `on mat` are broken, `cat sat on mat` is common.
  @Test func agreesWithAnExampleByHand() {
    let sums = ROUGE().sums("a cat sat on mat", reference: "The cat sat on the mat.")
    expectFigures([sums.rouge1, sums.rougeL], [8.0 / 11, 8.0 / 11], "words")
    expectFigures([sums.rouge2], [4.0 / 9], "pairs")
  }

  @Test func wordsAreThoseOfRougeScore() {
    #expect(
      ROUGE().tokens(of: "It's GRÖSSE-2 a_b 你好 x\u{301}y")
        == ["it", "s", "gr", "sse", "2", "a", "b", "x", "y"])
    // The two scalars beyond ASCII whose small letters are in it.
    #expect(ROUGE().tokens(of: "\u{130}stanbul 5\u{212A} \u{212B}") == ["i", "stanbul", "5k"])
    #expect(ROUGE().tokens(of: "中文。").isEmpty)
  }

  @Test func charactersAreIdeographsAndWords() {
    let rouge = ROUGE(units: .characters)
    #expect(
      rouge.tokens(of: "我有2台ThinkPad-X1，Größe_3.5！かな")
        == ["我", "有", "2", "台", "thinkpad", "x1", "größe", "3", "5", "か", "な"])
    // A variation selector goes with its ideograph, and a soft hyphen is nothing.
    #expect(
      rouge.tokens(of: "葛\u{E0100}城a\u{AD}b\u{20000}c")
        == ["葛\u{E0100}", "城", "ab", "\u{20000}", "c"])
    let sums = rouge.sums("我爱猫", reference: "我爱小猫")
    expectFigures([sums.rouge1, sums.rouge2, sums.rougeL], [6.0 / 7, 0.4, 6.0 / 7], "Chinese")
  }

  /// Of texts in ASCII both kinds of units are the same.
  @Test func unitsOfASCIIAreTheSame() throws {
    let corpora = try ["english", "marks", "cut"].map { try TextCorpus($0) }
    let texts = corpora.flatMap { $0.references + $0.hypotheses }.filter {
      $0.utf8.allSatisfy { $0 < 0x80 }
    }
    #expect(texts.count > 50)
    for text in texts {
      #expect(ROUGE().tokens(of: text) == ROUGE(units: .characters).tokens(of: text), "\(text)")
    }
  }

  @Test func metricsAreMeansOfRows() throws {
    #expect(ROUGESums.metrics.map(\.name) == ["rouge1", "rouge2", "rougeL"])
    var sums = ROUGE().sums("one two", reference: "one two")
    sums.merge(ROUGE().sums("one", reference: "one two"))
    let values = ROUGESums.metrics.map { $0.value([sums]) ?? .nan }
    expectFigures(values, [5.0 / 6, 0.5, 5.0 / 6], "means")
    #expect(ROUGESums.metrics.allSatisfy { $0.value([ROUGESums()]) == nil })
  }
}
