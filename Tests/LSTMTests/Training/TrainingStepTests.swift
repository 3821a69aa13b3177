// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TrainingStepTests {
  @Test(arguments: KernelTable.available, [1, 2])
  func tenStepsAgree(kernels: KernelTable, threads: Int) throws {
    let fixture = try Fixture("training")
    let model = try Model(
      [stackElement("embed", 4), stackElement("bilstm", 3), stackElement("output")],
      input: .tokens(vocabulary: 12), classes: 3)
    let network = Network(model, compute: Compute(threads: threads, kernels: kernels))
    for slot in model.layout.slots {
      network.setValues(try fixture.values(name(slot)), of: slot)
    }
    let options = trainingOptions(
      ["clip": .number(try fixture.number("max_norm"))], optimizer: Adam.entry,
      [
        "lr": .number(try fixture.number("learning_rate")),
        "eps": .number(try fixture.number("epsilon")),
      ])
    let step = TrainingStep(network, options)
    let batches = try (0..<2).map { try batch(fixture, "batch\($0).") }
    var outcomes: [TrainingStep.Outcome] = []
    for number in 0..<10 {
      let (batch, targets) = batches[number % 2]
      outcomes.append(try #require(step.take(batch, aims: [Block(targets)])))
    }
    expectClose(outcomes.map { Float($0.loss) }, try fixture.values("losses"), "losses")
    expectClose(outcomes.map { Float($0.norm) }, try fixture.values("norms"), "norms")
    for slot in model.layout.slots {
      expectClose(
        network.values(of: slot), try fixture.values("trained.\(name(slot))"), slot.name)
    }
  }

  @Test(arguments: OptimizerCatalog.entries.indices)
  func threadsShareLargeParameters(index: Int) throws {
    let stack = [stackElement("embed", 64), stackElement("lstm", 32), stackElement("output")]
    let model = try Model(stack, input: .tokens(vocabulary: 1100), classes: 3)
    let data = TinyData(
      "large", lengths: (0..<40).map { $0 % 7 + 3 }, vocabulary: 1100, classes: 3)
    let (batch, targets) = data.batch(data.rows)
    let weights = (1...4).map { threads in
      let compute = Compute(threads: threads, kernels: KernelChoice.current)
      let network = Network(model, seed: 1, compute: compute)
      let step = TrainingStep(
        network, trainingOptions(["l2": .number(0.01)], optimizer: OptimizerCatalog.entries[index]))
      for _ in 0..<4 { _ = step.take(batch, aims: [Block(targets)]) }
      return network.weights.contents
    }
    expectSameBits(weights[1], weights[0], "2 threads")
    expectSameBits(weights[2], weights[0], "3 threads")
    expectSameBits(weights[3], weights[0], "4 threads")
  }

  @Test(arguments: OptimizerCatalog.entries.indices)
  func wordsThatDoNotOccurKeepTheirVectors(index: Int) throws {
    let model = try Model(
      [stackElement("embed", 5), stackElement("mean"), stackElement("output")],
      input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
    let network = Network(model, seed: 3, compute: Compute(threads: 1))
    let step = TrainingStep(network, trainingOptions(optimizer: OptimizerCatalog.entries[index]))
    let data = TinyData("words", classes: 3)
    for rows in [[0, 1], [2, 3], [2], [4, 5]] {
      let (batch, targets) = data.batch(rows)
      let before = network.values(of: model.layout.slots[0])
      _ = try #require(step.take(batch, aims: [Block(targets)]))
      let after = network.values(of: model.layout.slots[0])
      for token in 0..<LayerCase.vocabulary {
        let vector = 5 * token..<5 * (token + 1)
        let occurs = batch.inputs[0].ids.contains(Int32(token))
        #expect((before[vector] != after[vector]) == occurs, "token \(token)")
      }
    }
  }

  @Test func penaltiesActOnWeightsOnly() throws {
    let (network, batch, targets) = try tiny()
    let start = network.weights.contents
    let sgd: [String: ArgumentValue] = ["lr": .number(0.5)]
    let none: [String: ArgumentValue] = ["clip": .number(0)]
    let penalised = none.merging(["l2": .number(0.1)]) { $1 }
    let trained = [none, penalised].map { settings in
      network.weights.copy(from: start)
      let options = trainingOptions(settings, optimizer: SGD.entry, sgd)
      _ = TrainingStep(network, options).take(batch, aims: [Block(targets)])
      return network.weights.contents
    }
    for slot in network.model.layout.slots {
      let range = slot.offset..<slot.offset + slot.spec.count
      // lr · 2 · l2 of each weight more is taken off.
      let share: Float = slot.spec.isRegularized ? 0.1 : 0
      expectClose(
        range.map { trained[0][$0] - trained[1][$0] }, range.map { share * start[$0] }, slot.name,
        tolerance: 1e-6)
    }
  }

  @Test func everyStepDrawsMasksOfItsOwn() throws {
    let data = TinyData("masks", classes: 3)
    let (batch, targets) = data.batch(data.rows)
    for (rate, different) in [(0.0, 1), (0.5, 4)] {
      let stack = [
        stackElement("embed", 8), stackElement("dropout", ["rate": .number(rate)]),
        stackElement("mean"), stackElement("output"),
      ]
      let model = try Model(stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
      let network = Network(model, seed: 2, compute: Compute(threads: 1))
      // Steps that are too small to move a weight.
      let options = trainingOptions(optimizer: SGD.entry, ["lr": .number(1e-20)])
      let step = TrainingStep(network, options)
      let losses = (0..<4).compactMap { _ in step.take(batch, aims: [Block(targets)])?.loss }
      #expect(losses.count == 4 && Set(losses).count == different, "rate \(rate)")
    }
  }

  @Test(arguments: ["embed1.weight", "lstm1.weight_hh", "dense1.weight", "output1.bias"])
  func aBrokenWeightIsNamedAndNothingIsTouched(name: String) throws {
    for bad in [Float.nan, .infinity] {
      let (network, batch, targets) = try tiny()
      let slot = try #require(network.model.layout.slots.first { $0.name == name })
      network.setValues([Float](repeating: bad, count: slot.spec.count), of: slot)
      let before = network.weights.contents
      let step = TrainingStep(network, trainingOptions())
      #expect(step.take(batch, aims: [Block(targets)]) == nil, "\(name) \(bad)")
      #expect(step.brokenParameter == name)
      expectSameBits(network.weights.contents, before, "weights")
    }
  }

  @Test func aGradientThatOverflowsIsNamed() throws {
    let (network, batch, targets) = try tiny()
    // Large weights that the way forward does not meet, as the embeddings are zero; the way back does.
    for (name, value) in [
      ("embed1.weight", Float(0)), ("lstm1.weight_ih", 1e15), ("lstm1.bias", 1),
      ("dense1.weight", 1e30),
    ] {
      let slot = try #require(network.model.layout.slots.first { $0.name == name })
      network.setValues([Float](repeating: value, count: slot.spec.count), of: slot)
    }
    let step = TrainingStep(network, trainingOptions())
    #expect(step.take(batch, aims: [Block(targets)]) == nil)
    #expect(step.brokenParameter == "embed1.weight")
  }

  /// A network with relu inside, which must hide nothing, and a batch.
  private func tiny() throws -> (network: Network, batch: Batch, targets: [Int32]) {
    let stack = [
      stackElement("embed", 4), stackElement("lstm", 3), stackElement("max"),
      stackElement("dense", 4, ["activation": .word("relu")]), stackElement("output"),
    ]
    let model = try Model(stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
    let data = TinyData("step", classes: 3)
    let (batch, targets) = data.batch(data.rows)
    return (Network(model, seed: 2, compute: Compute(threads: 1)), batch, targets)
  }

  /// A batch whose tokens the fixture holds step by step.
  private func batch(_ fixture: Fixture, _ prefix: String) throws -> (Batch, [Int32]) {
    let layout = BatchLayout(sortedLengths: try fixture.integers("\(prefix)lengths"))
    let tokens = try fixture.integers("\(prefix)tokens").map(Int32.init)
    var column = TokenColumn()
    for row in 0..<layout.rows {
      column.append((0..<layout.lengths[row]).map { tokens[layout.offsets[$0] + row] })
    }
    return (
      Batch(column, rows: Array(0..<layout.rows)),
      try fixture.integers("\(prefix)targets").map(Int32.init)
    )
  }

  /// The fixture's name of a parameter: without the number after the layer.
  private func name(_ slot: ParameterSlot) -> String { slot.name.replacing("1.", with: ".") }
}
