// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes WAV files in memory.
enum WaveBytes {
  /// A file of one channel with samples of 16 bits.
  static func pcm16(_ samples: [Float], rate: Int) -> [UInt8] {
    let data = samples.flatMap { number(Int(($0 * 32768).rounded()), 2) }
    return file(1, bits: 16, rate: rate, data: data)
  }

  /// A file of any format.
  ///
  /// - Parameters:
  ///   - before: chunks before the format.
  ///   - after: chunks after the samples.
  ///   - size: what the chunk of the samples says; nil for the truth.
  static func file(
    _ tag: Int, bits: Int, channels: Int = 1, rate: Int = 8000, data: [UInt8],
    isExtensible: Bool = false, before: [(String, [UInt8])] = [], after: [(String, [UInt8])] = [],
    size: Int? = nil
  ) -> [UInt8] {
    var format = number(isExtensible ? 0xFFFE : tag, 2) + number(channels, 2) + number(rate, 4)
    format += number(rate * channels * bits / 8, 4) + number(channels * bits / 8, 2)
    format += number(bits, 2)
    if isExtensible {
      format += number(22, 2) + number(bits, 2) + number(0, 4) + number(tag, 2)
      format += [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
    }
    var body = Array("WAVE".utf8)
    for (name, content) in before + [("fmt ", format)] { body += chunk(name, content) }
    let samples = chunk("data", data)
    body += samples[..<4] + number(size ?? data.count, 4) + samples[8...]
    for (name, content) in after { body += chunk(name, content) }
    return Array("RIFF".utf8) + number(body.count, 4) + body
  }

  /// A chunk with its byte of padding.
  static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    Array(name.utf8) + number(content.count, 4) + content
      + [UInt8](repeating: 0, count: content.count % 2)
  }

  /// A number of so many bytes, the lowest first.
  static func number(_ value: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

/// Sounds by formula.
enum Tones {
  /// A tone of an amplitude.
  static func tone(
    _ frequency: Double, rate: Int, seconds: Double, amplitude: Double = 0.5
  ) -> [Float] {
    (0..<Int((seconds * Double(rate)).rounded())).map {
      Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate)))
    }
  }

  /// Numbers of a linear congruence, as `Tests/Fixtures/make_sound.py` has them.
  static func noise(_ count: Int) -> [Int16] {
    var state: UInt32 = 1
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int16(truncatingIfNeeded: state >> 16)
    }
  }

  /// The signal of `Tests/Fixtures/make_sound.py`, as whole numbers of 16 bits.
  static func fixture(rate: Int) -> [Int16] {
    let rated = Double(rate)
    let noise = noise(Int(0.35 * rated))
    return noise.indices.map { index in
      let (t, turn) = (Double(index) / rated, 2 * Double.pi)
      let y =
        0.4 * sin(turn * (100 * t + 0.35 * rated * t * t)) + 0.2 * sin(turn * 440 * t)
        + 0.02 * (Double(noise[index]) / 32768)
      return Int16((y * 32767).rounded(.toNearestOrEven))
    }
  }
}
