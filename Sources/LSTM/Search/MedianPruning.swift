// SPDX-License-Identifier: Apache-2.0

/// Stops trials that fall behind the others: the median rule of Golovin and others, "Google Vizier:
/// a service for black-box optimization", KDD 2017.
///
/// A trial stops when the best of its figures is worse than the median, over the earlier trials, of
/// the running average of their figures up to the same epoch. Lower is better; NaN is worst.
public struct MedianPruning: Hashable, Sendable {
  /// The first epoch after which a trial may stop, counted from 1.
  ///
  /// After one epoch the rule would stop every second trial, as a best of one is its average.
  public let after: Int
  /// How many earlier trials must have come as far.
  public let trials: Int

  /// The rule; both bounds are held to at least 1.
  public init(after: Int = 3, trials: Int = 4) {
    self.after = max(after, 1)
    self.trials = max(trials, 1)
  }

  /// Whether a trial should stop.
  ///
  /// - Parameters:
  ///   - history: its figure after each epoch so far.
  ///   - earlier: the same for the trials before it; one that was stopped counts as far as it came.
  public func stops(_ history: [Double], earlier: [[Double]]) -> Bool {
    let epoch = history.count
    let reached = earlier.filter { $0.count >= epoch }
    guard epoch >= after, reached.count >= trials else { return false }
    let best = history.lazy.map(Self.ranked).min() ?? .infinity
    return best > Self.median(reached.map { Self.average($0[..<epoch]) })
  }

  private static func average(_ figures: ArraySlice<Double>) -> Double {
    figures.lazy.map(ranked).reduce(0, +) / Double(figures.count)
  }

  /// The middle, or the mean of the two in the middle.
  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return low == high ? low : low + (high - low) / 2
  }

  private static func ranked(_ figure: Double) -> Double { figure.isNaN ? .infinity : figure }
}
