// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// The gradients of every layer with every setting, through a whole network on rows of unequal lengths.
@Suite struct LayerGradientTests {
  @Test(arguments: LayerCase.all)
  func agreesWithCentralDifferences(layer: LayerCase) {
    let network = layer.network()
    let data = TinyData("gradients", classes: layer.model.choices)
    let (batch, targets) = data.batch(data.rows)
    let loss = {
      // The step and with it the masks of dropout are always the same.
      network.train(batch, targets: targets, dropout: RandomSource(seed: 5), step: 3).mean
    }
    _ = loss()
    let gradients = network.gradients.values.contents
    var compared = 0
    // What does not learn has no gradient.
    let trained = layer.model.layout.slots.filter { !$0.spec.isFrozen }
    for slot in trained {
      compared += GradientCheck().expect(
        Array(gradients[slot.offset..<slot.offset + slot.spec.count]), slot.name,
        of: network.weights.base + slot.offset, loss: loss)
    }
    let count = trained.reduce(0) { $0 + $1.spec.count }
    #expect(Double(compared) >= 0.85 * Double(count))
  }

  /// A model with a tag for each step; what its loss is of the sequence, or of single steps.
  @Test(arguments: ["crf", "softmax"])
  func modelsOfTagsAgreeToo(output: String) throws {
    let model = try Model(
      [
        stackElement("embed", 5), stackElement("bilstm", 4),
        stackElement("output", ["activation": .word(output)]),
      ], input: .tokens(vocabulary: LayerCase.vocabulary), target: .tags(3))
    let network = Network(model, seed: 3, compute: Compute(threads: 1))
    var random = RandomValues("tags")
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.7))
    let data = TinyData("tags of steps", lengths: [4, 3, 3, 1], classes: 3)
    let batch = Batch(data.column, rows: data.rows)
    let targets = (0..<batch.layout.total).map { Int32($0 % 3) }
    let loss = {
      network.train(batch, targets: targets, dropout: RandomSource(seed: 5), step: 3).mean
    }
    _ = loss()
    let gradients = network.gradients.values.contents
    for slot in model.layout.slots {
      GradientCheck().expect(
        Array(gradients[slot.offset..<slot.offset + slot.spec.count]), slot.name,
        of: network.weights.base + slot.offset, loss: loss)
    }
  }

  @Test func everyEntryHasCases() {
    let names = Set(LayerCase.all.map(\.entry.name))
    #expect(names == Set(LayerCatalog.entries.map(\.name)))
    #expect(LayerCase.all.contains { $0.entry.name == "bilstm" && $0.count == 2 })
    #expect(LayerCase.all.contains { $0.arguments[RecurrentEntries.recurrentDropout] > 0 })
    #expect(LayerCase.all.filter { $0.entry.name == "dense" }.count >= 16)
  }
}
