// SPDX-License-Identifier: Apache-2.0

/// A number in decimal digits, and how it is written.
struct IndexDigits {
  /// The number, finite.
  private(set) var value = 0.0
  /// How many digits its whole part has.
  private(set) var whole = 0
  /// How many decimals it has.
  private(set) var decimals = 0
  /// Whether its whole part begins with a zero that it does not need.
  private(set) var isPadded = false
  /// Whether it has an exponent.
  private(set) var hasExponent = false

  /// Reads a number such as `-2.5` or `1e3`; nil where a text is none, or not finite.
  init?(_ text: Span<UInt8>) {
    var scan = StampScan(text)
    let start = scan.index
    let isNegative = scan.next(text) == UInt8(ascii: "-")
    if isNegative || scan.next(text) == UInt8(ascii: "+") { scan.index += 1 }
    isPadded =
      scan.next(text) == UInt8(ascii: "0") && StampScan.isDigit(scan.next(text, after: 1))
    var number = 0
    whole = Self.digits(text, &scan, &number)
    if scan.take(UInt8(ascii: "."), text) { decimals = Self.digits(text, &scan, &number) }
    guard whole + decimals > 0 else { return nil }
    if scan.isAtEnd, whole + decimals <= 15 {
      value = Double(isNegative ? -number : number) / DecimalText.power(decimals)
      return
    }
    if scan.next(text) | 0x20 == UInt8(ascii: "e") {
      hasExponent = true
      scan.index += 1
      let sign = scan.next(text)
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { scan.index += 1 }
      var exponent = 0
      guard Self.digits(text, &scan, &exponent) > 0 else { return nil }
    }
    guard scan.isAtEnd else { return nil }
    var copy = ""
    for index in start..<scan.end { copy.unicodeScalars.append(Unicode.Scalar(text[index])) }
    guard let value = Double(copy), value.isFinite else { return nil }
    self.value = value
  }

  /// Takes the digits that come next onto a number, which is right up to 18 of them, and says how
  /// many.
  private static func digits(
    _ text: Span<UInt8>, _ scan: inout StampScan, _ number: inout Int
  ) -> Int {
    let start = scan.index
    while StampScan.isDigit(scan.next(text)) {
      number = number &* 10 &+ Int(scan.next(text) &- 0x30)
      scan.index += 1
    }
    return scan.index - start
  }
}
