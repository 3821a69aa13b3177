// SPDX-License-Identifier: Apache-2.0

/// How far predictions are right as often as their probabilities say, in bins of equal width (Guo and
/// others 2017).
public struct Calibration: Hashable, Sendable {
  /// The predictions whose probabilities lie near one another.
  public struct Bin: Hashable, Sendable {
    /// How many there are.
    public var rows = 0
    /// The sum of their probabilities.
    fileprivate var sum = 0.0
    /// How many of them are right.
    fileprivate var right = 0

    /// The mean of their probabilities; 0 of none.
    public var confidence: Double { rows > 0 ? sum / Double(rows) : 0 }
    /// The share of them that are right; 0 of none.
    public var accuracy: Double { rows > 0 ? Double(right) / Double(rows) : 0 }
  }

  /// How many bins there are unless others are asked for.
  public static let standardBins = 15

  /// The bins from 0 to 1, each of what lies above its lower bound, up to its upper one.
  public private(set) var bins: [Bin]
  /// How many predictions have a probability.
  public var rows: Int { bins.reduce(0) { $0 + $1.rows } }

  /// Puts predictions into bins by their probabilities.
  public init(
    _ predictions: [(confidence: Double, isRight: Bool)], bins count: Int = standardBins
  ) {
    bins = Array(repeating: Bin(), count: max(count, 1))
    for (confidence, isRight) in predictions where confidence.isFinite {
      let place = (confidence * Double(bins.count)).rounded(.up) - 1
      let bin = Int(min(max(place, 0), Double(bins.count - 1)))
      bins[bin].rows += 1
      bins[bin].sum += confidence
      if isRight { bins[bin].right += 1 }
    }
  }

  /// The expected calibration error: the mean over all predictions of how far the accuracy of their bin is
  /// from its mean probability; nil of none.
  public var error: Double? {
    guard rows > 0 else { return nil }
    let sum = bins.reduce(0) { sum, bin in
      sum + Double(bin.rows) * (bin.accuracy - bin.confidence).magnitude
    }
    return sum / Double(rows)
  }
}
