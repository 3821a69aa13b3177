// SPDX-License-Identifier: Apache-2.0

/// Loss by learning rate, as the learning-rate finder saw it.
public struct RateCurve: Hashable, Sendable {
  /// One step.
  public struct Point: Hashable, Sendable {
    /// The learning rate.
    public let rate: Double
    /// The loss of the step's batch.
    public let loss: Double
    /// Its exponential moving average, corrected for where it began.
    public let smoothed: Double
  }

  /// The steps, by rising rate.
  public let points: [Point]

  /// The share of the average that is left after a step.
  private static let decay = 0.9

  /// The curve of some probes.
  ///
  /// - Parameter rate: the learning rate that their factors are of.
  public init(_ probes: [RateProbe], rate: Double) {
    var (average, weight) = (0.0, 0.0)
    points = probes.map { probe in
      average = Self.decay * average + (1 - Self.decay) * probe.loss
      weight = Self.decay * weight + (1 - Self.decay)
      return Point(rate: rate * probe.factor, loss: probe.loss, smoothed: average / weight)
    }
  }

  /// The rate at which the smoothed loss fell fastest from one step to the next; that of the first
  /// step when it never fell.
  public var best: Double {
    var (best, steepest) = (0, 0.0)
    for index in points.indices.dropFirst() {
      let fall = points[index].smoothed - points[index - 1].smoothed
      if fall < steepest { (best, steepest) = (index, fall) }
    }
    return points.isEmpty ? .nan : points[best].rate
  }

  /// At most so many of the points, evenly spread from the first to the last; the first if it is
  /// one.
  public func samples(_ count: Int) -> [Point] {
    guard points.count > count else { return points }
    guard count > 1 else { return Array(points.prefix(max(count, 0))) }
    return (0..<count).map { points[$0 * (points.count - 1) / (count - 1)] }
  }

  /// The rate of the sample that is nearest to the best rate from below.
  public func bestSample(_ count: Int) -> Double? {
    samples(count).last { $0.rate <= best }?.rate
  }
}
