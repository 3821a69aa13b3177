// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Numbers with a fixed count of decimals, rounded exactly as they are stored, half to even, in any
/// locale.
public enum FixedDecimal {
  /// The most decimals that are computed exactly.
  public static let mostDecimals = 18

  /// `value` with `decimals` (0...18) digits after the point: `nan`, `inf` and `-inf` for what is
  /// no number, and the shortest exact form, such as `1e+300`, from 2^64 upwards.
  public static func string(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let decimals = min(max(decimals, 0), mostDecimals)
    let magnitude = value.magnitude
    guard magnitude < 0x1p64 else { return value.description }
    let scaled = scaledUp(magnitude, by: powerOfTen(decimals))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let digits = String(scaled)
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// The same, and `-` for what is missing.
  static func text(_ value: Double?, decimals: Int) -> String {
    value.map { string($0, decimals: decimals) } ?? "-"
  }

  /// A difference of figures, with its sign.
  static func signed(_ value: Double) -> String { (value < 0 ? "" : "+") + figure(value) }

  /// A figure with four decimals, in the form `3.142e-05` where those would not tell it; `-` for what is
  /// missing.
  static func figure(_ value: Double?) -> String {
    guard let value else { return "-" }
    let isTold = value == 0 || (value.magnitude >= 0.000_05 && value.magnitude < 1e9)
    return isTold || !value.isFinite
      ? string(value, decimals: 4) : value.rounded(significant: 4).description
  }

  /// `magnitude * scale`, rounded half to even; both below 2^64, so nothing overflows.
  private static func scaledUp(_ magnitude: Double, by scale: UInt64) -> UInt128 {
    let whole = magnitude.rounded(.down)
    let fraction = magnitude - whole
    let wholePart = UInt128(whole) * UInt128(scale)
    guard fraction > 0 else { return wholePart }
    // fraction = significand / 2^shift, with a significand of at most 53 bits.
    let significand = UInt128(fraction.significandBitPattern | (fraction.isNormal ? 1 << 52 : 0))
    let shift = 52 - max(Int(fraction.exponent), -1022)
    let product = significand * UInt128(scale)
    guard shift < 127 else { return wholePart }
    let quotient = product >> UInt128(shift)
    let remainder = product - quotient << UInt128(shift)
    let half = UInt128(1) << UInt128(shift - 1)
    let sum = wholePart + quotient
    return remainder > half || (remainder == half && sum % 2 == 1) ? sum + 1 : sum
  }

  private static func powerOfTen(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

extension Double {
  /// The nearest number with so many significant decimal digits.
  func rounded(significant digits: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    var exponent = 0
    var size = magnitude
    while size >= 10, exponent < 300 { (size, exponent) = (size / 10, exponent + 1) }
    while size < 1, exponent > -300 { (size, exponent) = (size * 10, exponent - 1) }
    let text = FixedDecimal.string(size, decimals: digits - 1)
    return (self < 0 ? -1 : 1) * (Double("\(text)e\(exponent)") ?? magnitude)
  }
}

extension Double {
  /// The nearest number with so many digits of a unit: one that is larger than the unit has more, up to
  /// fifteen.
  func rounded(digits: Int, in unit: Double) -> Double {
    var (ratio, digits) = ((self / unit).magnitude, digits)
    while ratio >= 10, ratio.isFinite, digits < 15 { (ratio, digits) = (ratio / 10, digits + 1) }
    return rounded(significant: digits)
  }
}

extension FixedDecimal {
  /// A loss or another figure that is small where it is good: three decimals, and three significant digits
  /// below 0.1, from 0.0005 down with an exponent such as `4.12e-05`.
  public static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0, value.magnitude < 0.1 else {
      return string(value, decimals: 3)
    }
    var (size, exponent) = (value.magnitude, 0)
    let sign = value < 0 ? "-" : ""
    while size < 0.9995, exponent < 400 { (size, exponent) = (size * 10, exponent + 1) }
    guard value.magnitude < 0.0005 else {
      return sign + string(value.magnitude, decimals: exponent + 2)
    }
    return "\(sign)\(string(size, decimals: 2))e-\(exponent < 10 ? "0" : "")\(exponent)"
  }

  /// A number with all its digits: whole ones without a point, `nan` for what is none.
  static func exact(_ number: Double) -> String { number.isNaN ? "nan" : number.spelled }

  /// Whole numbers as they are, others with up to six significant digits.
  static func plain(_ number: Double) -> String {
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53 { return String(whole) }
    guard number.isFinite, number.magnitude >= 1e-4, number.magnitude < 1e15 else {
      return number.description
    }
    var digitsBefore = 0
    var magnitude = number.magnitude
    while magnitude >= 1 {
      magnitude /= 10
      digitsBefore += 1
    }
    while magnitude < 0.1, magnitude > 0 {
      magnitude *= 10
      digitsBefore -= 1
    }
    var text = string(number, decimals: max(0, 6 - digitsBefore))
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
