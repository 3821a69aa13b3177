// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct RateCurveTests {
  private let curve = RateCurve(
    (0..<30).map { RateProbe(factor: Double($0 + 1), loss: $0 < 20 ? 30 - Double($0) : 100) },
    rate: 0.1)

  @Test(arguments: [-1, 0, 1, 2, 3, 7, 29, 30, 31])
  func samplesAreSpreadOverAllPoints(count: Int) throws {
    let samples = curve.samples(count)
    #expect(samples.count == min(max(count, 0), 30))
    #expect(zip(samples, samples.dropFirst()).allSatisfy { $0.rate < $1.rate })
    guard count > 0 else { return }
    #expect(samples.first == curve.points.first)
    #expect(count == 1 || samples.last == curve.points.last)
    let best = try #require(curve.bestSample(count))
    #expect(best <= curve.best)
  }

  @Test func noProbesAreNoCurve() {
    let empty = RateCurve([], rate: 1)
    #expect(empty.best.isNaN && empty.samples(5).isEmpty && empty.bestSample(1) == nil)
  }
}
