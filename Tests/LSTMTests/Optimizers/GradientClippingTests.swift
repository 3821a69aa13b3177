// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct GradientClippingTests {
  private let compute = Compute(threads: 1)

  @Test(arguments: ["above", "below"])
  func normAgrees(name: String) throws {
    let fixture = try Fixture("clip")
    let (clipped, norm) = clip(
      try fixture.values("\(name).gradient"), norm: try fixture.number("\(name).max_norm"))
    #expect(abs(norm - (try fixture.number("\(name).norm"))) < 1e-5 * norm)
    expectClose(clipped, try fixture.values("\(name).clipped"), name)
  }

  @Test func valueAgrees() throws {
    let fixture = try Fixture("clip")
    let (clipped, _) = clip(
      try fixture.values("value.gradient"), value: try fixture.number("value.limit"))
    #expect(clipped == (try fixture.values("value.clipped")))
  }

  @Test func zeroIsNoBound() {
    let (clipped, norm) = clip([30, -40])
    #expect(clipped == [30, -40])
    #expect(norm == 50)
    #expect(clip([]).norm == 0)
  }

  @Test(arguments: [Float.infinity, -.infinity, .nan])
  func whatIsNotFiniteIsNoticed(bad: Float) {
    #expect(!clip([1, bad], norm: 5).norm.isFinite)
    #expect(!clip([1, bad], value: 0.5).norm.isFinite)
    #expect(!clip([1, bad]).norm.isFinite)
  }

  private func clip(
    _ gradients: [Float], norm: Double = 0, value: Double = 0
  ) -> (clipped: [Float], norm: Double) {
    let call = KernelCall([gradients])
    let actual = GradientClipping(norm: norm, value: value).apply(call[0], gradients.count, compute)
    return (gradients.indices.map { call[0][$0] }, actual)
  }
}
