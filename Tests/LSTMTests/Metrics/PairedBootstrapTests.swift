// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct PairedBootstrapTests {
  /// Against sacrebleu with the rows that NumPy drew for it: scores, means, margins and the p-value.
  ///
  /// The baseline is the references without each fourth word. sacrebleu scores resamples in single
  /// precision.
  @Test func agreesWithSacrebleu() throws {
    let corpus = try TextCorpus("english")
    let draws = try corpus.numbers("draws").map { Int($0) }
    let resamples = draws.count / corpus.references.count
    let baseline = corpus.references.map { text in
      text.split(separator: " ").enumerated().filter { $0.offset % 4 != 3 }.map(\.element)
        .joined(separator: " ")
    }
    let draw = { (resample: Int, rows: inout [Int]) in
      let start = resample * rows.count
      for index in rows.indices { rows[index] = draws[start + index] }
    }
    func counts<Counted>(_ texts: [String], _ count: (String, String) -> Counted) -> [Counted] {
      zip(texts, corpus.references).map { count($0, $1) }
    }
    let bleu = PairedBootstrap(
      baseline: counts(baseline) { BLEU().counts($0, reference: $1) },
      candidate: counts(corpus.hypotheses) { BLEU().counts($0, reference: $1) },
      resamples: resamples, score: { $0.score().value }, draw: draw)
    expectFigures(
      numbers(try #require(bleu)), try corpus.numbers("bootstrap.BLEU"), "BLEU", tolerance: 2e-5)
    let chrf = PairedBootstrap(
      baseline: counts(baseline) { ChrF().counts($0, reference: $1) },
      candidate: counts(corpus.hypotheses) { ChrF().counts($0, reference: $1) },
      resamples: resamples, score: { $0.score() }, draw: draw)
    expectFigures(
      numbers(try #require(chrf)), try corpus.numbers("bootstrap.chrF2"), "chrF", tolerance: 2e-5)
  }

  private func numbers(_ test: PairedBootstrap) -> [Double] {
    [test.baseline, test.candidate].flatMap { [$0.score, $0.mean, $0.margin] } + [test.pValue]
  }

  /// Rows of losses: both systems differ by little in most rows, and the mean is the score.
  private func losses(_ name: String, plus: Double = 0) -> [LossSum] {
    var random = RandomValues(name)
    return random.integers(200, below: 1000).map {
      LossSum(sum: Double($0) / 1000 + plus, count: 1)
    }
  }

  private func compare(
    _ baseline: [LossSum], _ candidate: [LossSum], seed: UInt64 = 1, resamples: Int = 400
  ) -> PairedBootstrap? {
    PairedBootstrap(
      baseline: baseline, candidate: candidate, resamples: resamples, seed: seed
    ) { $0.mean }
  }

  /// The deviation of a mean of 200 uniform numbers is 1 / √(12 · 200): 1.96 of them are the margin.
  @Test func theMarginIsThatOfAMean() throws {
    let test = try #require(compare(losses("one"), losses("other"), resamples: 2000))
    let margin = 1.96 / (12.0 * 200).squareRoot()
    for system in [test.baseline, test.candidate] {
      #expect(abs(system.margin - margin) < 0.12 * margin)
      #expect(abs(system.mean - system.score) < 0.1 * margin)
    }
    #expect(test.resamples == 2000)
  }

  /// The rows of both systems are the same in each resample: a shift of all rows is seen, however far
  /// these lie apart.
  @Test func rowsAreDrawnInPairs() throws {
    let test = try #require(compare(losses("one"), losses("one", plus: 0.001)))
    #expect(test.higherShare == 1 && test.baseline.margin > 0.03)
    #expect(abs(test.candidate.mean - test.baseline.mean - 0.001) < 1e-12)
    let back = try #require(compare(losses("one", plus: 0.001), losses("one")))
    #expect(back.higherShare == 0 && back.pValue == test.pValue)
  }

  @Test func aClearDifferenceIsFoundAndAChanceOneIsNot() throws {
    let clear = try #require(compare(losses("one"), losses("other", plus: 0.5)))
    #expect(clear.pValue < 0.01 && clear.higherShare == 1)
    let chance = try #require(compare(losses("one"), losses("other")))
    #expect(chance.pValue > 0.05 && chance.pValue < 1)
  }

  @Test func theIntervalIsThatOfTheDifferences() throws {
    let test = try #require(compare(losses("one"), losses("one", plus: 0.25)))
    #expect(abs(test.difference - 0.25) < 1e-12)
    #expect(abs(test.low - 0.25) < 1e-9 && abs(test.high - 0.25) < 1e-9)
    let chance = try #require(compare(losses("one"), losses("other"), resamples: 2000))
    #expect(chance.low < chance.difference && chance.difference < chance.high)
    // The difference of two such means varies √2 times as much as one of them.
    let margin = 1.96 * (2 / (12.0 * 200)).squareRoot()
    #expect(abs((chance.high - chance.low) / 2 - margin) < 0.12 * margin)
  }

  /// The rows of an evaluation, counted in several ways, by each of its metrics.
  @Test func aMetricFindsWhatItIsOf() throws {
    let corpus = try TextCorpus("english")
    let count = { (shift: Int) in
      corpus.hypotheses.indices.map { row -> [any Tally] in
        let text = corpus.hypotheses[(row + shift) % corpus.hypotheses.count]
        return [
          BLEU().counts(text, reference: corpus.references[row]),
          TextErrorCounts(text, reference: corpus.references[row]),
        ]
      }
    }
    let (rows, shifted) = (count(0), count(1))
    for metric in BLEUCounts.metrics + TextErrorCounts.metrics {
      let test = try #require(
        PairedBootstrap(metric, baseline: shifted, candidate: rows, resamples: 200, seed: 3))
      #expect(metric.entry.ranked(test.difference) < 0 || test.difference == 0, "\(metric.name)")
    }
    let typed = PairedBootstrap(
      baseline: shifted.compactMap { $0[0] as? BLEUCounts },
      candidate: rows.compactMap { $0[0] as? BLEUCounts }, resamples: 200, seed: 3
    ) { $0.score().value }
    #expect(
      PairedBootstrap(
        BLEUCounts.metrics[0], baseline: shifted, candidate: rows, resamples: 200, seed: 3) == typed
    )
    #expect(
      PairedBootstrap(ChrFCounts.metrics[0], baseline: shifted, candidate: rows, seed: 3) == nil)
  }

  @Test func systemsThatNeverDiffer() throws {
    let test = try #require(compare(losses("one"), losses("one")))
    #expect(test.pValue == 1 && test.higherShare == 0 && test.baseline == test.candidate)
  }

  @Test func theSeedDecides() throws {
    let (one, other) = (losses("one"), losses("other", plus: 0.03))
    let test = try #require(compare(one, other))
    #expect(test == compare(one, other) && test != compare(one, other, seed: 2))
    // As it is on every machine.
    #expect(test.pValue == 4.0 / 401)
  }

  @Test func whatCannotBeCompared() {
    let rows = losses("one")
    #expect(compare([], []) == nil && compare(rows, Array(rows.dropLast())) == nil)
    #expect(compare(rows, rows, resamples: 0) == nil)
    #expect(PairedBootstrap(baseline: rows, candidate: rows, seed: 1) { _ in nil } == nil)
    #expect(PairedBootstrap(baseline: rows, candidate: rows, seed: 1) { _ in .nan } == nil)
    // One row of two has no score by itself, and some resample has it twice.
    let half = [LossSum(), LossSum(sum: 1, count: 1)]
    #expect(
      PairedBootstrap(baseline: half, candidate: half, seed: 1) { $0.count > 0 ? $0.mean : nil }
        == nil)
  }
}
