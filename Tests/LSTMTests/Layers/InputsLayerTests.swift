// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct InputsLayerTests {
  private let text = TinyData.inputs[0]
  private let series = TinyData.inputs[1]
  private let row = TinyData.inputs[2]
  private let inputs = stackElement("inputs")
  private let lstm = stackElement("lstm", 3)

  private func model(_ stack: [StackElement], _ flows: [InputShape]) throws(StackProblem) -> Model {
    try Model(stack + [stackElement("output")], inputs: flows, targets: [.classes(3)])
  }

  private func beside(_ first: StackElement, _ others: StackElement...) -> StackElement {
    var joined = first
    joined.joined = others
    return joined
  }

  @Test func itIsImpliedWhereNumbersComeFirst() throws {
    let implied = try model([lstm], [series])
    #expect(implied.layers.map(\.name) == ["inputs1", "lstm1", "last1"])
    #expect(implied.layers.map(\.isImplied) == [true, false, true])
    #expect(implied.layers[0].output == .sequence(features: 2))
    let written = try model([inputs, lstm], [series])
    #expect(written.layers.map(\.isImplied) == [false, false, true])
    #expect(implied.layout.slots.map(\.name) == written.layout.slots.map(\.name))
  }

  @Test func allNumbersStandSideBySide() throws {
    let both = try model([lstm], [series, row])
    #expect(both.layers[0].output == .sequence(features: 5))
    let vectors = try model([], [row])
    #expect(vectors.layers.map(\.output) == [.vector(features: 3)])
    // Beside texts the numbers of the row are read alone, or at each step.
    #expect(try model([inputs], [text, row]).layers.map(\.output) == [.vector(features: 3)])
    let joined = try model([beside(stackElement("embed", 4), inputs), lstm], [text, row])
    #expect(joined.layers[0].output == .sequence(features: 7))
    let late = try model(
      [stackElement("embed", 4), lstm, beside(stackElement("mean"), inputs)], [text, row])
    #expect(late.layers.last?.output == .vector(features: 6))
  }

  @Test func aVectorStandsAtEachStepOfItsRow() throws {
    let data = TinyData("spread", lengths: [2, 3], classes: 2)
    let own = try model([lstm], [series, row])
    let network = Network(own, seed: 1, compute: Compute(threads: 1))
    let batch = Batch([data.numbers, data.vectors], rows: [0, 1])
    let stage = own.makeStages()[0]
    let found = stage.forward(.empty, network.pass(batch)).contents
    let clean = { (values: ArraySlice<Float>) in values.map { $0.isNaN ? 0 : $0 } }
    let steps = { (row: Int, step: Int) in
      clean(data.numbers[row].dropFirst(2 * step).prefix(2)) + clean(data.vectors[row])
    }
    #expect(
      found == [(1, 0), (0, 0), (1, 1), (0, 1), (1, 2)].flatMap { steps($0.0, $0.1) })
  }

  @Test func aCategoryBecomesItsVector() throws {
    let shape = TinyData.categories[0]
    let own = try model([lstm], [shape])
    #expect(own.layers[0].output == .sequence(features: 5))
    #expect(own.layout.slots[0].name == "inputs1.kind")
    let network = Network(own, seed: 1, compute: Compute(threads: 1))
    var column = NumberColumn(features: 3)
    column.append([0.5, 2, 7, 0.25, -1, 8] as [Float])
    let batch = Batch([column], rows: [0])
    let stages = own.makeStages()
    let found = withExtendedLifetime(stages) {
      stages[0].forward(.empty, network.pass(batch)).contents
    }
    let vector = Array(network.values(of: own.layout.slots[0])[6..<9])
    #expect(found == [0.5] + vector + [7] + [0.25, 0, 0, 0, 8])
  }

  @Test func whatDoesNotFitIsRefused() {
    #expect(throws: StackProblem.tokensOfNumbers(index: 0)) {
      try model([stackElement("embed", 4)], [series])
    }
    #expect(throws: StackProblem.tokensOfNumbers(index: 0)) {
      try model([LayerCase.characters(2)], [row])
    }
    #expect(throws: StackProblem.noNumbers(index: 0)) { try model([inputs], [text]) }
    #expect(throws: StackProblem.noNumbers(index: 1)) {
      try model([beside(stackElement("embed", 4), inputs)], [text])
    }
    #expect(throws: StackProblem.lateInputs(index: 1)) { try model([lstm, inputs], [series]) }
    #expect(throws: StackProblem.lateInputs(index: 1)) {
      try model([lstm, beside(inputs, inputs)], [series])
    }
    #expect(throws: StackProblem.notRepeatable(index: 0)) {
      try model([stackElement("inputs", count: 2)], [series])
    }
    // One vector a row has no steps, and a layer that reads nothing of the data stands beside none.
    #expect(
      throws: StackProblem.mismatch(
        index: 0, wants: .sequence, gets: .vector(features: 3), insert: nil)
    ) { try model([lstm], [row]) }
    #expect(
      throws: StackProblem.mismatch(index: 0, wants: .sequence, gets: series.flow, insert: "inputs")
    ) { try model([beside(lstm, inputs)], [series]) }
    #expect(
      throws: StackProblem.unlikeBranches(index: 2, gives: series.flow, first: .vector(features: 3))
    ) { try model([lstm, beside(stackElement("mean"), inputs)], [series]) }
  }

  /// The numbers are explained as vectors of tokens are.
  @Test func theirWeightsAddUpToTheScore() throws {
    let data = TinyData("explained", lengths: [6], classes: 3)
    let columns: [any Column] = [data.numbers, data.vectors]
    let network = Network(
      try model([stackElement("gru", 4)], [series, row]), seed: 2, compute: Compute(threads: 1))
    let found = NetworkInspector(network).weights(columns, class: 1, parts: 200)
    #expect(found.weights.count == 6 && found.weights.contains { $0 != 0 })
    #expect(abs(found.rest) < 1e-3 * max(1, abs(found.score - found.baseline)))
    let vectors = Network(
      try model([stackElement("dense", 4, ["activation": .word("tanh")])], [row]), seed: 2,
      compute: Compute(threads: 1))
    let one = NetworkInspector(vectors).weights([data.vectors], class: 1, parts: 200)
    #expect(one.weights.count == 1 && abs(one.rest) < 1e-3)
  }
}
