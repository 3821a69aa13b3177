// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// The figures of forecasts, each by its definition.
@Suite struct ForecastSumsTests {
  private func value(_ name: String, _ sums: ForecastSums) -> Double? {
    ForecastSums.metrics.first { $0.name == name }?.value([sums])
  }

  @Test func pointsAreCountedByStepAndSeries() throws {
    var sums = ForecastSums(horizon: 2, scales: [2, 0])
    sums.add([1, 3], quantiles: [], [2, 1], at: 0)
    sums.add([4, 4], quantiles: [], [4, .nan], at: 1)
    #expect(sums.bySteps.map(\.count) == [2, 1] && sums.bySeries.map(\.count) == [2, 1])
    #expect(sums.bySteps[0].mae == 0.5 && sums.bySteps[1].bias == 2)
    // (1 + 2) / 2 over 2; the second series has no scale and no part in the mean.
    #expect(value("mase", sums) == 0.75 && sums.unscaled == 1)
    let smape = try #require(value("smape", sums))
    #expect(abs(smape - (2.0 / 3 + 4.0 / 4 + 0) / 3) < 1e-15)
    // Of points the loss is the sum of the errors over that of the numbers.
    let loss = try #require(value("wql", sums))
    #expect(abs(loss - 3.0 / 7) < 1e-15)
    #expect(value("coverage80", sums) == nil)
  }

  @Test func intervalsAreCounted() {
    var sums = ForecastSums(horizon: 1, scales: [1])
    // Quantiles of a uniform number from 0 to 1.
    let quantiles = ForecastSums.levels.map { [$0] }
    for truth in stride(from: 0.005, to: 1, by: 0.01) {
      sums.add([0.5], quantiles: quantiles, [truth], at: 0)
    }
    #expect(value("coverage50", sums) == 0.5)
    #expect(value("coverage80", sums) == 0.8)
    #expect(value("coverage95", sums) == 0.96)
  }

  @Test func mergedSumsAreThoseOfAll() {
    var random = RandomValues("forecasts")
    var (one, other, all) = (
      ForecastSums(horizon: 2, scales: [1, 3]), ForecastSums(horizon: 2, scales: [1, 3]),
      ForecastSums(horizon: 2, scales: [1, 3])
    )
    for turn in 0..<20 {
      let numbers = random.floats(4, bound: 2).map { Double($0) }
      let (forecast, truths) = (Array(numbers[..<2]), Array(numbers[2...]))
      all.add(forecast, quantiles: [], truths, at: turn % 2)
      if turn < 10 {
        one.add(forecast, quantiles: [], truths, at: turn % 2)
      } else {
        other.add(forecast, quantiles: [], truths, at: turn % 2)
      }
    }
    one.merge(other)
    for metric in ForecastSums.metrics {
      let (found, right) = (metric.value([one]), metric.value([all]))
      #expect(abs((found ?? 0) - (right ?? 0)) < 1e-12)
    }
  }
}
