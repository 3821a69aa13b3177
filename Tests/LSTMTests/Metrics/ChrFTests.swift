// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ChrFTests {
  /// Against sacrebleu, for chrF, chrF+ and chrF++: each corpus, and each row by itself.
  @Test(arguments: TextCorpus.names, 0...2)
  func agreesWithSacrebleu(name: String, wordOrders: Int) throws {
    let corpus = try TextCorpus(name)
    for isLowercase in [false, true] {
      let chrf = ChrF(wordOrders: wordOrders, isLowercase: isLowercase)
      let figure = "chrf.\(wordOrders).\(isLowercase ? "lc" : "mixed")"
      let rows = corpus.rows.map { chrf.counts($0, reference: $1) }
      let sum = rows.dropFirst().reduce(into: rows[0]) { $0.merge($1) }
      expectFigures([sum.score()], try corpus.numbers(figure), figure)
      expectFigures(
        rows.map { $0.score() }, try corpus.numbers("\(figure).rows"), "\(figure).rows")
    }
  }

  /// Of `ab c` for `abd` 2 of 3 characters and 1 of 2 pairs match, and no three.
  @Test func agreesWithAnExampleByHand() {
    let counts = ChrF().counts("ab c", reference: "abd")
    #expect(counts.matched == [2, 1, 0, 0, 0, 0, 0, 0])
    #expect(counts.hypothesis == [3, 2, 1, 0, 0, 0, 0, 0] && counts.reference == counts.hypothesis)
    expectFigures([counts.score()], [100 * (2.0 / 3 + 0.5) / 3], "equal precision and recall")
  }

  /// Recall counts β² times as much: precision 1 and recall 1/2 of single characters and of pairs 1/3.
  @Test func recallCountsMore() {
    let counts = ChrF().counts("ab", reference: "abcd")
    let recall = (0.5 + 1.0 / 3) / 2
    expectFigures([counts.score()], [500 * recall / (4 + recall)], "β = 2")
    expectFigures([counts.score(beta: 1)], [200 * recall / (1 + recall)], "β = 1")
  }

  /// N-grams of an order that the reference has none of do not count against the hypothesis.
  @Test func longHypothesesOfShortReferences() {
    let counts = ChrF(wordOrders: 2).counts("one two", reference: "a")
    #expect(counts.hypothesis == [6, 0, 0, 0, 0, 0, 2, 0])
    #expect(counts.reference == [1, 0, 0, 0, 0, 0, 1, 0])
  }

  /// One sign at the end of a word, or else one at its start.
  @Test func wordsLoseOneSign() {
    let words = ChrF.words(of: Array("(hi) \"so it's... ! (x x) ¿é? '".utf8)).texts
    #expect(
      words == [
        "(hi", ")", "\"", "so", "it's..", ".", "!", "(", "x", "x", ")", "¿é", "?", "'",
      ])
  }

  @Test func signaturesAreThoseOfSacrebleu() {
    #expect(ChrF().signature == "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no")
    #expect(
      ChrF(wordOrders: 2, isLowercase: true).signature
        == "nrefs:1|case:lc|eff:yes|nc:6|nw:2|space:no")
    #expect(ChrF().name == "chrF2" && ChrF(wordOrders: 2).name == "chrF2++")
    #expect(ChrF(wordOrders: 9) == ChrF(wordOrders: 2) && ChrF(wordOrders: -1) == ChrF())
  }

  @Test func theMetricIsThatOfAllRows() throws {
    let metric = try #require(ChrFCounts.metrics.first)
    #expect(metric.name == "chrf" && metric.entry.better == .higher)
    #expect(metric.value([ChrF().counts("", reference: "a")]) == 0)
    #expect(metric.value([ChrF().counts("a", reference: " ")]) == nil)
  }
}
