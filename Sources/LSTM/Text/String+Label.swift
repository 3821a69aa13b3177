// SPDX-License-Identifier: Apache-2.0

extension String {
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
