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

extension Span<UInt8> {
  /// The scalar at a place, or the last form of a capital sigma that is the last letter of its word.
  ///
  /// The rule is Unicode's `Final_Sigma`: it is the one letter whose small form depends on the others.
  func scalarBeforeLowering(_ scalar: Unicode.Scalar, at index: Int) -> Unicode.Scalar {
    guard scalar == "Σ", followsLetter(at: index) else { return scalar }
    var next = index + 2
    while next < count {
      let (scalar, length) = self.scalar(at: next)
      let properties = scalar.properties
      if !properties.isCaseIgnorable { return properties.isCased ? "Σ" : "ς" }
      next += length
    }
    return "ς"
  }

  private func followsLetter(at index: Int) -> Bool {
    var index = index
    while index > 0 {
      index -= 1
      while index > 0, self[index] & 0xC0 == 0x80 { index -= 1 }
      let properties = scalar(at: index).scalar.properties
      if !properties.isCaseIgnorable { return properties.isCased }
    }
    return false
  }

  /// Adds the bytes to others, with small letters if wished.
  func append(to bytes: inout [UInt8], lower: Bool) {
    var index = 0
    while index < count {
      let (scalar, length) = scalar(at: index)
      bytes.append(lower ? scalarBeforeLowering(scalar, at: index) : scalar, lower: lower)
      index += length
    }
  }
}

extension String {
  /// The text in small letters, by Unicode's rules and no language's.
  var lowered: String {
    var bytes: [UInt8] = []
    let text = utf8Span.span
    bytes.reserveCapacity(text.count)
    text.append(to: &bytes, lower: true)
    return String(decoding: bytes, as: UTF8.self)
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
  /// The small letter, where it is one scalar; else the scalar itself.
  var small: Unicode.Scalar {
    let small = properties.lowercaseMapping.unicodeScalars
    return small.count == 1 ? small.first ?? self : self
  }

  /// The capital letter, where it is one scalar; else the scalar itself.
  var capital: Unicode.Scalar {
    let capital = properties.uppercaseMapping.unicodeScalars
    return capital.count == 1 ? capital.first ?? self : self
  }

  /// False for the blocks without capitals from CJK radicals to the last Han ideograph, so that no
  /// property has to be looked up for them.
  fileprivate var mayBeCapital: Bool { !(0x2E80...0xA63F).contains(value) }
}
