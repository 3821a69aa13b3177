// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Counts that are read and forecast as multiples of the level of their window.
@Suite struct WindowCountsTests {
  private let role = SeriesCase.role { role in
    role.relative = .none
    role.targets[0].column.scale = .none
    role.targets[0].column.lags = [5, 1]
  }

  private func data(_ role: WindowRole) throws -> Dataset {
    try SeriesCase.data(["y"], (1...30).map { ["\(10 * $0)"] }, role)
  }

  @Test func whatIsReadIsTheLogarithmOfAMultipleOfTheLevel() throws {
    let plain = try #require(try data(role).windows)
    let counted = try #require(try data(role).ofCounts().windows)
    #expect(!plain.transform.areCounts && counted.transform.areCounts)
    let row = try #require(plain.windows.firstIndex { $0.origin == 9 })
    // The window reads 70, 80, 90, 100.
    let measured = { (count: Float) in Float(naturalLogarithm((1 + Double(count)) / 86)) }
    #expect(plain.column[row].prefix(3) == [70, 40, 60])
    for (one, other) in zip(plain.column[row], counted.column[row]) {
      #expect(abs(measured(one) - other) < 1e-6)
    }
    #expect(counted.level(of: row, target: 0) == 86 && plain.level(of: row, target: 0) == 1)
    // What is known of the steps ahead by a lag that reaches back far enough.
    let block = Block()
    let known = try #require(counted.columns.last)
    known.gather([RowSpan(row: row, count: 1)], BatchLayout(sortedLengths: [1]), into: block)
    for (one, other) in zip(block.values.contents, [60, 70].map(measured)) {
      #expect(abs(one - other) < 1e-6)
    }
  }

  @Test func whatIsTrainedAreTheCountsAndTheLogarithmOfTheirLevel() throws {
    let windows = try #require(try data(role).ofCounts().windows)
    let row = try #require(windows.windows.firstIndex { $0.origin == 9 })
    let block = Block()
    windows.aim.gather(
      [RowSpan(row: row, count: 1)], BatchLayout(sortedLengths: [1]), into: block)
    #expect(block.values.contents == [110, 120, Float(naturalLogarithm(86))])
    #expect(windows.aim.features == 3)
  }

  @Test func anAnswerIsTheDistributionOfTheCounts() throws {
    let windows = try #require(try data(role).ofCounts().windows)
    let row = try #require(windows.windows.firstIndex { $0.origin == 9 })
    var answers = ForecastAnswers(rows: 1, numbers: 2)
    let block = Block()
    block.numbers(1, 4).row(0).update(from: [1.25, 0.5, 2, 0.25], count: 4)
    block.form = .negativeBinomial
    answers.take(block, against: nil, BatchLayout(sortedLengths: [1]), at: [0])
    let forecast = answers.forecast(0, 0, of: row, levels: [0.9], windows)
    let root = 86.0.squareRoot()
    for (step, (mean, dispersion)) in [(1.25, 0.5), (2, 0.25)].enumerated() {
      for (level, found) in [(0.5, forecast.center), (0.9, forecast.quantiles[0])] {
        let exact = negativeBinomialQuantile(
          level, mean: 86 * mean, dispersion: dispersion / root)
        #expect(abs(found[step] - exact) <= 1, "\(found[step]), \(exact)")
      }
    }
    #expect(forecast.center[0] > 90)
  }

  @Test func foldsAndOtherPartsStayCounts() throws {
    let data = try data(role).ofCounts()
    var splits = data.splits
    splits.train.removeLast(3)
    let other = try data.resplit(splits)
    #expect(other.windows?.transform.areCounts == true)
    #expect((other.target.numbers as? HorizonColumn)?.features == 3)
  }

  /// The slope of the loss by each score, against differences.
  @Test(arguments: [0.0, 1.7, 6.2])
  func theLossOfAMultipleHasItsSlopes(level: Double) {
    let loss = NegativeBinomialLoss()
    let value = { (scores: [Float], count: Double) -> Double in
      var own = scores
      return loss.take(&own, count, level: level, nil)
    }
    for count in [0.0, 3, 40, 700] {
      for scores in [[0.2, -0.5], [-1, 0.75], [0.5, -3]] as [[Float]] {
        var slopes = scores
        _ = loss.take(&slopes, count, level: level, SlopeScale(scale: 1, known: 1))
        for at in 0..<2 {
          let step: Float = 1 / 256
          var (above, below) = (scores, scores)
          above[at] += step
          below[at] -= step
          let slope = (value(above, count) - value(below, count)) / Double(2 * step)
          #expect(
            abs(slope - Double(slopes[at])) < 2e-3 * max(1, abs(slope)),
            "\(level), \(count), \(scores): \(slope), \(slopes[at])")
        }
      }
    }
    // The same distribution without a level has the same loss.
    let spread = exponential(-level / 2)
    let own = Softplus(0.4).value + NegativeBinomialLoss.leastDispersion
    let wanted = own * spread - NegativeBinomialLoss.leastDispersion
    let plain = Float(naturalLogarithm(exponential(wanted) - 1))
    var scores: [Float] = [Float(0.3 + level), plain]
    let without = loss.take(&scores, 12, nil)
    #expect(abs(without - value([0.3, 0.4], 12)) < 1e-3 * abs(without))
  }
}
