// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct JoinLayerTests {
  private let tokens = FlowType.tokens(vocabulary: LayerCase.vocabulary)

  /// What a stack gives for some rows, before its output.
  private func results(
    _ stack: [StackElement], weights: [String: [Float]] = [:]
  ) throws -> (names: [String], scores: [Float], slots: [String: [Float]]) {
    let model = try Model(stack + [stackElement("output")], input: tokens, classes: 3)
    let network = Network(model, seed: 4, compute: Compute(threads: 1))
    for slot in model.layout.slots {
      if let values = weights[slot.name] { network.setValues(values, of: slot) }
    }
    let (batch, _) = TinyData("joined", classes: 3).batch([0, 1, 2, 3])
    let slots = model.layout.slots.map { ($0.name, network.values(of: $0)) }
    return (
      model.layers.map(\.name), network.forward(batch).contents, Dictionary(slots) { $1 }
    )
  }

  private func joined(_ layers: StackElement...) -> StackElement {
    var first = layers[0]
    first.joined = Array(layers.dropFirst())
    return first
  }

  @Test func layersHaveNamesOfTheirOwn() throws {
    let model = try Model(
      [
        joined(stackElement("embed", 3), LayerCase.characters(2), stackElement("embed", 2)),
        joined(stackElement("lstm", 3, count: 2), stackElement("dense", 2)),
        stackElement("output"),
      ], input: tokens, classes: 3)
    #expect(model.layers.map(\.name) == ["join1", "join2", "last1"])
    #expect(
      model.allLayers.map(\.name) == [
        "embed1", "chars1.embed1", "chars1.bilstm1", "chars1.last1", "chars1", "embed2", "join1",
        "lstm1", "lstm2", "dense1", "join2", "last1",
      ])
    #expect(model.allLayers.map(\.isImplied).count { $0 } == 2)
    #expect(
      model.trainedLayers == ["embed1", "chars1", "embed2", "lstm1", "lstm2", "dense1", "output1"])
    let names = model.layout.slots.map(\.name)
    #expect(names.contains("chars1.bilstm1.forward.weight_hh") && Set(names).count == names.count)
    #expect(
      model.layout.parameterCount
        == model.layers.reduce(0) { $0 + $1.parameterCount } + model.heads[0].parameterCount)
  }

  /// The embedding beside another is one of their sum of units, column for column.
  @Test func featuresStandSideBySide() throws {
    let lstm = stackElement("lstm", 4)
    let two = try results([joined(stackElement("embed", 3), stackElement("embed", 2)), lstm])
    let (first, second) = (two.slots["embed1.weight"] ?? [], two.slots["embed2.weight"] ?? [])
    var weights = two.slots
    var whole: [Float] = []
    for row in 0..<LayerCase.vocabulary {
      whole += first.dropFirst(3 * row).prefix(3)
      whole += second.dropFirst(2 * row).prefix(2)
    }
    weights["embed1.weight"] = whole
    let one = try results([stackElement("embed", 5), lstm], weights: weights)
    #expect(one.names == ["embed1", "lstm1", "last1"])
    expectSameBits(one.scores, two.scores, "joined")
  }

  /// At the last step of the whole each direction is at its own.
  @Test func theLastStepIsThatOfEachDirection() throws {
    let both = [stackElement("embed", 4), stackElement("bilstm", 3)]
    let plain = try results(both)
    var weights = plain.slots
    // A constant beside it that the output does not look at.
    weights["output1.weight"] = nil
    let join = [
      stackElement("embed", 4), joined(stackElement("bilstm", 3), stackElement("dense", 2)),
    ]
    let output = plain.slots["output1.weight"] ?? []
    // Forward units, the other layer, the units that read from the end.
    let none = [Float](repeating: 0, count: 6)
    weights["output1.weight"] = Array(output.prefix(9)) + none + Array(output.dropFirst(9))
    let result = try results(join, weights: weights)
    #expect(result.names == ["embed1", "join1", "last1"])
    expectSameBits(result.scores, plain.scores, "last")
  }

  @Test func whatDoesNotGoTogetherIsRefused() {
    let embed = stackElement("embed", 4)
    let cases: [([StackElement], StackProblem)] = [
      (
        [embed, joined(stackElement("lstm", 3), stackElement("mean"))],
        .unlikeBranches(index: 2, gives: .vector(features: 4), first: .sequence(features: 3))
      ),
      ([joined(embed, stackElement("output"))], .earlyOutput(index: 1)),
      ([stackElement("chars")], .emptyStack(index: 0)),
      (
        [joined(embed, stackElement("dense", 2))],
        .mismatch(index: 1, wants: .vector, gets: tokens, insert: "embed 100")
      ),
    ]
    for (stack, problem) in cases {
      #expect(throws: problem) {
        try Model(stack + [stackElement("output")], input: tokens, classes: 3)
      }
    }
    var nested = stackElement("chars")
    nested.inner = [LayerCase.characters(2)]
    #expect(throws: StackProblem.charactersOfCharacters(index: 1)) {
      try Model([nested, stackElement("output")], input: tokens, classes: 3)
    }
  }

  /// A language model may join layers that read from left to right; all of them carry their state.
  @Test func theNextTokenIsNotLookedAt() throws {
    let model = { (stack: [StackElement]) in
      try Model(stack + [stackElement("output")], input: tokens, target: .next(11))
    }
    let embed = stackElement("embed", 4)
    let built = try model([embed, joined(stackElement("lstm", 3), stackElement("gru", 2))])
    let network = Network(built, seed: 1, compute: Compute(threads: 1))
    let lstm = try model([embed, stackElement("lstm", 3)])
    let gru = try model([embed, stackElement("gru", 2)])
    let alone = [lstm, gru].map { Network($0, seed: 1, compute: Compute(threads: 1)).carried.count }
    #expect(network.carried.count == alone[0] + alone[1] && alone[0] > 0 && alone[1] > 0)
    #expect(throws: StackProblem.looksAhead(index: 2)) {
      try model([embed, joined(stackElement("lstm", 3), stackElement("bilstm", 3))])
    }
    #expect(throws: StackProblem.charactersOfNext(index: 1)) {
      try model([joined(embed, LayerCase.characters(2)), stackElement("lstm", 3)])
    }
  }

  @Test func aSavedStackHasItsBranches() throws {
    let stack = [
      joined(stackElement("embed", 3), LayerCase.characters(2)), stackElement("lstm", 4),
    ]
    let saved = stack.map { SavedLayer($0) }
    #expect(saved[0].joined?.map(\.name) == ["chars"])
    #expect(saved[0].joined?[0].inner?.map(\.name) == ["embed", "bilstm"])
    #expect(saved[1].joined == nil && saved[1].inner == nil)
    #expect(saved.compactMap(\.element).map { SavedLayer($0) } == saved)
  }
}
