// SPDX-License-Identifier: Apache-2.0

/// Bits of bytes, the highest first. What is read beyond the end is 0, and noted.
struct BitReader {
  private let bytes: [UInt8]
  /// The next bit.
  private(set) var place: Int
  /// Whether more was read than there is.
  private(set) var isOver = false

  /// The bits from a byte on.
  init(_ bytes: [UInt8], from byte: Int) {
    self.bytes = bytes
    place = byte * 8
  }

  /// The byte that holds the next bit.
  var byte: Int { place / 8 }

  /// The next bits as a number, at most 57.
  mutating func read(_ count: Int) -> UInt64 {
    guard count > 0 else { return 0 }
    let value = (ahead << (place & 7)) >> (64 - count)
    advance(count)
    return value
  }

  /// The next bits as a number with a sign, at most 57.
  mutating func readSigned(_ count: Int) -> Int64 {
    guard count > 0 else { return 0 }
    return Int64(bitPattern: read(count) << (64 - count)) >> (64 - count)
  }

  /// How many zeros come before the next one, which is passed over.
  mutating func readUnary() -> Int {
    var zeros = 0
    while !isOver {
      let found = (ahead << (place & 7)).leadingZeroBitCount
      // Less than 57 bits ahead are whole.
      if found < 57 {
        advance(found + 1)
        return zeros + found
      }
      zeros += 57
      advance(57)
    }
    return zeros
  }

  /// Goes to the beginning of a byte.
  mutating func align() { place = (place + 7) / 8 * 8 }

  /// The eight bytes from the present one on.
  private var ahead: UInt64 {
    let first = place >> 3
    if first <= bytes.count - 8 {
      return bytes.withUnsafeBytes {
        UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: first, as: UInt64.self))
      }
    }
    return (0..<8).reduce(0) { sum, index in
      sum << 8 | (first + index < bytes.count ? UInt64(bytes[first + index]) : 0)
    }
  }

  private mutating func advance(_ count: Int) {
    place += count
    if place > bytes.count * 8 {
      place = bytes.count * 8
      isOver = true
    }
  }
}
