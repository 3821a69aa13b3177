// SPDX-License-Identifier: Apache-2.0

extension [Float] {
  /// A hash of the bits (FNV-1a).
  var pinned: UInt64 {
    reduce(0xCBF2_9CE4_8422_2325) { hash, value in
      (0..<4).reduce(hash) { hash, byte in
        (hash ^ UInt64(value.bitPattern >> (8 * UInt32(byte)) & 0xFF)) &* 0x100_0000_01B3
      }
    }
  }
}

/// Hashes of results that are the same bits on every machine.
enum Pinned {
  static let resampled: UInt64 = 14_758_843_279_128_805_021
  static let logmel: UInt64 = 17_319_797_421_067_501_589
  static let mfcc: UInt64 = 1_804_094_863_272_956_915
}
