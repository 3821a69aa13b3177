// SPDX-License-Identifier: Apache-2.0

extension Span<UInt8> {
  /// The scalar that begins at `index`, and the number of its bytes.
  ///
  /// The text is valid UTF-8.
  func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = self[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    let end = Swift.min(index + length, count)
    for next in index + 1..<end { value = value << 6 | UInt32(self[next] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", end - index)
  }
}

extension [UInt8] {
  /// Adds a scalar as UTF-8, as a small letter if wished.
  mutating func append(_ scalar: Unicode.Scalar, lower: Bool) {
    let value = scalar.value
    if value < 0x80 {
      let isCapital = value >= 0x41 && value <= 0x5A
      append(UInt8(value) | (lower && isCapital ? 0x20 : 0))
    } else if lower, scalar.mayBeCapital {
      append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    } else {
      append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

extension Unicode.Scalar {
  /// False for the blocks without capitals from CJK radicals to the last Han ideograph, so that no
  /// property has to be looked up for them.
  fileprivate var mayBeCapital: Bool { !(0x2E80...0xA63F).contains(value) }
}
