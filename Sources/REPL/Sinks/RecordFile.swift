// SPDX-License-Identifier: Apache-2.0

/// Records one after the other, as TensorFlow's record files have them: the length, its checksum, the bytes,
/// their checksum.
enum RecordFile {
  /// A record as it stands in a file.
  static func record(_ content: [UInt8]) -> [UInt8] {
    let length = UInt64(content.count).littleEndianBytes
    return length + masked(length).littleEndianBytes + content
      + masked(content).littleEndianBytes
  }

  /// The checksum, turned and moved, so that a checksum of bytes with checksums in them is another one.
  private static func masked(_ bytes: [UInt8]) -> UInt32 {
    let sum = checksum(bytes)
    return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
  }

  /// CRC-32C (Castagnoli).
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
    return ~sum
  }

  /// The checksum of each byte, its lowest bit first.
  private static let table: [UInt32] = (0..<256).map { byte in
    var rest = UInt32(byte)
    for _ in 0..<8 {
      let isOdd = rest & 1 == 1
      rest >>= 1
      if isOdd { rest ^= 0x82F6_3B78 }
    }
    return rest
  }
}
