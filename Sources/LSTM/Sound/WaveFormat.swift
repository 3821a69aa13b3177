// SPDX-License-Identifier: Apache-2.0

/// What the chunk `fmt ` of a WAV file says.
struct WaveFormat {
  let coding: SoundFacts.Coding
  let channels: Int
  let rate: Int
  let bits: Int
  /// The bytes of a sample of all channels.
  var block: Int { channels * bits / 8 }

  /// Reads the chunk; throws `badSound` with the tag and the bits.
  init(_ chunk: ArraySlice<UInt8>) throws(DataError.Fact) {
    let bytes = Array(chunk)
    guard bytes.count >= 16 else {
      throw .badSound(
        reason: "its chunk `fmt ` has \(bytes.count) bytes, and 16 are needed", remedy: nil)
    }
    channels = Int(bytes.littleEndian(at: 2, bytes: 2))
    rate = Int(bytes.littleEndian(at: 4, bytes: 4))
    let (align, bits) = (
      Int(bytes.littleEndian(at: 12, bytes: 2)), Int(bytes.littleEndian(at: 14, bytes: 2))
    )
    let tag = try Self.tag(bytes)
    guard let coding = Self.coding(tag, bits) else {
      let name = Self.foreign[tag].map { "\($0), " } ?? ""
      throw .badSound(
        reason: "its samples are \(name)format \(Self.hexadecimal(tag)) with \(bits) bits",
        remedy: "write it anew with `ffmpeg -i FILE -c:a pcm_s16le FILE.wav`")
    }
    self.coding = coding
    // Samples of 12 bits stand in 16, at the upper end.
    self.bits = (bits + 7) / 8 * 8
    guard channels > 0, SoundRecipe.rates.contains(rate) else {
      throw .badSound(
        reason: channels == 0 ? "it has no channel" : "its header says \(rate) samples a second",
        remedy: nil)
    }
    guard align == 0 || align == block else {
      throw .badSound(
        reason: "its header says \(align) bytes for \(channels) "
          + "\(channels == 1 ? "sample" : "samples") of \(bits) bits (format \(Self.hexadecimal(tag)))",
        remedy: "write it anew with `ffmpeg -i FILE -c:a pcm_s16le FILE.wav`")
    }
  }

  /// The tag of the format; of an extensible one that of its sub-format.
  private static func tag(_ bytes: [UInt8]) throws(DataError.Fact) -> Int {
    let tag = Int(bytes.littleEndian(at: 0, bytes: 2))
    guard tag == 0xFFFE else { return tag }
    guard bytes.count >= 40 else {
      throw .badSound(
        reason: "its chunk `fmt ` says WAVE_FORMAT_EXTENSIBLE (0xFFFE) and is too short to name a"
          + " sub-format", remedy: nil)
    }
    guard bytes[26..<40].elementsEqual(subformat) else {
      throw .badSound(
        reason: "its sub-format "
          + bytes[24..<40].map { digits($0, 2) }.joined() + " is not known",
        remedy: "write it anew with `ffmpeg -i FILE -c:a pcm_s16le FILE.wav`")
    }
    return Int(bytes.littleEndian(at: 24, bytes: 2))
  }

  /// What follows the tag in the identifier of a sub-format.
  private static let subformat: [UInt8] = [
    0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
  ]

  private static func coding(_ tag: Int, _ bits: Int) -> SoundFacts.Coding? {
    switch (tag, bits) {
    case (1, 1...32): .pcm
    case (3, 32), (3, 64): .float
    case (6, 8): .aLaw
    case (7, 8): .muLaw
    default: nil
    }
  }

  /// Formats that others write.
  private static let foreign = [
    0x0002: "Microsoft ADPCM", 0x0011: "IMA ADPCM", 0x0031: "GSM 6.10", 0x0050: "MPEG audio",
    0x0055: "MP3", 0x00FF: "AAC", 0x0161: "Windows Media Audio", 0xF1AC: "FLAC",
  ]

  private static func hexadecimal(_ tag: Int) -> String { "0x" + digits(tag, 4) }

  private static func digits(_ number: some BinaryInteger, _ count: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
