// SPDX-License-Identifier: Apache-2.0

/// A FLAC file in memory (RFC 9639).
///
/// The decoder is our own: a few hundred lines without a pointer, instead of libFLAC as one more package
/// that every build needs and every start of the program loads. The sums of its frames (CRC-16) are
/// compared, so that what it gives is what was written.
struct FLACFile {
  /// What the header says of all frames.
  struct Stream {
    var rate = 0
    var channels = 0
    var bits = 0
    /// How many samples a channel has; 0 when the writer did not know.
    var samples = 0
  }

  private let bytes: [UInt8]
  private let stream: Stream
  /// Where the frames begin.
  private let frames: Int

  /// Where such a file begins in some bytes, after a tag of ID3; nil when it is none.
  static func start(in bytes: [UInt8]) -> Int? {
    var start = 0
    if bytes.starts(with: Array("ID3".utf8)), bytes.count >= 10 {
      start = 10 + bytes[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    }
    return bytes.dropFirst(start).starts(with: Array("fLaC".utf8)) ? start : nil
  }

  /// Reads the blocks before the frames; throws `badSound`.
  init(_ bytes: [UInt8], from start: Int) throws(DataError.Fact) {
    self.bytes = bytes
    var (at, isLast) = (start + 4, false)
    var stream: Stream?
    while !isLast {
      guard at + 4 <= bytes.count else { throw Self.cutHeader }
      isLast = bytes[at] & 0x80 != 0
      let size = bytes[at + 1..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      guard size <= bytes.count - at - 4 else { throw Self.cutHeader }
      if bytes[at] & 0x7F == 0, stream == nil {
        stream = try Self.stream(Array(bytes[at + 4..<at + 4 + size]))
      }
      at += 4 + size
    }
    guard let stream else {
      throw .badSound(reason: "its header does not say what its samples are", remedy: nil)
    }
    (self.stream, frames) = (stream, at)
  }

  /// The samples, averaged over the channels.
  ///
  /// Frames that are cut off at the end are left out, and told; a damaged one is refused.
  func clip() throws(DataError.Fact) -> SoundClip {
    var decoder = FLACDecoder(bytes, from: frames, stream)
    var samples: [Float] = []
    var number = 0
    var isCut = false
    var nextQuestion = 1 << 20
    while !decoder.isAtEnd, stream.samples == 0 || samples.count < stream.samples {
      if samples.count >= nextQuestion {
        nextQuestion = 2 * samples.count
        do throws(MemoryShortage) {
          try MemoryLimit.require(nextQuestion * MemoryLayout<Float>.stride)
        } catch {
          throw .outOfMemory(error)
        }
      }
      number += 1
      switch decoder.frame(into: &samples) {
      case .whole: break
      case .cut: isCut = true
      case .damaged(let what):
        throw .badSound(
          reason: "its frame \(number) is damaged: \(what)",
          remedy: "fetch the file again, or repair it with `flac -F -d FILE`")
      }
      if isCut { break }
    }
    var facts = SoundFacts(
      container: .flac, coding: .pcm, bits: stream.bits, rate: stream.rate,
      channels: stream.channels, samples: samples.count)
    facts.isCut = isCut || samples.count < stream.samples
    facts.isSilent = samples.isSilent
    return SoundClip(waveform: Waveform(samples: samples, rate: stream.rate), facts: facts)
  }

  private static let cutHeader = DataError.Fact.badSound(
    reason: "its header is cut off", remedy: nil)

  /// What the first block says.
  private static func stream(_ block: [UInt8]) throws(DataError.Fact) -> Stream {
    guard block.count >= 34 else { throw cutHeader }
    let packed = block[10..<18].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let stream = Stream(
      rate: Int(packed >> 44), channels: Int(packed >> 41 & 7) + 1,
      bits: Int(packed >> 36 & 31) + 1, samples: Int(packed & 0xF_FFFF_FFFF))
    guard SoundRecipe.rates.contains(stream.rate), stream.bits >= 4 else {
      throw .badSound(
        reason: "its header says \(stream.rate) samples of \(stream.bits) bits a second",
        remedy: nil)
    }
    return stream
  }
}
