// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct AttendLayerTests {
  @Test(arguments: KernelTable.available)
  func agrees(kernels: KernelTable) throws {
    let fixture = try Fixture("attend")
    let bench = StageBench(
      AttendLayer(units: 3), input: .sequence(features: 5),
      lengths: try fixture.integers("lengths"), compute: Compute(threads: 1, kernels: kernels))
    try bench.load(fixture)
    expectClose(bench.forward(try fixture.values("x")), try fixture.values("y"), "y")
    let dx = bench.backward(try fixture.values("dy"), columns: 5) ?? []
    expectClose(dx, try fixture.values("d.x"), "dx")
    for parameter in bench.parameterNames {
      expectClose(
        bench.gradient(parameter), try fixture.values("d.\(parameter)"), "d.\(parameter)")
    }
  }

  @Test func isAsWideAsItsInputUnlessToldOtherwise() {
    let input = FlowType.sequence(features: 7)
    #expect(AttendLayer(units: 0).parameters(for: input).map(\.shape) == [[7, 7], [7], [7, 1]])
    #expect(AttendLayer(units: 2).parameters(for: input).map(\.shape) == [[7, 2], [2], [2, 1]])
    #expect(AttendLayer(units: 2).outputType(for: input) == .vector(features: 7))
  }

  @Test func oneStepHasAllAttention() {
    let bench = StageBench(
      AttendLayer(units: 3), input: .sequence(features: 2), lengths: [1, 1])
    var random = RandomValues("attention")
    bench.randomize(&random)
    #expect(bench.forward([0.5, -1, 2, 3]) == [0.5, -1, 2, 3])
  }
}
