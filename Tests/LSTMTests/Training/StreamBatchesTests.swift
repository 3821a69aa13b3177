// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// Streams side by side, and runs on them.
@Suite struct StreamBatchesTests {
  private let data = LanguageCase("streams")

  private func options(
    _ more: [String: ArgumentValue] = [:], optimizer: OptimizerEntry = Adam.entry
  ) -> TrainingOptions {
    trainingOptions(
      ["batch": .integer(6), "bptt": .integer(7), "epochs": .integer(3)].merging(more) { $1 },
      optimizer: optimizer, ["lr": .number(0.02)])
  }

  @Test func everyStreamIsReadFromItsBeginningToItsEnd() {
    let examples = Examples(streams: [(0..<12).map { Int32($0) }], vocabulary: 12)
    var batches = examples.batches(
      of: [0], trainingOptions(["batch": .integer(2), "bptt": .integer(2)]))
    // Eleven tokens with one after them: five for each of two streams, one is left over.
    #expect(batches.count == 3)
    #expect((0...3).map { batches.items(in: $0) } == [0, 4, 8, 10])
    let (batch, aim) = (Batch(batches.size), Block())
    var read: [[Int32]] = []
    for index in 0..<3 {
      batches.fill(batch, [aim], at: index, piece: 0)
      read.append(batch.inputs[0].ids)
      #expect(aim.ids == batch.inputs[0].ids.map { $0 + 1 })
      #expect(batches.state(at: index) == (index == 0 ? .begin : .goOn))
    }
    #expect(read == [[0, 5, 1, 6], [2, 7, 3, 8], [4, 9]])
  }

  @Test func aStreamShorterThanTheBatchIsStillRead() {
    let batches = Examples(streams: [[1, 2, 3]], vocabulary: 4)
      .batches(of: [0], options())
    #expect(batches.count == 1 && batches.size.rows == 2)
  }

  /// A run that is written, thrown away and read again after every step ends with the same bits: the
  /// state between two batches is in the checkpoint.
  @Test(arguments: ["lstm", "gru"], [[:], LanguageCase.clusters])
  func goingOnFromAnyStepGivesTheSameBits(
    cell: String, output: [String: ArgumentValue]
  ) throws {
    #expect(try BrokenOffRun { try trainer(cell, output) }.turns > 10)
  }

  @Test func aCheckpointWithoutItsStatesIsRefused() throws {
    let path = NSTemporaryDirectory() + "stream-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stopped = try trainer("lstm")
    var steps = 0
    _ = stopped.run(
      shouldStop: {
        steps += 1
        return steps > 2 ? .interrupted : nil
      }, onBatch: { _ in }, onEpoch: { _ in })
    try Checkpoint.write(stopped, key: "key", to: path)
    // One of other streams has states of another shape.
    let other = Trainer(
      try data.network(), data.examples, trainRows: [0], validRows: [1],
      options: options(["batch": .integer(5)]))
    #expect(throws: ModelFileError.self) {
      try Checkpoint(path, key: "key").restore(other, reopens: false)
    }
  }

  @Test(arguments: [1, 2, 3], [["tied": .boolean(true)], LanguageCase.clusters])
  func threadsChangeNoBit(threads: Int, output: [String: ArgumentValue]) throws {
    let run = { (threads: Int) throws -> [Float] in
      let trainer = Trainer(
        try data.network(dropout: 0.2, output: output, Compute(threads: threads)), data.examples,
        trainRows: [0], validRows: [1], options: options())
      _ = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
      return trainer.network.weights.contents
    }
    expectSameBits(try run(threads), try run(1), "\(threads) threads")
  }

  @Test func learnsWhatFollowsFromTheTokensBefore() throws {
    let trainer = Trainer(
      try data.network(), data.examples, trainRows: [0], validRows: [1],
      options: options(["epochs": .integer(120)]))
    let result = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    let losses = result.epochs.map(\.trainLoss)
    #expect(losses[0] > 2 && losses[119] < 1, "\(losses[0]) to \(losses[119])")
    #expect(result.epochs.allSatisfy { $0.valid.map(\.name) == ["loss", "perplexity"] })
  }

  private func trainer(
    _ cell: String, _ output: [String: ArgumentValue] = [:]
  ) throws -> Trainer {
    Trainer(
      try data.network(cell, dropout: 0.2, output: output), data.examples, trainRows: [0],
      validRows: [1], options: options())
  }
}
