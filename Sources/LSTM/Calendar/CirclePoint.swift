// SPDX-License-Identifier: Apache-2.0

/// Points of the unit circle at fractions of a turn.
enum CirclePoint {
  /// The sine and cosine of part / whole of a turn, with an error below 2e-16; NaN where the whole
  /// is not from 1 to 1,000,000,000.
  ///
  /// Whole quarters of a turn are taken off in whole numbers, and sums, products and quotients in a
  /// fixed order give the rest, so that the bits are the same on every machine.
  static func at(_ part: Int, of whole: Int) -> (sine: Double, cosine: Double) {
    guard 1...1_000_000_000 ~= whole else { return (.nan, .nan) }
    let part = (part % whole + whole) % whole
    let quarter = (8 * part + whole) / (2 * whole)
    // At most half a quarter from its beginning, in quarters.
    let rest = 4 * part - quarter * whole
    let angle = Double.pi * Double(rest) / Double(2 * whole)
    let square = angle * angle
    let sine = angle * series(square, from: 19)
    let cosine = series(square, from: 18)
    return switch quarter % 4 {
    case 0: (sine, cosine)
    case 1: (cosine, 0 - sine)
    case 2: (0 - sine, 0 - cosine)
    default: (0 - cosine, sine)
    }
  }

  /// 1 - x²/(n(n-1))·(1 - x²/((n-2)(n-3))·(…)): cos x for an even n, sin x / x for an odd one.
  private static func series(_ square: Double, from degree: Int) -> Double {
    var sum = 1.0
    for n in stride(from: degree, to: 1, by: -2) { sum = 1 - square / Double(n * (n - 1)) * sum }
    return sum
  }
}
