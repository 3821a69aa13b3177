// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ModelTests {
  private let tokens = FlowType.tokens(vocabulary: 50)
  private let embed = stackElement("embed", 8)
  private let output = stackElement("output")

  @Test func typesRunAlongTheStack() throws {
    let model = try Model(
      [embed, stackElement("bilstm", 6), stackElement("dense", 4), output], input: tokens,
      classes: 3)
    #expect(model.layers.map(\.name) == ["embed1", "bilstm1", "last1", "dense1"])
    #expect(model.heads.map(\.name) == ["output1"])
    #expect(model.layers.map(\.isImplied) == [false, false, true, false])
    #expect(
      model.layers.map(\.output.description) == [
        "seq[8]", "seq[12]", "vector[12]", "vector[4]",
      ])
    #expect(model.heads[0].output == .vector(features: 3))
    #expect(model.layers.map(\.input) == [model.input] + model.layers.dropLast().map(\.output))
    #expect(model.layers[1].output == .sequence(features: 12, backward: 6))
    #expect(model.heads[0].lossName == "cross-entropy")
  }

  @Test func countsParameters() throws {
    let model = try Model(
      [
        embed, stackElement("bilstm", 6), stackElement("attend", 5), stackElement("dense", 4),
        output,
      ], input: tokens, classes: 3)
    #expect(
      model.layers.map(\.parameterCount) == [
        50 * 8, 2 * (8 * 24 + 6 * 24 + 24), 12 * 5 + 5 + 5, 12 * 4 + 4,
      ])
    #expect(model.heads[0].parameterCount == 4 * 3 + 3)
    #expect(
      model.layout.parameterCount
        == model.layers.reduce(0) { $0 + $1.parameterCount } + model.heads[0].parameterCount)
    let gru = try Model([embed, stackElement("gru", 6), output], input: tokens, classes: 2)
    #expect(gru.layers.map(\.parameterCount) == [50 * 8, 8 * 18 + 6 * 18 + 18 + 6, 0])
    #expect(gru.heads[0].parameterCount == 6 + 1)
    #expect(
      gru.layout.slots.map(\.name) == [
        "embed1.weight", "gru1.weight_ih", "gru1.weight_hh", "gru1.bias", "gru1.bias_hn",
        "output1.weight", "output1.bias",
      ])
  }

  @Test func namesCountEachKind() throws {
    let model = try Model(
      [
        embed, stackElement("lstm", 4, count: 2), stackElement("dropout", ["rate": .number(0.5)]),
        stackElement("lstm", 3), output,
      ], input: tokens, classes: 2)
    #expect(
      model.layers.map(\.name) == [
        "embed1", "lstm1", "lstm2", "dropout1", "lstm3", "last1",
      ])
  }

  @Test func denseKeepsASequenceThatIsStillNeeded() throws {
    let dense = stackElement("dense", 4)
    let kept = try Model(
      [embed, dense, stackElement("lstm", 3), dense, output], input: tokens, classes: 2)
    #expect(
      kept.layers.map(\.output.description) == [
        "seq[8]", "seq[4]", "seq[3]", "vector[3]", "vector[4]",
      ])
    let pooled = try Model(
      [embed, dense, stackElement("mean"), output], input: tokens, classes: 2)
    #expect(pooled.layers.map(\.name) == ["embed1", "dense1", "mean1"])
  }

  @Test func inARepeatedLayerDropoutIsBetween() throws {
    let dropout: [String: ArgumentValue] = ["dropout": .number(0.3)]
    let model = try Model(
      [embed, stackElement("lstm", 4, dropout, count: 3), output], input: tokens, classes: 2)
    let rates = model.layers.compactMap { ($0.layer as? Recurrent<LSTMCell>)?.dropout }
    #expect(rates == [0, 0.3, 0.3])
    let single = try Model(
      [embed, stackElement("lstm", 4, dropout), output], input: tokens, classes: 2)
    #expect(single.layers.compactMap { ($0.layer as? Recurrent<LSTMCell>)?.dropout } == [0.3])
  }

  @Test func problemsSayWhere() {
    let lstm = stackElement("lstm", 4)
    expect(
      [lstm, output], .mismatch(index: 0, wants: .sequence, gets: tokens, insert: "embed 100"))
    expect(
      [output], .mismatch(index: 0, wants: .vector, gets: tokens, insert: "embed 100"))
    expect(
      [stackElement("dropout", ["rate": .number(0.1)]), output],
      .mismatch(index: 0, wants: .either, gets: tokens, insert: "embed 100"))
    expect(
      [embed, stackElement("mean"), lstm, output],
      .mismatch(index: 2, wants: .sequence, gets: .vector(features: 8), insert: nil))
    expect(
      [embed, stackElement("mean", count: 2), output],
      .mismatch(index: 1, wants: .sequence, gets: .vector(features: 8), insert: nil))
    expect(
      [embed, embed, output],
      .mismatch(index: 1, wants: .tokens, gets: .sequence(features: 8), insert: nil))
    expect([], .missingOutput)
    expect([embed, lstm], .missingOutput)
    expect([embed, output, lstm], .earlyOutput(index: 1))
    expect([embed, output, output], .earlyOutput(index: 1))
    expect([stackElement("embed", 8, count: 2), output], .notRepeatable(index: 0))
    expect([embed, stackElement("output", count: 2)], .notRepeatable(index: 1))
  }

  @Test func sigmoidIsForTwoClasses() throws {
    let sigmoid = stackElement("output", ["activation": .word("sigmoid")])
    expect([embed, sigmoid], .sigmoidNeedsTwoClasses(index: 1, classes: 3))
    #expect(
      try Model([embed, sigmoid], input: tokens, classes: 2).heads[0].output == .vector(features: 1)
    )
  }

  @Test func labelsHaveAScoreEach() throws {
    let model = { (settings: [String: ArgumentValue], target: NamedShape) in
      try Model(
        [self.embed, stackElement("output", settings)], input: self.tokens, target: target)
    }
    let head = try model(["threshold": .number(0.3)], .labels(5)).heads[0]
    #expect(head.output == .vector(features: 5))
    #expect((head.head as? SigmoidHead)?.threshold == 0.3)
    for word in ["softmax", "crf"] {
      #expect(throws: StackProblem.labelsNeedSigmoid(index: 1, activation: word)) {
        try model(["activation": .word(word)], .labels(5))
      }
    }
    #expect(throws: StackProblem.thresholdNeedsSigmoid(index: 1)) {
      try model(["threshold": .number(0.3)], .classes(5))
    }
  }

  @Test func whatNoMachineHoldsIsRefused() {
    expect([stackElement("embed", 65_536), output], .tooLarge(index: 0), vocabulary: 1 << 40)
    expect(
      [embed, stackElement("bilstm", 65_536), output], .tooLarge(index: 1))
  }

  private func expect(
    _ stack: [StackElement], _ problem: StackProblem, vocabulary: Int = 50,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: problem, sourceLocation: sourceLocation) {
      try Model(stack, input: .tokens(vocabulary: vocabulary), classes: 3)
    }
  }
}
