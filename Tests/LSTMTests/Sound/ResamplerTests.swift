// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ResamplerTests {
  static let ratios = [
    (8000, 16000), (16000, 8000), (44100, 16000), (16000, 44100), (48000, 44100), (11025, 8000),
    (44101, 16000), (8000, 8001), (96000, 8000),
  ]

  /// The level in dB of what comes of a tone, without the ends.
  private func level(_ frequency: Double, _ from: Int, _ to: Int) -> Double {
    let tone = Tones.tone(frequency, rate: from, seconds: 0.2, amplitude: 1)
    let result = Resampler(from: from, to: to).resampled(tone)
    let inner = result[(result.count / 5)..<(result.count * 4 / 5)]
    let power = inner.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(inner.count)
    return 10 * log10(2 * power + 1e-30)
  }

  @Test(arguments: ratios)
  func theBandPassesAndNothingElseDoes(from: Int, to: Int) {
    let nyquist = Double(min(from, to)) / 2
    for share in [0.05, 0.3, 0.6, 0.84] {
      #expect(abs(level(share * nyquist, from, to)) < 0.1, "\(share)")
    }
    for share in [1.0, 1.1, 1.5, 1.9] where share * nyquist < Double(from) / 2 {
      #expect(level(share * nyquist, from, to) < -75, "\(share)")
    }
  }

  /// The tone at the other rate is the tone: nothing moves, and no image appears.
  @Test(arguments: ratios)
  func aToneStaysTheTone(from: Int, to: Int) {
    let tone = Tones.tone(700, rate: from, seconds: 0.2)
    let expected = Tones.tone(700, rate: to, seconds: 0.2)
    let result = Resampler(from: from, to: to).resampled(tone)
    for index in (result.count / 5)..<(result.count * 4 / 5) {
      #expect(abs(result[index] - expected[index]) < 1e-3)
    }
  }

  @Test func aSteadyLevelStaysWhatItIs() {
    let steady = [Float](repeating: 0.25, count: 4000)
    let result = Resampler(from: 44100, to: 16000).resampled(steady)
    #expect(result[300..<1100].allSatisfy { abs($0 - 0.25) < 1e-6 })
  }

  @Test func theLengthIsTheExactRatioRoundedUp() {
    #expect(Resampler(from: 44100, to: 16000).length(of: 44100) == 16000)
    for (from, to) in Self.ratios {
      let resampler = Resampler(from: from, to: to)
      for count in [0, 1, 2, 7, 100] {
        #expect(resampler.length(of: count) == (count * to + from - 1) / from)
        #expect(
          resampler.resampled([Float](repeating: 1, count: count)).count
            == resampler.length(of: count))
      }
    }
  }

  @Test func theSameRateIsTheSameSound() {
    let wave = Waveform(samples: [0.1, 0.2, -0.3], rate: 8000)
    #expect(wave.resampled(to: 8000) == wave)
  }

  @Test func ratesOutOfAllReasonAreTaken() {
    for (from, to) in [(9_999_999, 8000), (100, 10_000_000), (7, 3)] {
      #expect(Resampler(from: from, to: to).resampled([1, 0, 1]).allSatisfy { $0.isFinite })
    }
  }

  /// The bits of a build, which no machine changes.
  @Test func theBitsArePinned() {
    var samples: [Float] = []
    for index in 0..<500 { samples.append(Float((index * index) % 101) / 101 - 0.5) }
    let result = Resampler(from: 44100, to: 16000).resampled(samples)
    #expect(result.pinned == Pinned.resampled)
  }
}
