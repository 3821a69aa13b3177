// SPDX-License-Identifier: Apache-2.0

/// Errors of forecasts, added up by step of the horizon and by series.
public struct ForecastSums: Tally, Codable, Hashable {
  /// The errors of some numbers.
  public struct Errors: Codable, Hashable, Sendable {
    /// How many numbers were forecast whose truth is known.
    public private(set) var count = 0
    /// Σ|e| of the errors e, forecast less truth.
    public private(set) var magnitudes = 0.0
    /// Σe².
    public private(set) var squares = 0.0
    /// Σe.
    public private(set) var signed = 0.0
    /// Σ2|e| / (|y| + |f|) of truths y and forecasts f, and how many are not both 0.
    var symmetric = 0.0
    var symmetricCount = 0

    /// Adds a forecast and its truth; one that is missing does not count.
    mutating func add(_ forecast: Double, _ truth: Double) {
      guard !truth.isNaN else { return }
      let error = forecast - truth
      count += 1
      magnitudes += abs(error)
      squares += error * error
      signed += error
      let size = abs(truth) + abs(forecast)
      guard size > 0 else { return }
      symmetric += 2 * abs(error) / size
      symmetricCount += 1
    }

    mutating func merge(_ other: Errors) {
      count += other.count
      magnitudes += other.magnitudes
      squares += other.squares
      signed += other.signed
      symmetric += other.symmetric
      symmetricCount += other.symmetricCount
    }

    /// Mean absolute error; nil of nothing.
    public var mae: Double? { count > 0 ? magnitudes / Double(count) : nil }
    /// Root of the mean squared error; nil of nothing.
    public var rmse: Double? { count > 0 ? (squares / Double(count)).squareRoot() : nil }
    /// Mean error: above 0 where forecasts are too high; nil of nothing.
    public var bias: Double? { count > 0 ? signed / Double(count) : nil }
    /// Symmetric mean absolute percentage error as a share of 2; nil where nothing counts.
    public var smape: Double? {
      symmetricCount > 0 ? symmetric / Double(symmetricCount) : nil
    }
  }

  /// The levels of the quantiles that are measured, rising.
  public static let levels = [
    0.025, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.975,
  ]
  /// Those of them that the quantile loss is the mean over.
  private static let lossLevels = [1, 2, 4, 5, 6, 7, 8, 10, 11]
  /// The places of the lower and upper level of the intervals of 50, 80 and 95 %.
  public static let intervals = [(3, 9), (1, 11), (0, 12)]

  /// By step of the horizon.
  public private(set) var bySteps: [Errors]
  /// By series, target after target.
  public private(set) var bySeries: [Errors]
  /// The mean absolute error of the seasonal naive forecast of each of them on the steps that train; NaN
  /// where there is none.
  private let scales: [Double]
  /// The loss at each of the levels, added up.
  private var quantileLosses = [Double](repeating: 0, count: levels.count)
  /// Σ|y| of the truths.
  private var truths = 0.0
  /// Whether none of them is 0 or less.
  private var arePositive = true
  /// How many truths lie in each of the intervals, of how many; none of points.
  private var inside = [0, 0, 0]
  private var intervalCount = 0

  /// Nothing yet.
  ///
  /// - Parameter scales: what mase measures errors in, series by series, target after target.
  public init(horizon: Int, scales: [Double]) {
    bySteps = Array(repeating: Errors(), count: horizon)
    bySeries = Array(repeating: Errors(), count: scales.count)
    self.scales = scales
  }

  /// Adds forecasts and their truths.
  ///
  /// - Parameters:
  ///   - forecasts: one for each step of the horizon.
  ///   - quantiles: those of `levels` for each step, `[levels][steps]`; none of points.
  ///   - place: the place of the series and its target.
  public mutating func add(
    _ forecasts: [Double], quantiles: [[Double]], _ numbers: some Collection<Double>, at place: Int
  ) {
    for (step, truth) in numbers.enumerated() where !truth.isNaN {
      let forecast = forecasts[step]
      bySteps[step].add(forecast, truth)
      bySeries[place].add(forecast, truth)
      truths += abs(truth)
      arePositive = arePositive && truth > 0
      for index in Self.lossLevels {
        let (level, value) = (
          Self.levels[index], quantiles.isEmpty ? forecast : quantiles[index][step]
        )
        quantileLosses[index] +=
          2 * (truth >= value ? level * (truth - value) : (1 - level) * (value - truth))
      }
      guard !quantiles.isEmpty else { continue }
      intervalCount += 1
      for (index, (low, high)) in Self.intervals.enumerated()
      where truth >= quantiles[low][step] && truth <= quantiles[high][step] {
        inside[index] += 1
      }
    }
  }

  /// Adds what was counted of other rows of the same series.
  public mutating func merge(_ other: ForecastSums) {
    for index in bySteps.indices { bySteps[index].merge(other.bySteps[index]) }
    for index in bySeries.indices { bySeries[index].merge(other.bySeries[index]) }
    for index in quantileLosses.indices { quantileLosses[index] += other.quantileLosses[index] }
    for index in inside.indices { inside[index] += other.inside[index] }
    truths += other.truths
    arePositive = arePositive && other.arePositive
    intervalCount += other.intervalCount
  }

  // MARK: Figures

  /// The scaled error of a series by its place; nil where nothing scales it.
  public func mase(at place: Int) -> Double? {
    guard let mae = bySeries[place].mae, scales[place] > 0 else { return nil }
    return mae / scales[place]
  }

  /// Whether errors as shares of the numbers say something: all numbers are above 0.
  public var haveShares: Bool { arePositive && truths > 0 }

  /// The mean over the series that have one.
  public var mase: Double? {
    let known = bySeries.indices.compactMap { mase(at: $0) }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }

  /// How many series were forecast and have no scaled error, as nothing changed while they trained.
  public var unscaled: Int {
    bySeries.indices.count { bySeries[$0].count > 0 && mase(at: $0) == nil }
  }

  private var smape: Double? {
    let count = bySteps.reduce(0) { $0 + $1.symmetricCount }
    return count > 0 ? bySteps.reduce(0) { $0 + $1.symmetric } / Double(count) : nil
  }

  private var quantileLoss: Double? {
    guard truths > 0 else { return nil }
    let sum = Self.lossLevels.reduce(0) { $0 + quantileLosses[$1] }
    return sum / Double(Self.lossLevels.count) / truths
  }

  private func coverage(_ interval: Int) -> Double? {
    intervalCount > 0 ? Double(inside[interval]) / Double(intervalCount) : nil
  }

  static let metrics = [
    Metric.of(MetricCatalog.smape, ForecastSums.self) { $0.smape },
    Metric.of(MetricCatalog.mase, ForecastSums.self) { $0.mase },
    Metric.of(MetricCatalog.quantileLoss, ForecastSums.self) { $0.quantileLoss },
    Metric.of(MetricCatalog.coverage50, ForecastSums.self) { $0.coverage(0) },
    Metric.of(MetricCatalog.coverage80, ForecastSums.self) { $0.coverage(1) },
    Metric.of(MetricCatalog.coverage95, ForecastSums.self) { $0.coverage(2) },
  ]
}
