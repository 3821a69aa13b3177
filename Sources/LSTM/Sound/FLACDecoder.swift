// SPDX-License-Identifier: Apache-2.0

/// Decodes the frames of a FLAC file one after the other.
///
/// Sums wrap round: a damaged frame gives nonsense, which its checksum finds.
struct FLACDecoder {
  /// How a frame came out.
  enum Outcome: Equatable {
    case whole
    /// The bytes end within the frame.
    case cut
    case damaged(String)
  }

  private let bytes: [UInt8]
  private let stream: FLACFile.Stream
  private var reader: BitReader
  /// Samples of the channels of a frame.
  private var channels: [[Int64]]

  init(_ bytes: [UInt8], from start: Int, _ stream: FLACFile.Stream) {
    (self.bytes, self.stream) = (bytes, stream)
    reader = BitReader(bytes, from: start)
    channels = Array(repeating: [], count: 8)
  }

  /// Whether no frame follows; zeros or a tag of ID3 at the end of the file are none.
  var isAtEnd: Bool {
    let rest = bytes[min(reader.byte, bytes.count)...]
    return rest.isEmpty || rest.starts(with: Array("TAG".utf8)) || rest.allSatisfy { $0 == 0 }
  }

  /// Decodes a frame and adds its samples, averaged over the channels.
  mutating func frame(into samples: inout [Float]) -> Outcome {
    let start = reader.byte
    guard let header = FrameHeader(&reader, stream) else {
      return reader.isOver ? .cut : .damaged("its header makes no sense")
    }
    let sum = FLACChecksum.crc8(bytes, start..<reader.byte)
    guard reader.read(8) == UInt64(sum) else {
      return reader.isOver ? .cut : .damaged("the checksum of its header differs")
    }
    for channel in 0..<header.channels {
      let isSide = header.stereo.side == channel
      guard subframe(channel, header.size, bits: header.bits + (isSide ? 1 : 0)) else {
        return reader.isOver ? .cut : .damaged("its samples are packed in an unknown way")
      }
      if reader.isOver { return .cut }
    }
    reader.align()
    let whole = FLACChecksum.crc16(bytes, start..<reader.byte)
    guard reader.read(16) == UInt64(whole) else {
      return reader.isOver ? .cut : .damaged("its checksum differs")
    }
    append(header, to: &samples)
    return .whole
  }

  /// Adds the average of the channels.
  private mutating func append(_ header: FrameHeader, to samples: inout [Float]) {
    let scale = Double(sign: .plus, exponent: 1 - header.bits, significand: 1)
    let count = stream.samples > 0 ? min(header.size, stream.samples - samples.count) : header.size
    samples.reserveCapacity(samples.count + count)
    if header.channels == 1 {
      for index in 0..<count { samples.append(Float(Double(channels[0][index]) * scale)) }
      return
    }
    for index in 0..<count {
      var sum: Int64 = 0
      switch header.stereo {
      case .none: for channel in 0..<header.channels { sum &+= channels[channel][index] }
      // left + (left - side)
      case .leftSide: sum = 2 &* channels[0][index] &- channels[1][index]
      // (right + side) + right
      case .sideRight: sum = channels[0][index] &+ 2 &* channels[1][index]
      // The lowest bit of the sum is that of the difference.
      case .midSide: sum = 2 &* channels[0][index] | channels[1][index] & 1
      }
      samples.append(Float(Double(sum) * scale / Double(header.channels)))
    }
  }

  // MARK: Subframes

  /// Decodes a channel of a frame; false for what is not known.
  private mutating func subframe(_ channel: Int, _ size: Int, bits: Int) -> Bool {
    guard reader.read(1) == 0 else { return false }
    let kind = Int(reader.read(6))
    let wasted = reader.read(1) == 1 ? reader.readUnary() + 1 : 0
    guard wasted < bits else { return false }
    let depth = bits - wasted
    var values = channels[channel]
    values.removeAll(keepingCapacity: true)
    defer {
      if wasted > 0 { for index in values.indices { values[index] <<= Int64(wasted) } }
      channels[channel] = values
    }
    channels[channel] = []
    switch kind {
    case 0:
      values.append(contentsOf: repeatElement(reader.readSigned(depth), count: size))
      return true
    case 1:
      for _ in 0..<size where !reader.isOver { values.append(reader.readSigned(depth)) }
      return values.count == size
    case 8...12:
      let order = kind - 8
      return predicted(&values, size, depth, order) { _ in (Self.fixed[order], 0) }
    case 32...63:
      return predicted(&values, size, depth, kind - 31) { reader in
        let precision = Int(reader.read(4)) + 1
        let shift = Int(reader.readSigned(5))
        guard precision < 16, shift >= 0 else { return nil }
        return ((0..<kind - 31).map { _ in reader.readSigned(precision) }, shift)
      }
    default: return false
    }
  }

  /// The coefficients of the fixed predictors.
  private static let fixed: [[Int64]] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]

  /// First values, then a predictor, then what it missed.
  private mutating func predicted(
    _ values: inout [Int64], _ size: Int, _ depth: Int, _ order: Int,
    _ predictor: (inout BitReader) -> (weights: [Int64], shift: Int)?
  ) -> Bool {
    guard order <= size else { return false }
    for _ in 0..<order { values.append(reader.readSigned(depth)) }
    guard let (weights, shift) = predictor(&reader), residual(&values, size, order) else {
      return false
    }
    values.withUnsafeMutableBufferPointer { values in
      weights.withUnsafeBufferPointer { weights in
        for index in order..<size {
          var sum: Int64 = 0
          for lag in 0..<order { sum &+= weights[lag] &* values[index - 1 - lag] }
          values[index] &+= sum >> Int64(shift)
        }
      }
    }
    return true
  }

  /// Adds what a predictor missed, in the code of Rice; false for what is not known, or cut off.
  private mutating func residual(_ values: inout [Int64], _ size: Int, _ order: Int) -> Bool {
    let method = reader.read(2)
    guard method < 2 else { return false }
    let width = method == 0 ? 4 : 5
    let parts = 1 << Int(reader.read(4))
    guard size % parts == 0, size / parts >= order || parts == 1 else { return false }
    for part in 0..<parts {
      let parameter = Int(reader.read(width))
      let count = size / parts - (part == 0 ? order : 0)
      guard count >= 0 else { return false }
      if parameter == 1 << width - 1 {
        let bits = Int(reader.read(5))
        for _ in 0..<count { values.append(reader.readSigned(bits)) }
      } else {
        for _ in 0..<count where !reader.isOver {
          let code = UInt64(reader.readUnary()) << UInt64(parameter) | reader.read(parameter)
          values.append(Int64(bitPattern: code >> 1) ^ -Int64(bitPattern: code & 1))
        }
      }
      if reader.isOver { return false }
    }
    return values.count == size
  }
}
