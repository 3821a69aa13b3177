// SPDX-License-Identifier: Apache-2.0

/// A text as UTF-8, and where its units stand in it: words, or single characters.
struct TextUnits {
  /// The text, which is valid UTF-8.
  let bytes: [UInt8]
  /// The bytes of each unit, in order; none is empty.
  let ranges: [Range<Int>]

  /// The units of a text at known places.
  init(_ bytes: [UInt8], _ ranges: [Range<Int>]) {
    (self.bytes, self.ranges) = (bytes, ranges)
  }

  /// The runs of anything but white space, as `str.split` of Python cuts them.
  init(words bytes: [UInt8]) {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(bytes.count / 4 + 1)
    let text = bytes.span
    var (start, index) = (0, 0)
    while index < text.count {
      let blank = text.whiteSpace(at: index)
      guard blank > 0 else {
        index += 1
        continue
      }
      if start < index { ranges.append(start..<index) }
      index += blank
      start = index
    }
    if start < index { ranges.append(start..<index) }
    self.init(bytes, ranges)
  }

  /// The Unicode scalars that are no white space.
  init(characters bytes: [UInt8]) {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(bytes.count)
    let text = bytes.span
    var index = 0
    while index < text.count {
      let blank = text.whiteSpace(at: index)
      let length = blank > 0 ? blank : text.scalar(at: index).length
      if blank == 0 { ranges.append(index..<index + length) }
      index += length
    }
    self.init(bytes, ranges)
  }

  /// Each unit as a text of its own.
  var texts: [String] { ranges.map { String(decoding: bytes[$0], as: UTF8.self) } }
}

extension Span<UInt8> {
  /// How many bytes the white space that begins at `index` has; 0 where none begins.
  ///
  /// White space is what Python's `str.split` and `str.strip` take for it: the scalars with Unicode's
  /// property White_Space, and the separators U+001C to U+001F. The text is valid UTF-8.
  @inline(__always)
  func whiteSpace(at index: Int) -> Int {
    let lead = self[index]
    if lead < 0x80 {
      return (0x1C...0x20).contains(lead) || (0x09...0x0D).contains(lead) ? 1 : 0
    }
    // The leads of U+0085 and U+00A0; of U+1680; of U+2000 to U+205F; of U+3000.
    guard lead == 0xC2 || lead == 0xE1 || lead == 0xE2 || lead == 0xE3 else { return 0 }
    let (scalar, length) = scalar(at: index)
    return scalar.properties.isWhitespace ? length : 0
  }

  /// The text without white space at its end, and at its start if wished, as a range of bytes.
  func stripped(atStart: Bool) -> Range<Int> {
    var (start, end) = (0, count)
    while end > 0 {
      var last = end - 1
      while last > 0, self[last] & 0xC0 == 0x80 { last -= 1 }
      guard whiteSpace(at: last) > 0 else { break }
      end = last
    }
    while atStart, start < end, case let length = whiteSpace(at: start), length > 0 {
      start += length
    }
    return start..<end
  }
}
