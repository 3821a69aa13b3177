// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ActivationTests {
  @Test(arguments: Activation.allCases, KernelTable.available)
  func agreesOverAWideRange(activation: Activation, kernels: KernelTable) throws {
    let fixture = try Fixture("activations")
    let points = try fixture.values("points")
    let (y, slope) = apply(activation, points, kernels)
    let name = activation.rawValue
    expectClose(y, try fixture.values("\(name).at_points"), "\(name), \(kernels.name)")
    expectClose(slope, try fixture.values("\(name).slope"), "slope of \(name), \(kernels.name)")
  }

  @Test func constantsAreThoseOfTheFixture() throws {
    let fixture = try Fixture("activations")
    let slope = Float(try fixture.number("leaky_relu.negative_slope"))
    #expect(apply(.leakyReLU, [-1], .reference).y == [-slope])
    #expect(try fixture.number("elu.alpha") == 1)
  }

  @Test(arguments: Activation.allCases)
  func passesOnWhatIsNotANumber(activation: Activation) {
    // A broken weight must reach the loss, where it is noticed.
    #expect(apply(activation, [.nan], .reference).y[0].isNaN)
  }

  @Test func isWrittenInScriptsAsItIsNamed() {
    #expect(
      Activation.allCases.map(\.rawValue) == [
        "linear", "tanh", "sigmoid", "relu", "leaky_relu", "elu", "silu", "gelu",
      ])
  }

  private func apply(
    _ activation: Activation, _ x: [Float], _ kernels: KernelTable
  ) -> (y: [Float], slope: [Float]) {
    let call = KernelCall([x, x, x.map { _ in 1 }])
    activation.apply(call[0], call[1], x.count, kernels)
    let y = x.indices.map { call[1][$0] }
    activation.applyDerivative(call[0], call[1], call[2], x.count, kernels)
    #expect(x.indices.allSatisfy { call[0][$0] == x[$0] || x[$0].isNaN }, "x keeps its values")
    return (y, x.indices.map { call[2][$0] })
  }
}
