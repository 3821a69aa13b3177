// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct BLEUTests {
  /// Against sacrebleu: counts, score, brevity penalty and precisions of each corpus, and the scores of
  /// its rows.
  @Test(arguments: TextCorpus.names, BLEUTokenizer.allCases)
  func agreesWithSacrebleu(name: String, tokenizer: BLEUTokenizer) throws {
    let corpus = try TextCorpus(name)
    for isLowercase in [false, true] {
      let bleu = BLEU(tokenizer: tokenizer, isLowercase: isLowercase)
      let figure = "bleu.\(tokenizer.rawValue).\(isLowercase ? "lc" : "mixed")"
      let rows = corpus.rows.map { bleu.counts($0, reference: $1) }
      let sum = rows.dropFirst().reduce(into: rows[0]) { $0.merge($1) }
      let counts = sum.matched + sum.total + [sum.hypothesisLength, sum.referenceLength]
      #expect(try counts.map(Double.init) == corpus.numbers("\(figure).counts"), "\(figure)")
      let score = sum.score()
      expectFigures(
        [score.value, score.brevityPenalty] + score.precisions, try corpus.numbers(figure), figure)
      expectFigures(
        rows.map { $0.score(hasEffectiveOrder: true).value },
        try corpus.numbers("\(figure).rows"), "\(figure).rows")
    }
  }

  /// Worked out by hand: 5 of 7, 3 of 6, 1 of 5 and no n-gram of 4, which counts as half of one; 7
  /// tokens for 8 of the reference.
  @Test func agreesWithAnExampleByHand() {
    let counts = BLEU(tokenizer: .whiteSpace).counts(
      "a b c x d e x", reference: "a b c d e f g h")
    #expect(counts.matched == [5, 3, 1, 0] && counts.total == [7, 6, 5, 4])
    let score = counts.score()
    expectFigures(score.precisions, [500.0 / 7, 50, 20, 12.5], "precisions")
    expectFigures([score.brevityPenalty], [exponential(-1.0 / 7)], "penalty")
    let mean = (500.0 / 7 * 50 * 20 * 12.5).squareRoot().squareRoot()
    expectFigures([score.value], [exponential(-1.0 / 7) * mean], "score")
  }

  /// The second order without a match counts as a quarter of one.
  @Test func eachOrderWithoutAMatchCountsLess() {
    let counts = BLEU(tokenizer: .characters).counts("axbycz", reference: "abc")
    #expect(counts.score().precisions == [50, 10, 100.0 / 16, 100.0 / 24])
  }

  @Test func aShortRowHasAScoreOfItsOwnOrders() {
    let counts = BLEU().counts("It rains", reference: "It rains")
    #expect(counts.score().value == 0)
    expectFigures([counts.score(hasEffectiveOrder: true).value], [100], "two tokens")
  }

  @Test func emptyIsZero() {
    #expect(BLEUCounts().score().value == 0 && BLEUCounts().brevityPenalty == 1)
    let silent = BLEU().counts("", reference: "something")
    #expect(silent.score() == BLEUScore(0, 0, [0, 0, 0, 0]))
    #expect(silent.total == [0, 0, 0, 0] && silent.referenceLength == 1)
  }

  @Test func countsAreKept() throws {
    let counts = BLEU().counts("the cat sat on a mat", reference: "the cat sat on the mat")
    let data = try JSONEncoder().encode(counts)
    #expect(try JSONDecoder().decode(BLEUCounts.self, from: data) == counts)
    #expect(counts.matched == [5, 3, 2, 1])
  }

  @Test func signaturesAreThoseOfSacrebleu() {
    #expect(BLEU().signature == "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp")
    #expect(
      BLEU(tokenizer: .chinese, isLowercase: true).signature
        == "nrefs:1|case:lc|eff:no|tok:zh|smooth:exp")
    #expect(BLEUTokenizer.allCases.map(\.rawValue) == ["13a", "zh", "char", "none"])
  }

  @Test func theMetricIsThatOfAllRows() throws {
    let metric = try #require(BLEUCounts.metrics.first)
    #expect(metric.name == "bleu" && metric.entry.better == .higher)
    let same = BLEU().counts("one two three four", reference: "one two three four")
    expectFigures([try #require(metric.value([RowCount(rows: 1), same]))], [100], "bleu")
    #expect(metric.value([BLEUCounts()]) == nil)
  }
}
