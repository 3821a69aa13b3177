// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ParameterLayoutTests {
  @Test func slotsBeginAtVectors() {
    var layout = ParameterLayout()
    let first = layout.add(
      [
        ParameterSpec("weight", [3, 7], .uniform(1), isRegularized: true),
        ParameterSpec("bias", [16], .constant(0), isRegularized: false),
      ], of: "dense1")
    let second = layout.add(
      [ParameterSpec("weight", [1, 1], .uniform(1), isRegularized: true)], of: "output1")
    #expect(layout.slots == first + second)
    #expect(layout.slots.map(\.name) == ["dense1.weight", "dense1.bias", "output1.weight"])
    #expect(layout.slots.map(\.offset) == [0, 32, 48])
    #expect(layout.slots.map(\.spec.count) == [21, 16, 1])
    #expect(layout.count == 64)
    #expect(layout.parameterCount == 38)
  }

  @Test func gapsStayZeroWhenTrained() throws {
    let layer = try #require(LayerCase.all.first { $0.entry.name == "bilstm" })
    let network = Network(layer.model, seed: 1, compute: Compute(threads: 1))
    network.descend(TinyData("gaps", classes: layer.model.choices), steps: 3)
    var gaps = Set(0..<layer.model.layout.count)
    for slot in layer.model.layout.slots {
      gaps.subtract(slot.offset..<slot.offset + slot.spec.count)
    }
    #expect(!gaps.isEmpty)
    #expect(
      gaps.allSatisfy { network.weights.base[$0] == 0 && network.gradients.values.base[$0] == 0 })
  }
}
