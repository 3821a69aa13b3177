// SPDX-License-Identifier: Apache-2.0

extension WaveFormat {
  /// The samples from a place on, averaged over the channels.
  ///
  /// - Parameter notFinite: how many are no finite number, and read as 0.
  func samples(
    of bytes: [UInt8], from start: Int, count: Int, _ notFinite: inout Int
  ) -> [Float] {
    switch (coding, bits) {
    // Samples of one byte have their zero in the middle.
    case (.pcm, 8): averaged(bytes, start, count) { (Double($0[$1]) - 128) / 128 }
    case (.pcm, 16):
      averaged(bytes, start, count) { Double($0.word($1, as: Int16.self)) / 0x1p15 }
    case (.pcm, 24):
      averaged(bytes, start, count) { bytes, place in
        let upper = Int32(Int8(bitPattern: bytes[place + 2]))
        return Double(upper << 16 | Int32(bytes.word(place, as: UInt16.self))) / 0x1p23
      }
    case (.pcm, _): averaged(bytes, start, count) { Double($0.word($1, as: Int32.self)) / 0x1p31 }
    case (.float, 32):
      finite(bytes, start, count, &notFinite) {
        Double(Float(bitPattern: $0.word($1, as: UInt32.self)))
      }
    case (.float, _):
      finite(bytes, start, count, &notFinite) { Double(bitPattern: $0.word($1, as: UInt64.self)) }
    case (.aLaw, _): averaged(bytes, start, count) { Self.expandedA($0[$1]) }
    case (.muLaw, _): averaged(bytes, start, count) { Self.expandedMu($0[$1]) }
    }
  }

  /// Averages of floats; those that are none are 0, and those beyond all reason too.
  private func finite(
    _ bytes: [UInt8], _ start: Int, _ count: Int, _ notFinite: inout Int,
    _ sample: (UnsafeRawBufferPointer, Int) -> Double
  ) -> [Float] {
    var others = 0
    let samples = averaged(bytes, start, count) { bytes, place in
      let value = sample(bytes, place)
      if value.magnitude <= 1e9 { return value }
      others += 1
      return 0
    }
    notFinite = others
    return samples
  }

  @inline(__always)
  private func averaged(
    _ bytes: [UInt8], _ start: Int, _ count: Int,
    _ sample: (UnsafeRawBufferPointer, Int) -> Double
  ) -> [Float] {
    let width = bits / 8
    return bytes.withUnsafeBytes { bytes in
      [Float](unsafeUninitializedCapacity: count) { samples, initialized in
        var place = start
        for index in 0..<count {
          var sum = 0.0
          for _ in 0..<channels {
            sum += sample(bytes, place)
            place += width
          }
          samples[index] = Float(sum / Double(channels))
        }
        initialized = count
      }
    }
  }

  /// A byte of the A-law of ITU-T G.711.
  static func expandedA(_ byte: UInt8) -> Double {
    let code = byte ^ 0x55
    let (segment, step) = (Int(code >> 4 & 7), Int(code & 15))
    let size = segment == 0 ? step << 4 + 8 : (step << 4 + 0x108) << (segment - 1)
    return Double(code & 0x80 == 0 ? -size : size) / 0x1p15
  }

  /// A byte of the µ-law of ITU-T G.711.
  static func expandedMu(_ byte: UInt8) -> Double {
    let code = ~byte
    let size = (Int(code & 15) << 3 + 0x84) << Int(code >> 4 & 7) - 0x84
    return Double(code & 0x80 == 0 ? size : -size) / 0x1p15
  }
}

extension UnsafeRawBufferPointer {
  /// A number at a place, the lowest byte first.
  fileprivate func word<Word: FixedWidthInteger>(_ place: Int, as: Word.Type) -> Word {
    Word(littleEndian: loadUnaligned(fromByteOffset: place, as: Word.self))
  }
}
