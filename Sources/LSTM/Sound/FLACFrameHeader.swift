// SPDX-License-Identifier: Apache-2.0

extension FLACDecoder {
  /// How two channels are written.
  enum Stereo {
    /// Each channel by itself.
    case none
    case leftSide, sideRight, midSide

    /// The channel that is a difference, which takes a bit more.
    var side: Int? {
      switch self {
      case .none: nil
      case .leftSide, .midSide: 1
      case .sideRight: 0
      }
    }
  }

  /// What stands at the beginning of a frame.
  struct FrameHeader {
    let size: Int
    let channels: Int
    let stereo: Stereo
    let bits: Int

    /// Reads up to the checksum; nil for what is none.
    init?(_ reader: inout BitReader, _ stream: FLACFile.Stream) {
      guard reader.read(15) == 0x7FFC else { return nil }
      _ = reader.read(1)
      let sizeCode = Int(reader.read(4))
      let rateCode = Int(reader.read(4))
      let assignment = Int(reader.read(4))
      let bitsCode = Int(reader.read(3))
      guard reader.read(1) == 0, Self.skipNumber(&reader) else { return nil }
      switch sizeCode {
      case 1: size = 192
      case 2...5: size = 144 << sizeCode
      case 6: size = Int(reader.read(8)) + 1
      case 7: size = Int(reader.read(16)) + 1
      case 8...15: size = 1 << sizeCode
      default: return nil
      }
      // The rate is that of the stream.
      switch rateCode {
      case 12: _ = reader.read(8)
      case 13, 14: _ = reader.read(16)
      case 15: return nil
      default: break
      }
      switch assignment {
      case 0...7: (channels, stereo) = (assignment + 1, .none)
      case 8: (channels, stereo) = (2, .leftSide)
      case 9: (channels, stereo) = (2, .sideRight)
      case 10: (channels, stereo) = (2, .midSide)
      default: return nil
      }
      let depths = [0: stream.bits, 1: 8, 2: 12, 4: 16, 5: 20, 6: 24, 7: 32]
      guard let depth = depths[bitsCode], channels == stream.channels else { return nil }
      bits = depth
    }

    /// Passes over the number of the frame, which is written like a character in UTF-8.
    private static func skipNumber(_ reader: inout BitReader) -> Bool {
      let first = UInt8(truncatingIfNeeded: reader.read(8))
      let ones = (~first).leadingZeroBitCount
      guard ones != 1, ones < 8 else { return false }
      for _ in 0..<max(0, ones - 1) where reader.read(8) >> 6 != 2 { return false }
      return true
    }
  }
}

/// The checksums of FLAC.
enum FLACChecksum {
  /// That of a header: x⁸ + x² + x + 1.
  static func crc8(_ bytes: [UInt8], _ range: Range<Int>) -> UInt8 {
    bytes[range].reduce(0) { sum, byte in table8[Int(sum ^ byte)] }
  }

  /// That of a frame: x¹⁶ + x¹⁵ + x² + 1.
  static func crc16(_ bytes: [UInt8], _ range: Range<Int>) -> UInt16 {
    table16.withUnsafeBufferPointer { table in
      bytes[range].reduce(0) { sum, byte in sum << 8 ^ table[Int(UInt8(sum >> 8) ^ byte)] }
    }
  }

  private static let table8: [UInt8] = (0..<256).map { index in
    (0..<8).reduce(UInt8(index)) { sum, _ in sum << 1 ^ (sum & 0x80 != 0 ? 0x07 : 0) }
  }

  private static let table16: [UInt16] = (0..<256).map { index in
    (0..<8).reduce(UInt16(index) << 8) { sum, _ in sum << 1 ^ (sum & 0x8000 != 0 ? 0x8005 : 0) }
  }
}
