// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct DenseLayerTests {
  @Test(arguments: Activation.allCases, KernelTable.available)
  func agrees(activation: Activation, kernels: KernelTable) throws {
    let fixture = try Fixture("activations")
    let bench = StageBench(
      DenseLayer(units: 6, activation: activation), input: .vector(features: 4),
      lengths: [1, 1, 1, 1, 1], compute: Compute(threads: 1, kernels: kernels))
    try bench.load(fixture)
    let name = activation.rawValue
    let y = bench.forward(try fixture.values("x"))
    expectClose(y, try fixture.values("\(name).y"), "\(name) y")
    let dx = bench.backward(try fixture.values("dy"), columns: 6) ?? []
    expectClose(dx, try fixture.values("\(name).d.x"), "\(name) dx")
    for parameter in bench.parameterNames {
      expectClose(
        bench.gradient(parameter), try fixture.values("\(name).d.\(parameter)"),
        "\(name) d.\(parameter)")
    }
  }

  @Test func keepsWhatItIsGiven() {
    let layer = DenseLayer(units: 6, activation: .tanh)
    #expect(layer.outputType(for: .sequence(features: 4)) == .sequence(features: 6))
    #expect(layer.outputType(for: .vector(features: 4)) == .vector(features: 6))
  }
}
