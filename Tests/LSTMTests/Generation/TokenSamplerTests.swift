// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TokenSamplerTests {
  /// e to these is 8, 4, 2, 1, 1: shares of a half, a quarter, an eighth and two sixteenths.
  private let scores: [Float] = [8, 4, 2, 1, 1].map { Float(naturalLogarithm($0)) }

  private func draws(
    _ count: Int = 4000, note: Int32? = nil, _ change: (inout SamplingOptions) -> Void = { _ in },
    allowed: (Int) -> Bool = { _ in true }
  ) -> [Double] {
    var options = SamplingOptions()
    change(&options)
    var sampler = TokenSampler(options, seed: 5, index: 0, Compute(threads: 1))
    if let note { sampler.note(note) }
    var counts = [Int](repeating: 0, count: scores.count)
    for _ in 0..<count {
      guard let token = sampler.draw(scores, count: scores.count, isAllowed: allowed) else {
        break
      }
      counts[Int(token)] += 1
    }
    return counts.map { Double($0) / Double(count) }
  }

  private func near(_ found: [Double], _ wanted: [Double]) -> Bool {
    zip(found, wanted).allSatisfy { abs($0 - $1) < 0.03 && ($1 > 0 || $0 == 0) }
  }

  @Test func drawsAsOftenAsProbable() {
    #expect(near(draws(), [0.5, 0.25, 0.125, 0.0625, 0.0625]))
  }

  @Test func temperatureSharpensAndFlattens() {
    #expect(near(draws { $0.temperature = 0.5 }, [64, 16, 4, 1, 1].map { $0 / 86 }))
    #expect(draws { $0.temperature = 0 } == [1, 0, 0, 0, 0])
    #expect(draws { $0.temperature = 100 }[4] > 0.15)
  }

  @Test func onlyTheLeadingAreDrawnFrom() {
    #expect(near(draws { $0.topK = 2 }, [2.0 / 3, 1.0 / 3, 0, 0, 0]))
    #expect(near(draws { $0.topP = 0.6 }, [2.0 / 3, 1.0 / 3, 0, 0, 0]))
    #expect(draws { $0.topP = 0.1 } == [1, 0, 0, 0, 0])
    // Of equals the first.
    #expect(near(draws { $0.topK = 4 }, [8, 4, 2, 1, 0].map { $0 / 15 }))
  }

  /// The entropy is 1.875 bits: a surprise of 2 bits is nearest, then one of 1, then one of 3.
  @Test func typicalTokensAreAsSurprisingAsExpected() {
    #expect(draws { $0.typical = 0.2 } == [0, 1, 0, 0, 0])
    #expect(near(draws { $0.typical = 0.7 }, [2.0 / 3, 1.0 / 3, 0, 0, 0]))
  }

  @Test func whatHasStoodIsLessProbable() {
    #expect(draws(note: 0) { $0.repetition = 2 }[0] < 0.3)
    #expect(near(draws(note: 0), draws()))
  }

  @Test func whatIsNotAllowedIsNotDrawn() {
    #expect(near(draws(allowed: { $0 != 0 }), [0, 0.5, 0.25, 0.125, 0.125]))
    #expect(draws(10, allowed: { _ in false }) == [0, 0, 0, 0, 0])
  }
}
