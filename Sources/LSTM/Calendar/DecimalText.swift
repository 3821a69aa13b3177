// SPDX-License-Identifier: Apache-2.0

/// Decimal numbers as text.
enum DecimalText {
  /// 10 to the power of a number of digits, 0 to 18; that of the nearer end for others.
  static func power(_ digits: Int) -> Double { powers[min(max(digits, 0), powers.count - 1)] }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18,
  ]

  /// A number rounded to so many decimals, with zeros before it up to a width of its whole part.
  ///
  /// A number of more digits than a Double holds is written as the shortest text that reads as
  /// itself.
  static func text(_ value: Double, decimals: Int, width: Int = 1) -> String {
    let decimals = min(max(decimals, 0), powers.count - 1)
    let scaled = (value * power(decimals)).rounded()
    guard scaled.magnitude <= 0x1p53 else { return shortest(value) }
    let number = Int(scaled)
    let digits = PartWidth.digits(Int(number.magnitude), width: min(max(width, 1), 20) + decimals)
    let sign = number < 0 ? "-" : ""
    if decimals == 0 { return sign + digits }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// A number rounded to at most so many decimals, without the zeros at its end.
  static func trimmedText(_ value: Double, decimals: Int) -> String {
    let text = text(value, decimals: decimals)
    guard text.contains("."), !text.contains("e") else { return text }
    let kept = text.utf8.count - text.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    let digits = text.prefix(kept)
    return String(digits.hasSuffix(".") ? digits.dropLast() : digits)
  }

  /// The shortest text that reads as a number, without decimals where it is whole.
  static func shortest(_ value: Double) -> String {
    if value.magnitude <= 0x1p53, value == value.rounded() { return String(Int(value)) }
    return value.description
  }
}
