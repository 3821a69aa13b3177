// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What an encoder hands to a decoder that writes, and the way back through both.
@Suite struct HandoverTests {
  /// Ways to put an encoder and a decoder together.
  enum Design: String, CaseIterable {
    case plain, general, dot, additive, heads, gru, peephole, deep, segmented, vector, joined, tied,
      twice

    var encoder: [StackElement] {
      switch self {
      case .segmented:
        [PairCase.layer("segment", ["steps": .integer(2)]), PairCase.units("bigru", 3)]
      case .vector: [PairCase.units("lstm", 4), PairCase.layer("mean")]
      case .dot: [PairCase.units("lstm", 4)]
      case .heads: [PairCase.units("bilstm", 4)]
      default: [PairCase.units("bilstm", 3)]
      }
    }

    var decoder: [StackElement] {
      let attend = { (settings: [String: ArgumentValue]) in PairCase.layer("attend", settings) }
      let lstm = PairCase.units("lstm", 4)
      return switch self {
      case .plain, .vector: [lstm]
      case .general, .segmented: [lstm, attend([:])]
      case .dot: [lstm, attend(["score": .word("dot")])]
      case .additive: [lstm, attend(["score": .word("additive"), "units": .integer(3)])]
      case .heads: [lstm, attend(["heads": .integer(2)])]
      case .gru: [PairCase.units("gru", 4), attend([:])]
      case .peephole:
        [PairCase.layer("lstm", ["units": .integer(4), "peephole": .boolean(true)]), attend([:])]
      case .deep: [lstm, PairCase.units("gru", 3), attend([:])]
      case .joined:
        [lstm, joined(PairCase.units("gru", 2), PairCase.units("lstm", 3)), attend([:])]
      case .tied: [lstm, attend(["units": .integer(4)])]
      case .twice:
        [lstm, attend([:]), PairCase.units("gru", 3), attend(["score": .word("additive")])]
      }
    }

    private func joined(_ one: StackElement, _ other: StackElement) -> StackElement {
      var element = one
      element.joined = [other]
      return element
    }

    var output: [String: ArgumentValue] { self == .tied ? ["tied": .boolean(true)] : [:] }
  }

  @Test(arguments: Design.allCases)
  func theGradientIsThatOfTheLoss(_ design: Design) throws {
    let pairs = try PairCase()
    let network = pairs.network(
      try pairs.model(encoder: design.encoder, decoder: design.decoder, output: design.output))
    network.expectGradients(of: pairs.data, rows: Array(0..<6), design.rawValue)
  }

  @Test func theBridgeHasWhatTheDecoderBeginsWith() throws {
    let pairs = try PairCase()
    let model = try pairs.model(decoder: [PairCase.units("lstm", 4), PairCase.units("gru", 3)])
    #expect(
      model.layers.map(\.name) == ["embed1", "bilstm1", "bridge1", "embed2", "lstm1", "gru1"])
    // Two directions of three units; output and cell of four units, and the state of three.
    #expect(model.layers[2].slots.map(\.spec.shape) == [[6, 11], [11]])
  }

  @Test(arguments: [1, 2])
  func aLossIsTheSameInAnyBatch(threads: Int) throws {
    let pairs = try PairCase("batches", rows: 9)
    let model = try pairs.model(
      decoder: [PairCase.units("lstm", 4), PairCase.layer("attend")])
    let network = pairs.network(model, threads: threads)
    let whole = try #require(network.evaluate(pairs.data.examples, rows: Array(0..<9)))
    let losses = whole.leading.answers.losses
    for row in 0..<9 {
      let alone = try #require(network.evaluate(pairs.data.examples, rows: [row]))
      #expect(alone.leading.answers.losses == [losses[row]])
    }
    network.evaluationBatch = 2
    let pieces = try #require(network.evaluate(pairs.data.examples, rows: Array(0..<9)))
    #expect(pieces.leading.answers.losses == losses)
  }

  @Test(arguments: Design.allCases)
  func aPlannedStepAllocatesNothing(_ design: Design) throws {
    let pairs = try PairCase()
    let model = try pairs.model(
      encoder: design.encoder, decoder: design.decoder, output: design.output)
    try expectNoAllocations(inFirstStepOf: { pairs.network(model) }, on: pairs.data.examples)
  }

  @Test func stacksThatDoNotFitSayWhy() throws {
    let pairs = try PairCase()
    let lstm = PairCase.units("lstm", 4)
    let attend = { (settings: [String: ArgumentValue]) in PairCase.layer("attend", settings) }
    func expect(_ problem: StackProblem, _ elements: [StackElement]) {
      #expect(throws: problem) {
        try Model(elements, inputs: pairs.data.inputShapes, targets: pairs.data.shapes)
      }
    }
    let (embed, hand, output) = (
      PairCase.units("embed", 3), PairCase.layer("=>"), PairCase.layer("output")
    )
    expect(.textNeedsDecoder(index: 2), [embed, lstm, output])
    expect(.decodesTwice(index: 4), [embed, lstm, hand, embed, hand, embed, lstm, output])
    expect(.looksAhead(index: 4), [embed, lstm, hand, embed, PairCase.units("bilstm", 2), output])
    expect(
      .tagsNeedSequence(index: 6), [embed, lstm, hand, embed, lstm, PairCase.layer("max"), output])
    expect(
      .scoreNeedsDecoder(index: 2),
      [embed, lstm, attend(["score": .word("dot")]), hand, embed, lstm, output])
    expect(
      .dotNeedsEqual(index: 5, features: 4, memory: 6),
      [
        embed, PairCase.units("bilstm", 3), hand, embed, lstm, attend(["score": .word("dot")]),
        output,
      ])
    expect(
      .unevenHeads(index: 5, heads: 3, memory: 4),
      [embed, lstm, hand, embed, lstm, attend(["heads": .integer(3)]), output])
    expect(
      .attendsToVector(index: 6),
      [embed, lstm, PairCase.layer("mean"), hand, embed, lstm, attend([:]), output])
    expect(
      .mismatch(
        index: 3, wants: .sequence, gets: .tokens(vocabulary: 6, axis: Axis(number: 1)),
        insert: "embed 100"),
      [embed, lstm, hand, lstm, output])
  }
}
