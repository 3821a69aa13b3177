// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Decoders whose layers are given what `attend` after them made of the step before.
@Suite struct InputFeedingTests {
  /// Decoders that feed back.
  enum Design: String, CaseIterable {
    case general, dot, additive, heads, gru, peephole, deep, dropped, joined, late, twice, loops,
      tied

    var encoder: [StackElement] {
      switch self {
      case .dot: [PairCase.units("lstm", 4)]
      case .heads: [PairCase.units("bilstm", 4)]
      default: [PairCase.units("bilstm", 3)]
      }
    }

    /// The layers after the embedding.
    ///
    /// - Parameter isFed: whether anything is fed back.
    func decoder(isFed: Bool = true) -> [StackElement] {
      let attend = { (settings: [String: ArgumentValue]) in
        PairCase.layer("attend", settings.merging(["input_feeding": .boolean(isFed)]) { $1 })
      }
      let lstm = PairCase.units("lstm", 4)
      let dense = PairCase.layer("dense", ["units": .integer(5), "activation": .word("tanh")])
      return switch self {
      case .general: [lstm, attend([:])]
      case .dot: [lstm, attend(["score": .word("dot")])]
      case .additive: [lstm, attend(["score": .word("additive"), "units": .integer(3)])]
      case .heads: [lstm, attend(["heads": .integer(2)])]
      case .gru: [PairCase.units("gru", 4), attend([:])]
      case .peephole:
        [PairCase.layer("lstm", ["units": .integer(4), "peephole": .boolean(true)]), attend([:])]
      case .deep: [lstm, dense, PairCase.units("gru", 3), attend(["units": .integer(6)])]
      case .dropped:
        [
          PairCase.layer(
            "lstm",
            [
              "units": .integer(4), "recurrent_dropout": .number(0.3),
              "weight_dropout": .number(0.2),
            ]),
          PairCase.layer("dropout", ["rate": .number(0.3)]),
          PairCase.layer("gru", ["units": .integer(3), "dropout": .number(0.3)]), attend([:]),
        ]
      case .joined:
        [joined([PairCase.units("gru", 2), lstm, dense]), attend(["units": .integer(3)])]
      case .late:
        [PairCase.layer("dropout", ["rate": .number(0.2)]), dense, lstm, attend([:]), dense]
      case .twice:
        [
          lstm, PairCase.layer("attend"), PairCase.units("gru", 3),
          attend(["score": .word("additive")]),
        ]
      case .loops: [lstm, attend([:]), PairCase.units("gru", 3), attend(["units": .integer(2)])]
      case .tied: [lstm, attend(["units": .integer(4)])]
      }
    }

    private func joined(_ elements: [StackElement]) -> StackElement {
      var element = elements[0]
      element.joined = Array(elements.dropFirst())
      return element
    }

    func model(_ pairs: PairCase, isFed: Bool = true) throws -> Model {
      try pairs.model(
        encoder: encoder, decoder: decoder(isFed: isFed),
        output: self == .tied ? ["tied": .boolean(true)] : [:])
    }
  }

  @Test(arguments: Design.allCases)
  func theGradientIsThatOfTheLoss(_ design: Design) throws {
    let pairs = try PairCase()
    let network = pairs.network(try design.model(pairs))
    network.expectGradients(
      of: pairs.data, rows: Array(0..<6), dropout: RandomSource(seed: 5), step: 3, design.rawValue)
  }

  /// It is asked before an alignment is drawn.
  @Test(arguments: Design.allCases)
  func aModelThatFeedsBackLooksAtItsSource(_ design: Design) throws {
    #expect(try design.model(PairCase()).looksBackAtSource)
  }

  /// With weights of zero for what is fed back a step has nothing of the step before: the same bits as in one
  /// pass over all steps.
  @Test(arguments: Design.allCases, [1, 2])
  func stepByStepAsAllAtOnce(_ design: Design, threads: Int) throws {
    let pairs = try PairCase("steps", rows: 9)
    let networks = try [true, false].map {
      pairs.network(try design.model(pairs, isFed: $0), threads: threads)
    }
    let (fed, plain) = (networks[0], networks[1])
    var random = RandomValues("step by step")
    plain.weights.copy(from: random.floats(plain.model.layout.count, bound: 0.7))
    for slot in fed.model.layout.slots {
      let same = try #require(plain.model.layout.slots.first { $0.name == slot.name })
      let rest = slot.spec.count - same.spec.count
      fed.setValues(plain.values(of: same) + [Float](repeating: 0, count: rest), of: slot)
    }
    // A mask of what is given has as many columns as that.
    let dropout = design == .dropped ? nil : RandomSource(seed: 5)
    for rows in [Array(0..<9), [4], [7, 2, 5]] {
      let results = networks.map { network in
        let (batch, aims) = network.trainingBatch(pairs.data, rows: rows)
        _ = network.train(batch, aims: aims, dropout: dropout, step: 2)
        return aims[0].ownLosses
      }
      #expect(results[0] == results[1])
      for slot in fed.model.layout.slots {
        let same = try #require(plain.model.layout.slots.first { $0.name == slot.name })
        let values = { (network: Network, slot: ParameterSlot) in
          (0..<same.spec.count).map { network.gradients.values.base[slot.offset + $0] }
        }
        expectSameBits(values(fed, slot), values(plain, same), slot.name)
      }
    }
  }

  @Test(arguments: Design.allCases)
  func aPlannedStepAllocatesNothing(_ design: Design) throws {
    let pairs = try PairCase()
    let model = try design.model(pairs)
    try expectNoAllocations(inFirstStepOf: { pairs.network(model) }, on: pairs.data.examples)
  }

  /// Layers wide enough that threads share their steps: by rows, and by units.
  @Test(arguments: [64, 600], KernelTable.available)
  func learnsTheSameBitsOnAnyNumberOfThreads(units: Int, kernels: KernelTable) throws {
    let pairs = try PairCase("threads", rows: 30, longest: 4)
    let model = try pairs.model(
      decoder: [
        PairCase.units("lstm", units), PairCase.units("gru", 40),
        PairCase.layer("attend", ["units": .integer(24), "input_feeding": .boolean(true)]),
      ])
    // The plain kernels would take their time.
    guard units < 100 || kernels.name != KernelTable.reference.name else { return }
    let found = [1, 2, 3].map { threads in
      let network = Network(
        model, seed: 3, compute: Compute(threads: threads, kernels: kernels))
      let step = TrainingStep(network, .defaults)
      let (batch, aims) = network.trainingBatch(pairs.data, rows: Array(0..<30))
      for _ in 0..<2 { #expect(step.take(batch, aims: aims) != nil) }
      return network.weights.contents
    }
    for other in found.dropFirst() { expectSameBits(other, found[0], kernels.name) }
  }

  /// What is read token by token, as a search does, has the losses of one pass over whole texts.
  @Test(arguments: Design.allCases)
  func whatIsFedBackIsCarriedOn(_ design: Design) throws {
    let pairs = try PairCase("carried", rows: 6)
    let network = pairs.network(try design.model(pairs), threads: 2)
    var random = RandomValues("carried on")
    network.weights.copy(from: random.floats(network.model.layout.count, bound: 0.9))
    let (batch, aims) = network.trainingBatch(pairs.data, rows: Array(0..<6))
    network.answer(batch, aims: aims, chooses: false, into: [Block()])
    let whole = network.forward(batch)
    let (layout, width) = (batch.answeredLayout, whole.columns)
    let scores = whole.contents
    let tokens = batch.inputs[1].ids
    // The rows of the decoder, the shortest of which end on the way.
    var rows = Array(0..<layout.rows)
    for step in 0..<layout.steps {
      let kept = Array(rows.prefix(layout.live[step]))
      if step > 0, kept.count < rows.count {
        network.keepDecoded(Array(kept.indices), of: rows.count)
      }
      rows = kept
      batch.feed(
        rows.map { tokens[layout.offsets[step] + $0] }, of: rows.map { layout.origin(of: $0) })
      if step == 0 { network.encode(batch) }
      let found = network.decode(batch).contents
      let own = layout.offsets[step] * width
      expectSameBits(found, Array(scores[own..<own + rows.count * width]), "step \(step)")
    }
  }

  @Test func whatIsFedBackHasWeightsOfItsOwn() throws {
    let pairs = try PairCase()
    let model = try Design.deep.model(pairs)
    #expect(model.layers.map(\.name) == ["embed1", "bilstm1", "bridge1", "embed2", "feed1"])
    #expect(
      model.layers[4].parts.map(\.name) == ["lstm1", "dense1", "gru1", "attend1"])
    #expect(model.trainedLayers.suffix(5) == ["lstm1", "dense1", "gru1", "attend1", "output1"])
    // Four of the embedding, six of the attention; the bridge gives two states of four units and one of three.
    #expect(model.layers[4].parts[0].slots[0].spec.shape == [10, 16])
    #expect(model.layers[2].slots[0].spec.shape == [6, 11])
    let loops = try Design.loops.model(pairs)
    #expect(loops.layers.map(\.name).suffix(2) == ["feed1", "feed2"])
    #expect(loops.layers.flatMap(\.parts).compactMap(\.slots.first?.spec.shape[0]) == [8, 4, 6, 3])
  }

  @Test func stacksThatDoNotFitSayWhy() throws {
    let pairs = try PairCase()
    let (embed, lstm) = (PairCase.units("embed", 3), PairCase.units("lstm", 4))
    let (hand, output) = (PairCase.layer("=>"), PairCase.layer("output"))
    let attend = PairCase.layer("attend", ["input_feeding": .boolean(true)])
    func expect(_ problem: StackProblem, _ decoder: [StackElement]) {
      #expect(throws: problem) {
        try Model(
          [embed, lstm, hand, embed] + decoder + [output], inputs: pairs.data.inputShapes,
          targets: pairs.data.shapes)
      }
    }
    expect(.feedsNothing(index: 4), [attend])
    expect(.feedsNothing(index: 5), [PairCase.units("dense", 4), attend])
    expect(
      .notRepeatable(index: 5), [lstm, StackElement(attend.entry, attend.arguments, count: 2)])
    var beside = PairCase.units("dense", 2)
    beside.joined = [attend]
    expect(.innerFeeding(index: 6), [lstm, beside])
    var open = lstm
    open.joined = [PairCase.layer("dropout", ["rate": .number(0.5)])]
    expect(.endlessFeeding(index: 6), [open, attend])
    expect(.looksAhead(index: 5), [lstm, PairCase.units("bilstm", 2), attend])
    #expect(throws: StackProblem.scoreNeedsDecoder(index: 2)) {
      try Model(
        [embed, lstm, attend, hand, embed, lstm, output], inputs: pairs.data.inputShapes,
        targets: pairs.data.shapes)
    }
  }

  @Test func aLayerThatCannotGoStepByStepIsRefused() throws {
    struct Whole: Layer {
      var consumption: Consumption { .sequence }
      func outputType(for input: FlowType) -> FlowType { input }
      func parameters(for input: FlowType) -> [ParameterSpec] { [] }
      func makeStage(_ site: Site) -> any Stage { WholeStage() }
    }
    final class WholeStage: Stage {
      func plan(_ size: PassSize, _ memory: MemoryPlan) {}
      func forward(_ input: Matrix, _ pass: Pass) -> Matrix { input }
      func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? { gradient }
    }
    let entry = LayerEntry(
      name: "whole", summary: "", arguments: [], example: "whole", make: { _ in Whole() })
    let whole = StackElement(entry, Arguments(for: []))
    let pairs = try PairCase()
    let (lstm, attend) = (
      PairCase.units("lstm", 4), PairCase.layer("attend", ["input_feeding": .boolean(true)])
    )
    #expect(throws: StackProblem.feedsThrough(index: 6, layer: "whole1")) {
      try pairs.model(decoder: [lstm, whole, attend])
    }
    #expect(try pairs.model(decoder: [whole, lstm, attend, whole]).layers.count == 7)
  }

  @Test(arguments: [1, 4], [1, 2])
  func aTextDoesNotDependOnTheOthers(beam: Int, threads: Int) throws {
    let pairs = try PairCase("any batch", rows: 12, longest: 7)
    let network = pairs.network(try Design.deep.model(pairs), threads: threads)
    var random = RandomValues("any batch")
    network.weights.copy(from: random.floats(network.model.layout.count, bound: 1.5))
    var search = SearchOptions()
    (search.beam, search.best) = (beam, beam)
    /// The texts that are written of some rows.
    func write(_ rows: [Int]) throws -> [[WrittenText]] {
      let answers = try #require(
        network.answers(
          pairs.data.examples.inputs, rows: rows, for: [pairs.task], search: search))
      return try #require(answers.first as? TextAnswers).written
    }
    let rows = Array(0..<12)
    let whole = try write(rows)
    #expect(Set(whole.compactMap { $0.first?.tokens }).count > 3)
    for row in rows { #expect(try write([row]) == [whole[row]]) }
    network.evaluationBatch = 5
    #expect(try write(rows.reversed()) == whole.reversed())
    // Hypotheses that go on with others' states have the probabilities that their texts have by themselves.
    for row in rows {
      for text in whole[row] where !text.isCut {
        let own = network.alignment(
          of: text.tokens, from: pairs.data.examples.inputs, row: row, pairs.task)
        let mean =
          own.probabilities.reduce(0) { $0 + naturalLogarithm($1) }
          / Double(own.probabilities.count)
        #expect(abs(mean - text.score) < 1e-4)
      }
    }
  }

  /// Every layer that a decoder can have between can go step by step.
  @Test func allThatTakesAndGivesStepsGoesStepByStep() {
    for layer in LayerCase.all where layer.entry.make != nil {
      for (own, stage) in zip(layer.model.layers, layer.model.makeStages())
      where own.input.isSequence && !own.input.isTokens && own.output.isSequence
        && !own.layer.looksAhead && own.stride == 1 && own.layer.stateColumns >= 0
      {
        if own.layer is InputsLayer { continue }
        #expect(stage is any SteppedStage, "\(layer)")
      }
    }
  }
}
