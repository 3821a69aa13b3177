// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What holds for every layer of the catalog, with every setting.
@Suite struct LayerCatalogTests {
  @Test(arguments: LayerCase.all)
  func givesTheTypeThatItDeclares(layer: LayerCase) {
    let network = layer.network()
    let (batch, _) = TinyData("types", classes: 2).batch([0, 1, 2, 3])
    batch.layOut(layer.model.axes)
    let pass = Pass(
      compute: network.compute, layouts: batch.layouts, inputs: batch.inputs,
      values: network.weights)
    let stages = layer.model.makeStages()
    var signal = Matrix.empty
    for (own, stage) in zip(layer.model.layers, stages) {
      signal = stage.forward(signal, pass.on(own.input.axis ?? .leading))
      #expect(signal.columns == own.output.features, "\(own.name)")
      let steps = own.output.axis.map { layer.model.steps(toOneOf: $0) }
      let rows = steps.map { steps in
        [3, 5, 1, 4].reduce(0) { $0 + ($1 + steps - 1) / steps }
      }
      #expect(signal.rows == rows ?? 4, "\(own.name)")
    }
  }

  @Test(arguments: LayerCase.all)
  func givesARowTheSameBitsInEveryBatch(layer: LayerCase) {
    let network = layer.network()
    let data = TinyData("rows", classes: layer.model.choices)
    let alone = data.rows.map { data.results(network, [$0]) }
    for rows in [data.rows, data.rows.reversed(), [4, 4, 2, 5, 4], [2, 0]] {
      let together = data.results(network, rows)
      for row in rows {
        #expect(together[row]?.loss == alone[row][row]?.loss, "row \(row) of \(rows)")
        #expect(
          together[row]?.probabilities == alone[row][row]?.probabilities, "row \(row) of \(rows)")
      }
    }
  }

  @Test(arguments: LayerCase.all)
  func learnsTheSameBitsOnEveryMachine(layer: LayerCase) {
    let data = TinyData("machines", classes: layer.model.choices)
    let plain = layer.network(Compute(threads: 1, kernels: .reference))
    plain.descend(data, steps: 3)
    for kernels in KernelTable.available {
      for threads in 1...3 {
        let network = layer.network(Compute(threads: threads, kernels: kernels))
        network.descend(data, steps: 3)
        expectSameBits(
          network.weights.contents, plain.weights.contents, "\(kernels.name), \(threads) threads")
      }
    }
  }

  @Test(arguments: LayerCase.all)
  func drawsEverythingFromTheSeed(layer: LayerCase) {
    let compute = Compute(threads: 1)
    let data = TinyData("seeds", classes: layer.model.choices)
    let networks = [(1, 1), (1, 1), (2, 1), (1, 2)].map { (first: UInt64, dropout: UInt64) in
      let network = Network(layer.model, seed: first, compute: compute)
      network.descend(data, steps: 2, seed: dropout)
      return network.weights.contents
    }
    #expect(networks[0].firstDifference(from: networks[1]) == nil)
    #expect(networks[0].firstDifference(from: networks[2]) != nil)
    let drops = layer.entry.arguments.contains {
      ["dropout", "recurrent_dropout", "weight_dropout", "rate"].contains($0.name)
        && (layer.arguments[$0] ?? .number(0)) != .number(0)
    }
    #expect((networks[0].firstDifference(from: networks[3]) != nil) == drops)
  }

  @Test(arguments: LayerCase.all)
  func startsTheSameWithAnotherLayerBesideIt(layer: LayerCase) throws {
    let compute = Compute(threads: 1)
    var longer = layer.stack
    longer.insert(stackElement("dropout", ["rate": .number(0.5)]), at: longer.count - 1)
    let model = try Model(
      longer, inputs: layer.model.inputs,
      targets: layer.model.heads.map { NamedShape(name: $0.target, $0.shape) })
    let before = Network(layer.model, seed: 3, compute: compute)
    let after = Network(model, seed: 3, compute: compute)
    for slot in layer.model.layout.slots {
      let same = try #require(model.layout.slots.first { $0.name == slot.name })
      expectSameBits(after.values(of: same), before.values(of: slot), slot.name)
    }
  }

  @Test func namesAreUniqueAndExplained() {
    let names = LayerCatalog.entries.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.last == "output")
    for entry in LayerCatalog.entries {
      #expect(LayerCatalog.entry(entry.name)?.summary == entry.summary)
      #expect(!entry.summary.isEmpty && entry.example.hasPrefix(entry.name))
      #expect(Set(entry.arguments.map(\.name)).count == entry.arguments.count)
      // What may stand without its name comes first.
      let positions = entry.arguments.map(\.isPositional)
      #expect(positions == positions.sorted { $0 && !$1 })
      for spec in entry.arguments {
        #expect(!spec.help.isEmpty)
        if let value = spec.defaultValue { #expect((try? spec.accept(value)) == value) }
      }
    }
    #expect(LayerCatalog.entry("transformer") == nil)
  }
}
