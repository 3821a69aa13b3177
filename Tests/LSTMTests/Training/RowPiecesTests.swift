// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Rows that are read in pieces of a few steps, counted from their ends.
@Suite struct RowPiecesTests {
  private let data = TinyData("pieces", lengths: [3, 7, 1, 4, 5, 2, 7, 1, 6], classes: 3)

  private func options(bptt: Int, batch: Int = 9, epochs: Int = 3) -> TrainingOptions {
    var options = trainingOptions(
      ["batch": .integer(batch), "bptt": .integer(bptt), "epochs": .integer(epochs)])
    options.cutsRows = true
    return options
  }

  private func network(_ cell: String, target: NamedShape = .classes(3)) throws -> Network {
    let stack = [stackElement("embed", 4), stackElement(cell, 3), stackElement("output")]
    return Network(
      try Model(stack, inputs: [TinyData.inputs[0]], targets: [target]), seed: 3,
      compute: Compute(threads: 1))
  }

  /// What a network answers for all rows when it has read them in pieces.
  private func answers(_ network: Network, bptt: Int) -> (rows: [Int], values: [Float]) {
    let shapes = network.model.heads.map(\.shape)
    var batches = data.examples.batches(of: data.rows, shapes: shapes, options(bptt: bptt))
    batches.begin(epoch: 1)
    let (batch, aims) = (Batch(batches.size, for: network.model), network.model.aims(batches.size))
    network.forgetState(rows: data.rows.count)
    let pieces = batches.pieces(at: 0)
    #expect(pieces == (7 + bptt - 1) / bptt)
    for piece in 0..<pieces {
      batches.fill(batch, aims, at: 0, piece: piece)
      #expect(batch.layout.steps <= bptt)
      if piece < pieces - 1 { network.read(batch, state: .goOn) }
    }
    let answers = network.model.answers()
    network.answer(
      batch, aims: [], chooses: true, state: pieces > 1 ? .goOn : .none, into: answers)
    return (batch.rows, answers[0].values.contents)
  }

  /// The last step has seen all steps before it, whatever the pieces were.
  @Test(arguments: ["lstm", "gru"], [1, 2, 3, 6, 7])
  func theLastPieceAnswersAsWholeRows(cell: String, bptt: Int) throws {
    let network = try network(cell)
    let (whole, cut) = (answers(network, bptt: 9), answers(network, bptt: bptt))
    #expect(cut.rows == whole.rows)
    #expect(cut.values == whole.values)
  }

  /// Segments end at the last step, as pieces do.
  @Test(arguments: [2, 4, 6])
  func segmentsAreTheSameInPieces(bptt: Int) throws {
    let stack = [
      stackElement("embed", 4), stackElement("segment", ["steps": .integer(2)]),
      stackElement("lstm", 3), stackElement("output"),
    ]
    let network = Network(
      try Model(stack, inputs: [TinyData.inputs[0]], targets: [.classes(3)]), seed: 3,
      compute: Compute(threads: 1))
    #expect(answers(network, bptt: bptt).values == answers(network, bptt: 9).values)
  }

  @Test func piecesAsLongAsTheRowsTrainAsWholeRows() throws {
    let weights = try [options(bptt: 7, batch: 4), options(bptt: 90, batch: 4)].map {
      let network = try self.network("lstm")
      _ = TrainingRun(network, data, train: data.rows, $0)
      return network.weights.contents
    }
    var whole = options(bptt: 7, batch: 4)
    whole.cutsRows = false
    let network = try self.network("lstm")
    _ = TrainingRun(network, data, train: data.rows, whole)
    #expect(weights.allSatisfy { $0 == network.weights.contents })
  }

  @Test func shorterPiecesTrainInAnotherWay() throws {
    let weights = try [2, 7].map { bptt in
      let network = try self.network("lstm")
      let run = TrainingRun(network, data, train: data.rows, options(bptt: bptt, batch: 4))
      #expect(run.epochs.count == 3 && run.epochs.allSatisfy { $0.trainLoss.isFinite })
      return network.weights.contents
    }
    #expect(weights[0] != weights[1])
  }

  /// Where each step has a target all pieces are learned from, and their losses are one mean.
  @Test(arguments: [1, 2, 3, 5])
  func theLossOfStepsIsThatOfWholeRows(bptt: Int) throws {
    let tags = TagsTask(.numbered(3))
    let examples = Examples(
      [data.column], [KnownTask.target(of: tags, along: data.column)])
    let losses = try [bptt, 9].map { steps in
      var run: TrainingProgress?
      let trainer = Trainer(
        try network("lstm", target: .tags(3)), examples, trainRows: data.rows, validRows: [],
        options: options(bptt: steps, epochs: 1))
      _ = trainer.run(shouldStop: { nil }, onBatch: { run = $0 }, onEpoch: { _ in })
      return try #require(run).loss
    }
    #expect(abs(losses[0] - losses[1]) < 1e-6)
  }

  /// A checkpoint stands between two batches, never between two pieces.
  @Test func goingOnFromAnyStepGivesTheSameBits() throws {
    let turns = try BrokenOffRun {
      Trainer(
        try network("lstm"), data.examples, trainRows: Array(data.rows.prefix(7)),
        validRows: Array(data.rows.suffix(2)), options: options(bptt: 2, batch: 2))
    }.turns
    #expect(turns > 8)
  }

  /// The steps are as many, and the passes smaller.
  @Test func piecesTakeAsLongAndLessMemory() throws {
    let model = try network("lstm").model
    let (whole, cut) = (options(bptt: 9, batch: 3), options(bptt: 2, batch: 3))
    let seconds = [whole, cut].map {
      TimeEstimate(
        model, data.examples, trainRows: data.rows, validRows: [], options: $0, threads: 1
      ).seconds
    }
    #expect(seconds[1] >= seconds[0] && seconds[1] < 1.5 * seconds[0])
    let bytes = [whole, cut].map {
      MemoryEstimate(model, data.examples, trainRows: data.rows, validRows: [], options: $0)
        .training
    }
    #expect(bytes[1] < bytes[0])
  }

  @Test func whatLooksAtOtherStepsIsFound() throws {
    let model = { (stack: [StackElement]) in
      try Model(
        [stackElement("embed", 4)] + stack + [stackElement("output")],
        inputs: [TinyData.inputs[0]], targets: [.classes(3)])
    }
    let two = stackElement("segment", ["steps": .integer(2)])
    let lstm = stackElement("lstm", 3)
    for (stack, name) in [
      ([stackElement("bilstm", 3)], "bilstm1"), ([lstm, stackElement("mean")], "mean1"),
      ([lstm, stackElement("attend")], "attend1"),
    ] {
      #expect(try model(stack).firstLayer(unreadableInPiecesOf: 4)?.name == name)
    }
    #expect(try model([two, lstm]).firstLayer(unreadableInPiecesOf: 3)?.name == "segment1")
    #expect(try model([two, lstm]).firstLayer(unreadableInPiecesOf: 4) == nil)
  }
}
