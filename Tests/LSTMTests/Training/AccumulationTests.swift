// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What a step is made of does not depend on how its rows are cut into batches.
@Suite struct AccumulationTests {
  private func trained(
    _ task: TaskCase, batch: Int, accumulate: Int = 1, rate: Double,
    _ settings: [String: ArgumentValue] = [:]
  ) throws -> (weights: [Float], losses: [Double]) {
    let network = task.network()
    let all: [String: ArgumentValue] = [
      "epochs": .integer(2), "batch": .integer(batch), "accumulate": .integer(accumulate),
      "clip": .number(0),
    ]
    let trainer = Trainer(
      network, task.examples, trainRows: task.rows, validRows: [],
      options: trainingOptions(
        all.merging(settings) { $1 }, optimizer: SGD.entry, ["lr": .number(rate)]))
    let result = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    return (network.weights.contents, result.epochs.map(\.trainLoss))
  }

  /// Fifteen rows of one to nine tokens: the last step has a batch of two rows and one of one.
  @Test(arguments: try TaskCase.all())
  func batchesThatMakeAStepAreOneBatch(task: TaskCase) throws {
    let once = try trained(task, batch: 6, rate: 0.2)
    #expect(once.weights != task.network().weights.contents)
    for (batch, accumulate) in [(1, 6), (2, 3), (3, 2)] {
      let parts = try trained(task, batch: batch, accumulate: accumulate, rate: 0.2)
      expectClose(parts.weights, once.weights, "batch \(batch)", tolerance: 2e-6)
      for (one, other) in zip(parts.losses, once.losses) { #expect(abs(one - other) < 1e-5) }
    }
  }

  /// What changes the gradients of a step changes those of all its batches together.
  @Test(arguments: try TaskCase.all())
  func penaltiesAndClippingActOnTheWholeStep(task: TaskCase) throws {
    let settings: [String: ArgumentValue] = [
      "clip": .number(0.05), "l2": .number(0.01), "noise": .number(0.01),
    ]
    let once = try trained(task, batch: 6, rate: 0.2, settings)
    let parts = try trained(task, batch: 2, accumulate: 3, rate: 0.2, settings)
    expectClose(parts.weights, once.weights, task.name, tolerance: 2e-6)
  }

  /// The mean loss of an epoch is over its places, not over the means of its batches.
  @Test(arguments: try TaskCase.all())
  func theLossOfAnEpochIsTheSameForEveryBatchSize(task: TaskCase) throws {
    let measured = try #require(task.network().evaluate(task.examples, rows: task.rows)).loss
    for batch in [1, 2, 4, 7, 15] {
      for loss in try trained(task, batch: batch, rate: 0).losses {
        #expect(abs(loss - measured) < 1e-6, "batch \(batch): \(loss), not \(measured)")
      }
    }
  }

  /// Clips that an epoch makes faster may become too short for their texts: these then count for nothing.
  @Test func aTranscriptThatNoLongerFitsIsNoPartOfTheMean() throws {
    try ToneFolder.with { folder in
      let plain = try ToneFolder.data(folder, ["speed": .integer(50), "bins": .integer(6)])
      let frames = plain.splits.train.map { plain.length(of: $0) }
      // Symbols for nine in ten of the frames, of which no two neighbours are equal.
      var symbols = TokenColumn()
      for row in 0..<plain.rowCount {
        symbols.append((0..<plain.length(of: row) * 9 / 10).map { Int32($0 % 3 + 1) })
      }
      let texts = Target(KnownTask.transcript(["a", "b", "c"]), values: symbols)
      var examples = Examples(plain.inputs, [texts])
      examples.resampled = plain.resampled
      let model = try Model(
        [stackElement("lstm", 6), stackElement("output")], inputs: plain.inputShapes,
        targets: [texts].shapes)
      #expect(frames.count > 6 && model.misfits(of: examples, plain.splits.train).isEmpty)
      let sampled = examples.sampled(plain.splits.train, epoch: 1, RandomSource(seed: 0))
      let misfits = model.misfits(of: sampled, plain.splits.train).count
      #expect(misfits > 0 && misfits < frames.count)
      let runs = [(8, 1), (2, 4), (1, 8)].map { batch, accumulate in
        let network = Network(model, seed: 5, compute: Compute(threads: 1))
        let trainer = Trainer(
          network, examples, trainRows: plain.splits.train, validRows: [],
          options: trainingOptions(
            [
              "epochs": .integer(2), "batch": .integer(batch), "accumulate": .integer(accumulate),
              "clip": .number(0),
            ], optimizer: SGD.entry, ["lr": .number(0.2)]))
        let losses = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
          .epochs.map(\.trainLoss)
        return (weights: network.weights.contents, losses: losses)
      }
      for run in runs.dropFirst() {
        expectClose(run.weights, runs[0].weights, "accumulated", tolerance: 2e-6)
        for (one, other) in zip(run.losses, runs[0].losses) { #expect(abs(one - other) < 1e-5) }
      }
    }
  }

  @Test func aStreamWeighsItsTokens() throws {
    let data = LanguageCase("windows")
    // The last window of 398 tokens for each of two streams is shorter than the others.
    let losses = try [1, 3, 64].map { accumulate in
      let trainer = Trainer(
        try data.network(), data.examples, trainRows: [0], validRows: [],
        options: trainingOptions(
          [
            "epochs": .integer(1), "batch": .integer(2), "accumulate": .integer(accumulate),
            "bptt": .integer(30),
          ], optimizer: SGD.entry, ["lr": .number(0)]))
      return trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
        .epochs[0].trainLoss
    }
    #expect(losses[0] == losses[1] && losses[1] == losses[2])
  }
}
