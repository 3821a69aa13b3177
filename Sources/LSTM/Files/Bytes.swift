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

  /// The text as a label: in the normal form NFC, without what cannot be seen at both ends.
  var label: String {
    let bytes = utf8Span.span
    let ends = [utf8.first, utf8.last].compactMap { $0 }
    if utf8Span.isKnownASCII, !ends.isEmpty, ends.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      return self
    }
    var (range, start) = (0..<bytes.count, 0)
    var isOutside = true
    while start < bytes.count {
      let (scalar, length) = bytes.scalar(at: start)
      if !scalar.isUnseen {
        range = (isOutside ? start : range.lowerBound)..<start + length
        isOutside = false
      }
      start += length
    }
    return isOutside ? "" : bytes.text(in: range).composed
  }

  /// Whether this comes before `other` in the order of their UTF-8 bytes, the same on every
  /// machine.
  func precedesInBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension Unicode.Scalar {
  /// Whether it leaves no mark on paper: white space, and characters that only say how others stand.
  ///
  /// Tags are part of the flag before them.
  fileprivate var isUnseen: Bool {
    switch ScalarClass(self) {
    case .space, .invisible: !(0xE0000...0xE007F).contains(value)
    default: false
    }
  }
}
