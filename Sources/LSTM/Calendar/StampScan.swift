// SPDX-License-Identifier: Apache-2.0

/// A place in the bytes of a stamp, which moves on with what is read.
///
/// All functions need the bytes that the scan was made for.
struct StampScan {
  /// The next byte.
  var index: Int
  /// Where the stamp ends.
  let end: Int

  /// The first byte of a stamp; blanks round it do not count.
  init(_ text: Span<UInt8>) {
    var (start, end) = (0, text.count)
    while start < end, Self.isBlank(text[start]) { start += 1 }
    while end > start, Self.isBlank(text[end - 1]) { end -= 1 }
    (index, self.end) = (start, end)
  }

  /// Whether all was read.
  var isAtEnd: Bool { index >= end }

  /// The next byte, 0 at the end.
  func next(_ text: Span<UInt8>) -> UInt8 { index < end ? text[index] : 0 }

  /// The byte so many after the next one, 0 beyond the end.
  func next(_ text: Span<UInt8>, after count: Int) -> UInt8 {
    index + count < end ? text[index + count] : 0
  }

  /// Takes one byte, if it is the next.
  mutating func take(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
    guard index < end, text[index] == byte else { return false }
    index += 1
    return true
  }

  /// Takes the blanks that come next, and says how many.
  mutating func blanks(_ text: Span<UInt8>) -> Int {
    let start = index
    while index < end, text[index] == 0x20 { index += 1 }
    return index - start
  }

  /// Takes all digits that come next; nil where they are not as many as they should be, at most 18.
  mutating func number(_ text: Span<UInt8>, digits: ClosedRange<Int>) -> StampNumber? {
    let start = index
    var value = 0
    while index < end, Self.isDigit(text[index]) {
      guard index - start < digits.upperBound else { return nil }
      value = value &* 10 &+ Int(text[index] &- 0x30)
      index += 1
    }
    let count = index - start
    return count >= digits.lowerBound ? StampNumber(value: value, count: count) : nil
  }

  /// Takes a number of just so many digits, whatever follows it; nil where there are fewer.
  mutating func fixedNumber(_ text: Span<UInt8>, digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard index < end, Self.isDigit(text[index]) else { return nil }
      value = value &* 10 &+ Int(text[index] &- 0x30)
      index += 1
    }
    return value
  }

  /// Takes the ASCII letters that come next.
  mutating func word(_ text: Span<UInt8>) -> Range<Int> {
    let start = index
    while index < end, Self.isLetter(text[index]) { index += 1 }
    return start..<index
  }

  /// Whether a byte is a digit.
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
  }
}
