// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// The gradients of every layer with every setting, through a whole network on rows of unequal lengths.
@Suite struct LayerGradientTests {
  @Test(arguments: LayerCase.all)
  func agreesWithCentralDifferences(layer: LayerCase) {
    let network = layer.network()
    let data = TinyData("gradients", classes: layer.model.task.classes)
    let (batch, targets) = data.batch(data.rows)
    let loss = {
      // The step and with it the masks of dropout are always the same.
      network.train(batch, targets: targets, dropout: RandomSource(seed: 5), step: 3)
    }
    _ = loss()
    let gradients = network.gradients.values.contents
    var compared = 0
    for slot in layer.model.layout.slots {
      compared += GradientCheck().expect(
        Array(gradients[slot.offset..<slot.offset + slot.spec.count]), slot.name,
        of: network.weights.base + slot.offset, loss: loss)
    }
    #expect(Double(compared) >= 0.85 * Double(layer.model.layout.parameterCount))
  }

  @Test func everyEntryHasCases() {
    let names = Set(LayerCase.all.map(\.entry.name))
    #expect(names == Set(LayerCatalog.entries.map(\.name)))
    #expect(LayerCase.all.contains { $0.entry.name == "bilstm" && $0.count == 2 })
    #expect(LayerCase.all.contains { $0.arguments.number("recurrent_dropout") > 0 })
    #expect(LayerCase.all.filter { $0.entry.name == "dense" }.count >= 16)
  }
}
