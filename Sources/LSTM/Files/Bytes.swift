// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Span<UInt8> {
  /// The first place of a byte from an index on; the end when there is none.
  func firstIndex(of byte: UInt8, from start: Int) -> Int {
    withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let found = memchr(base + start, Int32(byte), bytes.count - start)
      else { return bytes.count }
      return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
    }
  }

  /// Whether the bytes are well-formed UTF-8.
  var isValidUTF8: Bool {
    do {
      _ = try UTF8Span(validating: self)
      return true
    } catch {
      return false
    }
  }

  /// The bytes as text; ill-formed ones become U+FFFD.
  var text: String { withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }

  /// The bytes in `range` as text.
  func text(in range: Range<Int>) -> String { extracting(range).text }

  /// The range without the blanks (spaces and TABs) at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, self[lower].isBlank { lower += 1 }
    while lower < upper, self[upper - 1].isBlank { upper -= 1 }
    return lower..<upper
  }
}

extension UInt8 {
  /// Whether this is a space or a TAB.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
}

extension String {
  /// The text without the blanks (spaces and TABs) at both ends.
  var trimmed: String {
    let bytes = utf8Span.span
    let range = bytes.trimmed(0..<bytes.count)
    return range.count == bytes.count ? self : bytes.text(in: range)
  }

  /// Whether this comes before `other` in the order of their UTF-8 bytes, the same on every
  /// machine.
  func precedesInBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
