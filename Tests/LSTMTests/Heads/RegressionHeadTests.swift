// SPDX-License-Identifier: Apache-2.0

import CAllocations
import Testing

@testable import LSTM

/// Numbers in and numbers out, with every loss, for rows and for steps.
@Suite struct RegressionHeadTests {
  @Test func everyWayIsThere() {
    #expect(NumberCase.all.count == 3 * (7 * 2 + 4) + 4 * (2 + 1))
  }

  @Test(arguments: NumberCase.all)
  func agreesWithCentralDifferences(of: NumberCase) {
    let network = of.network()
    let (batch, aims) = of.batch(of.rows)
    let loss = { network.train(batch, aims: aims, dropout: nil, step: 0).mean }
    _ = loss()
    let gradients = network.gradients.values.contents
    var compared = 0
    for slot in of.model.layout.slots {
      compared += GradientCheck().expect(
        Array(gradients[slot.offset..<slot.offset + slot.spec.count]), slot.name,
        of: network.weights.base + slot.offset, loss: loss)
    }
    let count = of.model.layout.slots.reduce(0) { $0 + $1.spec.count }
    #expect(Double(compared) >= 0.8 * Double(count))
  }

  @Test(arguments: NumberCase.all)
  func aRowHasTheSameBitsAloneAndInABatch(of: NumberCase) {
    let network = of.network()
    let together = of.answers(network, of.rows)
    for row in of.rows {
      let alone = of.answers(network, [row])[row]
      #expect(together[row]?.losses == alone?.losses, "row \(row)")
      expectSameBits(together[row]?.values ?? [], alone?.values ?? [], "row \(row)")
    }
  }

  @Test(arguments: NumberCase.all)
  func learnsTheSameBitsOnEveryMachine(of: NumberCase) {
    let plain = of.network(Compute(threads: 1, kernels: .reference))
    let start = plain.weights.contents
    of.descend(plain, steps: 3)
    #expect(plain.weights.contents.firstDifference(from: start) != nil)
    #expect(plain.weights.contents.allSatisfy { $0.isFinite })
    for kernels in KernelTable.available {
      for threads in 1...3 {
        let network = of.network(Compute(threads: threads, kernels: kernels))
        of.descend(network, steps: 3)
        expectSameBits(
          network.weights.contents, plain.weights.contents, "\(kernels.name), \(threads) threads")
      }
    }
  }

  /// The mean is over the places that have a number, and is that of their losses.
  @Test(arguments: NumberCase.all)
  func aMeanIsOverWhatIsThere(of: NumberCase) {
    let network = of.network()
    let found = of.answers(network, of.rows).values.flatMap(\.losses)
    let (batch, aims) = of.batch(of.rows)
    let losses = network.train(batch, aims: aims, dropout: nil, step: 0)
    #expect(losses.counts.places == aims[0].knownPlaces)
    #expect(losses.counts.places < found.count)
    let mean = found.reduce(0, +) / Double(losses.counts.places)
    #expect(abs(losses.mean - mean) < 1e-9 * (1 + mean))
  }

  @Test(arguments: NumberCase.all)
  func stepsAllocateNothing(of: NumberCase) {
    _ = allocations(of)
    let counts = allocations(of)
    #expect(counts.allSatisfy { $0 <= 0 }, "\(counts)")
  }

  private func allocations(_ of: NumberCase) -> [Int] {
    let network = of.network()
    let options = trainingOptions(["batch": .integer(4)])
    let size = PassSize(of.columns, rows: of.rows, batch: 4, isTraining: true)
    network.plan([size])
    let step = TrainingStep(network, options)
    let (batch, aims) = (Batch(size, for: of.model), of.model.aims(size))
    let perStep = of.model.heads[0].shape.places == .steps
    let (columns, target, rows) = (of.columns, of.target, of.rows)
    return [2..<3, 0..<4, 4..<8, 5..<9, 0..<4].map { range in
      let before = callocations_of_this_thread()
      batch.fill(columns, rows: rows[range])
      batch.gather(target, at: perStep ? .steps : .rows, into: aims[0])
      _ = step.take(batch, aims: aims)
      return callocations_of_this_thread() - before
    }
  }

  @Test func theNumbersAreTheAnswerAndNothingIsChosen() throws {
    let model = try NumberCase.model(
      [stackElement("output")], [InputShape(.vector(features: 3))])
    #expect(model.layers.map(\.name) == ["inputs1"] && model.layers[0].isImplied)
    #expect(model.heads[0].lossName == "mean squared error" && model.heads[0].output.features == 2)
    let network = Network(model, compute: Compute(threads: 1))
    network.setValues([1, 0, 0, 1, 2, 0], of: model.layout.slots[0])
    network.setValues([10, 20], of: model.layout.slots[1])
    let column = NumberColumn(vectors: [1, 2, 3, 4, 5, .nan], features: 3)
    let answers = model.answers()
    network.answer(Batch(column, rows: [0, 1]), aims: [], chooses: true, into: answers)
    #expect(answers[0].values.contents == [17, 22, 14, 25])
    #expect(answers[0].ids.isEmpty && answers[0].ownLosses.allSatisfy { $0 == 0 })
  }

  @Test func whatATargetCannotHaveIsRefused() {
    for word in ["softmax", "sigmoid", "crf", "adaptive"] {
      #expect(throws: StackProblem.numbersNeedRegression(index: 1, activation: word)) {
        try NumberCase.model(
          [stackElement("lstm", 3), stackElement("output", ["activation": .word(word)])],
          [InputShape(.sequence(features: 2))])
      }
    }
    for word in ["mse", "huber", "mae"] {
      #expect(throws: StackProblem.regressionNeedsNumbers(index: 1, activation: word)) {
        try Model(
          [stackElement("embed", 3), stackElement("output", ["activation": .word(word)])],
          input: .tokens(vocabulary: 9), classes: 3)
      }
    }
    #expect(throws: StackProblem.deltaNeedsHuber(index: 1)) {
      try NumberCase.model(
        [stackElement("lstm", 3), stackElement("output", ["delta": .number(2)])],
        [InputShape(.sequence(features: 2))])
    }
  }

  /// Model files of before know nothing of it.
  @Test func deltaIsSavedWhereItIsSet() {
    let usual = SavedLayer(stackElement("output", ["activation": .word("huber")]))
    #expect(usual.arguments["delta"] == nil)
    let set = SavedLayer(
      stackElement("output", ["activation": .word("huber"), "delta": .number(2)]))
    #expect(set.arguments["delta"] == .number(2))
    #expect(set.element?.arguments[RegressionHead.delta] == 2)
  }
}
