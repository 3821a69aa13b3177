// SPDX-License-Identifier: Apache-2.0

/// How the numbers of a parameter, or of its gradient, are spread.
public struct ValueSpread: Hashable, Sendable {
  /// How many finite numbers there are.
  public private(set) var count = 0
  /// How many of them are 0.
  public private(set) var zeros = 0
  /// Their mean; 0 of none.
  public let mean: Double
  /// Their standard deviation; 0 of none.
  public let deviation: Double
  /// The least of them; 0 of none.
  public private(set) var least = 0.0
  /// The largest of them; 0 of none.
  public private(set) var most = 0.0
  /// The least magnitude above 0; nil of none.
  public private(set) var leastMagnitude: Double?

  /// The spread of some numbers; what is not finite is left out.
  public init(_ values: [Float]) {
    var (sum, isFirst) = (0.0, true)
    for value in values where value.isFinite {
      let number = Double(value)
      count += 1
      sum += number
      if number == 0 {
        zeros += 1
      } else if number.magnitude < leastMagnitude ?? .infinity {
        leastMagnitude = number.magnitude
      }
      least = isFirst ? number : min(least, number)
      most = isFirst ? number : max(most, number)
      isFirst = false
    }
    let mean = count > 0 ? sum / Double(count) : 0
    var squares = 0.0
    for value in values where value.isFinite {
      squares += (Double(value) - mean) * (Double(value) - mean)
    }
    self.mean = mean
    deviation = count > 0 ? (squares / Double(count)).squareRoot() : 0
  }

  /// The largest magnitude; 0 of none.
  public var mostMagnitude: Double { max(least.magnitude, most.magnitude) }

  /// How many of some numbers lie in each of some bins of equal width; what lies outside counts to the
  /// nearest.
  public static func counts(
    _ values: [Float], bins: Int, from low: Double, to high: Double
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: max(bins, 1))
    let scale = high > low ? Double(counts.count) / (high - low) : 0
    for value in values where value.isFinite {
      let place = (Double(value) - low) * scale
      counts[Int(min(max(place, 0), Double(counts.count - 1)))] += 1
    }
    return counts
  }

  /// The same by the powers of ten of the magnitudes; zeros are left out.
  public static func magnitudeCounts(
    _ values: [Float], bins: Int, from low: Int, to high: Int
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: max(bins, 1))
    let scale = high > low ? Double(counts.count) / Double(high - low) : 0
    for value in values where value.isFinite && value != 0 {
      let place = (decimalExponent(Double(value.magnitude)) - Double(low)) * scale
      counts[Int(min(max(place, 0), Double(counts.count - 1)))] += 1
    }
    return counts
  }

  /// The power of ten that a number above 0 is, the same bits on every machine.
  public static func decimalExponent(_ value: Double) -> Double {
    naturalLogarithm(value) * 0.434_294_481_903_251_8
  }
}
