// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Sound at another rate as it comes.
@Suite struct ResamplerStreamTests {
  /// What a stream gives of samples in pieces of a size.
  private func streamed(_ samples: [Float], _ resampler: Resampler, by size: Int) -> [Float] {
    var stream = ResamplerStream(resampler)
    var found: [Float] = []
    for start in stride(from: 0, to: samples.count, by: size) {
      found += stream.push(samples[start..<min(start + size, samples.count)])
    }
    return found + stream.finish()
  }

  @Test(arguments: ResamplerTests.ratios)
  func piecesGiveTheBitsOfTheWhole(from: Int, to: Int) {
    let resampler = Resampler(from: from, to: to)
    let tone = Tones.tone(440, rate: from, seconds: 0.5)
    for count in [0, 1, 2, 50, 1000, tone.count] {
      let samples = Array(tone.prefix(count))
      let whole = resampler.resampled(samples)
      for size in [1, 333, 5000] where size > 1 || count <= 1000 {
        #expect(streamed(samples, resampler, by: size) == whole, "\(count) by \(size)")
      }
    }
  }

  @Test func samplesComeBeforeTheEnd() {
    var stream = ResamplerStream(Resampler(from: 44_100, to: 8000))
    let tone = Tones.tone(440, rate: 44_100, seconds: 1)
    #expect(stream.push(tone).count > 7900)
  }
}
