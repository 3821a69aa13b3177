// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct GradientClippingTests {
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
    #expect(clip([0]).norm == 0)
  }

  @Test(arguments: [Float.infinity, -.infinity, .nan])
  func whatIsNotFiniteIsNoticed(bad: Float) {
    #expect(!clip([1, bad], norm: 5).norm.isFinite)
    #expect(!clip([1, bad], value: 0.5).norm.isFinite)
    #expect(!clip([1, bad]).norm.isFinite)
  }

  private func clip(
    _ values: [Float], norm: Double = 0, value: Double = 0
  ) -> (clipped: [Float], norm: Double) {
    let clipping = GradientClipping(norm: norm, value: value)
    let compute = Compute(threads: 1)
    var layout = ParameterLayout()
    _ = layout.add(
      [ParameterSpec("p", [values.count], .constant(0), isRegularized: true)], of: "layer")
    let gradients = Gradients(layout)
    gradients.clear(compute)
    gradients.values.copy(from: values)
    let actual = gradients.norm(
      compute,
      after: StretchProbe { stretch, _ in
        clipping.clipValues(stretch, of: gradients.values, compute.kernels)
      })
    let scale = clipping.scale(for: actual)
    return (gradients.values.contents.prefix(values.count).map { $0 * scale }, actual)
  }
}
