// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// A run that is written, thrown away and read again after every step, beside one that is let be.
struct BrokenOffRun {
  /// How often it was begun.
  let turns: Int
  /// What the run came to that was let be.
  let result: TrainingResult
  /// What the checkpoint of the other holds in the end.
  let saved: (network: Network, result: TrainingResult)

  /// Carries out both, and holds the weights and the epochs of one against those of the other.
  ///
  /// - Parameter make: makes a trainer that stands at the beginning.
  init(
    most: Int = 300, location: SourceLocation = #_sourceLocation, _ make: () throws -> Trainer
  ) throws {
    let whole = try make()
    result = whole.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    let path = NSTemporaryDirectory() + "broken-off-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var (ended, turns) = (TrainingResult?.none, 0)
    while ended == nil, turns < most {
      let trainer = try make()
      if turns > 0 { try Checkpoint(path, key: "key").restore(trainer, reopens: false) }
      turns += 1
      var steps = 0
      let part = trainer.run(
        shouldStop: {
          steps += 1
          return steps > 1 ? .interrupted : nil
        }, onBatch: { _ in }, onEpoch: { _ in })
      try Checkpoint.write(trainer, key: "key", to: path)
      if part.end.isFinal { ended = part }
    }
    self.turns = turns
    saved = try #require(
      try Checkpoint(path, key: "key").outcome(
        of: whole.network.model, compute: Compute(threads: 1)))
    expectSameBits(saved.network.weights.contents, whole.network.weights.contents, "weights")
    #expect(ended?.epochs == result.epochs, sourceLocation: location)
    #expect(
      saved.result.epochs == result.epochs && saved.result.end == result.end
        && saved.result.keptEpoch == result.keptEpoch, sourceLocation: location)
  }
}
