// SPDX-License-Identifier: Apache-2.0

import CAllocations
import Testing

@testable import LSTM

/// Classes of a row that are said beside the tags of its tokens.
@Suite struct HeadRowTests {
  private let data = TinyData("heads", lengths: (0..<20).map { $0 * 7 % 9 + 1 }, classes: 3)

  /// A model that says tags, one of three classes, and one of two.
  private func model(_ output: String = "crf", dropout: Double = 0.2) throws -> Model {
    try Model(
      [
        stackElement("embed", 5), stackElement("bilstm", 4, ["dropout": .number(dropout)]),
        stackElement("output", ["activation": .word(output)]),
      ], input: .tokens(vocabulary: LayerCase.vocabulary),
      targets: [.tags(3), .classes(3, name: "intent"), .classes(2, name: "mood")])
  }

  private func network(
    _ model: Model, threads: Int = 1, _ kernels: KernelTable = KernelChoice.current
  ) -> Network {
    let network = Network(model, seed: 3, compute: Compute(threads: threads, kernels: kernels))
    var random = RandomValues("heads")
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.7))
    return network
  }

  /// What the rows should say: a tag for each token, and two classes a row.
  private var examples: Examples {
    var tags = TokenColumn()
    for row in data.rows { tags.append(data.column[row].map { $0 % 3 }) }
    let target = { (name: String, count: Int) in
      Target(
        ClassTask(.numbered(count)), name: name,
        values: TokenColumn(data.classes.map { $0 % Int32(count) }))
    }
    return Examples(
      [data.column],
      [
        Target(TagsTask(.numbered(3)), name: "slots", values: tags), target("intent", 3),
        target("mood", 2),
      ])
  }

  /// What is right for the classes.
  private var others: [TokenColumn] { examples.targets.dropFirst().map(\.values) }

  private func batch(_ rows: [Int]) -> (Batch, [Int32]) {
    let batch = Batch(data.column, rows: rows)
    var targets: [Int32] = []
    batch.gather(examples.values, at: .steps, into: &targets)
    return (batch, targets)
  }

  private func aims(_ batch: Batch, _ targets: [Int32]) -> [Block] {
    let others = others.map { column in
      let block = Block()
      batch.gather(column, at: .rows, into: &block.ids)
      return block
    }
    return [Block(targets)] + others
  }

  @Test func parametersAreNamedAfterTheirTargets() throws {
    #expect(
      try model().layout.slots.suffix(9).map(\.name) == [
        "output1.weight", "output1.bias", "output1.transitions", "output1.start", "output1.end",
        "output1.intent.weight", "output1.intent.bias", "output1.mood.weight", "output1.mood.bias",
      ])
    #expect(
      try model().heads.dropFirst().map(\.lossName) == ["cross-entropy", "binary cross-entropy"])
    #expect(
      try model("softmax").heads.map(\.lossName) == Array(repeating: "cross-entropy", count: 3))
    #expect(try model().layout.slots.last?.spec.shape == [1])
  }

  @Test(arguments: ["crf", "softmax"])
  func gradientsAgreeWithCentralDifferences(output: String) throws {
    let network = network(try model(output))
    let (batch, targets) = batch([0, 1, 2, 3])
    let others = others
    let loss = {
      network.train(
        batch, targets: targets, dropout: RandomSource(seed: 5), step: 3, others: others
      ).mean
    }
    _ = loss()
    let gradients = network.gradients.values.contents
    for slot in network.model.layout.slots {
      let compared = GradientCheck().expect(
        Array(gradients[slot.offset..<slot.offset + slot.spec.count]), slot.name,
        of: network.weights.base + slot.offset, loss: loss)
      #expect(compared > 0, "\(slot.name)")
    }
  }

  @Test(arguments: KernelTable.available)
  func stepsGiveTheSameBitsEverywhere(kernels: KernelTable) throws {
    let weights = try (0...3).map { threads in
      let network = network(
        try model(), threads: max(threads, 1), threads == 0 ? .reference : kernels)
      let step = TrainingStep(network, trainingOptions())
      let (batch, targets) = batch(data.rows)
      for _ in 0..<4 { _ = step.take(batch, aims: aims(batch, targets)) }
      return network.weights.contents
    }
    for threads in 1...3 {
      expectSameBits(weights[threads], weights[0], "\(kernels.name), \(threads) threads")
    }
  }

  @Test func aRowHasTheSameBitsAloneAndInABatch() throws {
    let network = network(try model())
    let together = try #require(network.evaluate(examples, rows: data.rows))
    let answers = try #require(network.answers(examples, rows: data.rows))
    #expect(together.parts.map(\.probabilities) == answers.map(\.probabilities))
    for row in data.rows {
      let alone = try #require(network.evaluate(examples, rows: [row]))
      for (part, all) in zip(alone.parts, together.parts).dropFirst() {
        #expect(part.probabilities == [all.probabilities[row]])
      }
      #expect(alone.chosen == [together.chosen[row]])
    }
  }

  /// With the same weights a class is the one that a model says that has no other target.
  @Test func theHeadStandsOnTheLastStepOfEachDirection() throws {
    let joint = network(try model())
    let single = Network(
      try Model(
        [stackElement("embed", 5), stackElement("bilstm", 4), stackElement("output")],
        input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3),
      compute: Compute(threads: 1))
    for slot in single.model.layout.slots {
      let name = slot.name.replacing("output1.", with: "output1.intent.")
      let found = try #require(joint.model.layout.slots.first { $0.name == name })
      single.setValues(joint.values(of: found), of: slot)
    }
    let probabilities = joint.answers(examples, rows: data.rows)?[1].probabilities
    #expect(single.answers(data.examples, rows: data.rows)?[0].probabilities == probabilities)
  }

  @Test func lossesAreAddedAndFiguresHaveNames() throws {
    let network = network(try model())
    let found = try #require(network.evaluate(examples, rows: data.rows))
    #expect(found.parts.map(\.target.name) == ["slots", "intent", "mood"])
    #expect(abs(found.loss - found.parts.reduce(0) { $0 + $1.loss }) < 1e-12)
    #expect(found.figure("intent.accuracy") == found.parts[1].accuracy)
    #expect(found.figure("mood.loss") == found.parts[2].loss)
    #expect(found.figure("slots.f1") == found.f1)
    #expect(found.figure("slots.loss") == found.leading.loss && found.figure("loss") == found.loss)
    #expect(found.alone(2).figure("loss") == found.parts[2].loss)
    // The step's loss before its update is that of the rows.
    let (batch, targets) = batch(data.rows)
    let same = self.network(try model(dropout: 0))
    let loss = same.train(
      batch, targets: targets, dropout: RandomSource(seed: 1), step: 0, others: others
    ).mean
    let measured = try #require(same.evaluate(examples, rows: data.rows))
    #expect(abs(loss - measured.loss) < 1e-5)
  }

  @Test func aStepAllocatesNothing() throws {
    #expect(try allocationsOfSteps().count == 4)
    let counts = try allocationsOfSteps()
    #expect(counts.allSatisfy { $0 <= 0 }, "\(counts)")
  }

  private func allocationsOfSteps() throws -> [Int] {
    let examples = examples
    let network = network(try model())
    let options = trainingOptions(["batch": .integer(6)])
    let sizes = Trainer.sizes(network.model, examples, data.rows, data.rows, options)
    network.plan(sizes)
    let step = TrainingStep(network, options)
    let batch = Batch(sizes[0])
    let (aims, shapes) = (network.model.aims(sizes[0]), network.model.heads.map(\.shape))
    let rows = data.rows
    return [0..<6, 3..<4, 6..<12, 12..<18].map { range in
      let before = callocations_of_this_thread()
      batch.fill(data.column, rows: rows[range])
      examples.gather(batch, shapes, into: aims)
      _ = step.take(batch, aims: aims)
      return callocations_of_this_thread() - before
    }
  }

  @Test func epochsTellOfAllTargets() throws {
    let network = Network(try model(), seed: 1, compute: Compute(threads: 1))
    let trainer = Trainer(
      network, examples, trainRows: Array(0..<15), validRows: Array(15..<20),
      options: trainingOptions(
        ["epochs": .integer(5), "batch": .integer(4)], ["lr": .number(0.05)]
      )
      .setting("by", to: .word("intent.loss")))
    let result = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    let best = result.epochs.min { $0.figure("intent.loss") ?? 9 < $1.figure("intent.loss") ?? 9 }
    #expect(result.keptEpoch == best?.epoch && result.epochs.count == 5)
    let kept = try #require(network.evaluate(examples, rows: Array(15..<20)))
    #expect(kept.parts[1].loss == best?.figure("intent.loss"))
    #expect(Set(best?.valid.compactMap(\.name.target) ?? []) == ["slots", "intent", "mood"])
    #expect(best?.ranked(by: "intent.loss") == kept.parts[1].loss)
    #expect(best?.ranked(by: "intent.accuracy") == kept.parts[1].accuracy.map { -$0 })
  }
}
