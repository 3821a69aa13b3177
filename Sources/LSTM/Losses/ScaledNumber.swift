// SPDX-License-Identifier: Apache-2.0

/// A number of at least 0 that products can make as small as they like: `value · 2^(-256 · exponent)`.
///
/// It has the precision of a double and never becomes 0 by itself, as a logarithm does not; sums and
/// products need neither logarithms nor exponentials, so that they are fast and the same bits everywhere.
struct ScaledNumber: Hashable {
  /// From 2^-256 on, or 0.
  var value: Double
  /// How many times 2^256 it was multiplied by.
  var exponent: Int

  static let zero = ScaledNumber(value: 0, exponent: 1 << 40)
  static let one = ScaledNumber(value: 1, exponent: 0)

  /// 2^-256.
  private static let step = 0x1p-256

  /// The sum of two numbers; what is more than 2^-256 times smaller adds nothing.
  static func + (a: ScaledNumber, b: ScaledNumber) -> ScaledNumber {
    if a.exponent == b.exponent {
      return ScaledNumber(value: a.value + b.value, exponent: a.exponent)
    }
    let (large, small) = a.exponent < b.exponent ? (a, b) : (b, a)
    guard small.exponent - large.exponent == 1 else { return large }
    return ScaledNumber(value: large.value + small.value * step, exponent: large.exponent)
  }

  /// A product with a number from 2^-700 to 1.
  static func * (a: ScaledNumber, factor: Double) -> ScaledNumber {
    var product = ScaledNumber(value: a.value * factor, exponent: a.exponent)
    while product.value < step, product.value > 0 {
      product.value *= 0x1p256
      product.exponent += 1
    }
    return product
  }

  /// a · b / c as a plain number, of which c is no less than the product.
  static func share(_ a: ScaledNumber, _ b: ScaledNumber, of c: ScaledNumber) -> Double {
    guard a.value > 0, b.value > 0 else { return a.value * b.value }
    var quotient = a.value * (b.value / c.value)
    // Each of the three is between 2^-256 and little above 1.
    for _ in 0..<min(max(0, a.exponent + b.exponent - c.exponent), 4) { quotient *= step }
    for _ in 0..<min(max(0, c.exponent - a.exponent - b.exponent), 4) { quotient *= 0x1p256 }
    return quotient
  }

  /// Its natural logarithm.
  var logarithm: Double {
    naturalLogarithm(value) - Double(exponent) * 177.445_678_223_345_99
  }
}
