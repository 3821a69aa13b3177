// SPDX-License-Identifier: Apache-2.0

/// Numbers as data files spell them, read alike whatever the locale is.
enum NumberText {
  /// The number that a text spells; NaN for a missing one, nil for what is no finite number.
  ///
  /// Missing is a text without characters, `NA`, `NaN`, `nan`, `null` and `?`; blanks round it do not
  /// count.
  static func value(_ text: Span<UInt8>) -> Double? {
    let range = text.trimmed(0..<text.count)
    var scan = Scan(index: range.lowerBound)
    scan.run(text, to: range.upperBound)
    guard scan.isNumber, scan.index == range.upperBound else {
      return isMissing(text, range) ? .nan : nil
    }
    if let exact = scan.exact { return exact }
    guard let value = Double(text.text(in: range)), value.isFinite else { return nil }
    return value
  }

  /// The same as a number of single precision.
  static func float(_ text: Span<UInt8>) -> Float? {
    guard let value = value(text) else { return nil }
    let float = Float(value)
    return float.isInfinite ? nil : float
  }

  /// The same of a cell.
  static func value(_ text: String) -> Double? { value(text.utf8Span.span) }

  /// Whether a cell is a number, or one with a decimal comma, commas between thousands, a currency or
  /// a percent sign.
  static func isMeant(_ text: String) -> Bool {
    if value(text) != nil { return true }
    let plain = text.filter { !"€$£¥%,\u{a0} ".contains($0) }
    return plain.utf8.count < text.utf8.count && !plain.isEmpty && value(plain) != nil
  }

  /// The numbers of a list of JSON, such as `[1.5, 2, null]`; nil for what is no such list.
  static func list(_ text: String) -> [Float]? {
    let bytes = text.utf8Span.span
    let range = bytes.trimmed(0..<bytes.count)
    guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "["),
      bytes[range.upperBound - 1] == UInt8(ascii: "]")
    else { return nil }
    let inner = bytes.extracting(range.lowerBound + 1..<range.upperBound - 1)
    guard !inner.trimmed(0..<inner.count).isEmpty else { return [] }
    var numbers: [Float] = []
    var start = 0
    while start <= inner.count {
      let end = inner.firstIndex(of: UInt8(ascii: ","), from: start)
      let item = inner.extracting(inner.trimmed(start..<end))
      guard !item.isEmpty, let number = float(item) else { return nil }
      numbers.append(number)
      start = end + 1
    }
    return numbers
  }

  private static func isMissing(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if range.isEmpty { return true }
    guard range.count <= 4 else { return false }
    return text.extracting(range).withUnsafeBufferPointer { bytes in
      missing.contains { bytes.elementsEqual($0) }
    }
  }

  private static let missing = ["NA", "NaN", "nan", "null", "?"].map { Array($0.utf8) }

  /// A decimal number as it is read: a whole number and a power of ten.
  private struct Scan {
    var index: Int
    var digits: UInt64 = 0
    var exponent = 0
    var isNegative = false
    /// Whether there was a digit, and one after any mark of an exponent.
    var isNumber = false
    /// Whether there were more digits than are counted.
    var isLong = false

    mutating func run(_ text: Span<UInt8>, to end: Int) {
      if index < end, let isNegative = sign(text[index]) {
        self.isNegative = isNegative
        index += 1
      }
      takeDigits(text, to: end, isFraction: false)
      if index < end, text[index] == UInt8(ascii: ".") {
        index += 1
        takeDigits(text, to: end, isFraction: true)
      }
      if isNumber, index < end, text[index] | 0x20 == UInt8(ascii: "e") {
        index += 1
        takeExponent(text, to: end)
      }
    }

    private mutating func takeDigits(_ text: Span<UInt8>, to end: Int, isFraction: Bool) {
      while index < end, case let digit = text[index] &- 0x30, digit < 10 {
        isNumber = true
        if digits < 100_000_000_000_000_000 {
          digits = digits * 10 + UInt64(digit)
          if isFraction { exponent -= 1 }
        } else {
          isLong = true
        }
        index += 1
      }
    }

    private mutating func takeExponent(_ text: Span<UInt8>, to end: Int) {
      isNumber = false
      var power = 0
      var isBelow = false
      if index < end, let isNegative = sign(text[index]) {
        isBelow = isNegative
        index += 1
      }
      while index < end, case let digit = text[index] &- 0x30, digit < 10 {
        isNumber = true
        power = min(power * 10 + Int(digit), 100_000)
        index += 1
      }
      exponent += isBelow ? -power : power
    }

    private func sign(_ byte: UInt8) -> Bool? {
      byte == UInt8(ascii: "-") ? true : byte == UInt8(ascii: "+") ? false : nil
    }

    /// The number where one multiplication or division of exact numbers gives it; else nil.
    var exact: Double? {
      guard !isLong, digits <= 1 << 53, abs(exponent) < Self.powers.count else { return nil }
      let size = Double(digits)
      let power = Self.powers[abs(exponent)]
      let value = exponent < 0 ? size / power : size * power
      return isNegative ? -value : value
    }

    /// The powers of ten that a Double holds exactly.
    private static let powers: [Double] = [
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
      1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
  }
}
