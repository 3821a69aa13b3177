// SPDX-License-Identifier: Apache-2.0

/// Samples without a file around them, as from a microphone through a pipe: whole numbers of 16 bits,
/// the lower byte first, one channel.
struct RawSamples {
  /// Samples a second, which the bytes do not say.
  let rate: Int
  /// The lower byte of a sample whose upper one has not come.
  private var half: UInt8?

  /// Samples at a rate.
  init(rate: Int) { self.rate = rate }

  /// Takes bytes and returns the samples that are whole.
  mutating func push(_ bytes: some Collection<UInt8>) -> [Float] {
    var samples: [Float] = []
    samples.reserveCapacity((bytes.count + 1) / 2)
    for byte in bytes {
      if let lower = half {
        samples.append(Float(Int16(bitPattern: UInt16(lower) | UInt16(byte) << 8)) / 0x1p15)
        half = nil
      } else {
        half = byte
      }
    }
    return samples
  }

  /// Whether the last sample is cut in half.
  var isCut: Bool { half != nil }

  /// All of some bytes as a clip.
  static func clip(_ bytes: [UInt8], rate: Int) -> SoundClip {
    var reader = RawSamples(rate: rate)
    let samples = reader.push(bytes)
    var facts = SoundFacts(
      container: .raw, coding: .pcm, bits: 16, rate: rate, channels: 1, samples: samples.count)
    (facts.isCut, facts.isSilent) = (reader.isCut, samples.isSilent)
    return SoundClip(waveform: Waveform(samples: samples, rate: rate), facts: facts)
  }
}
