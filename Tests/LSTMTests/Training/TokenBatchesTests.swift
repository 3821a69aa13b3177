// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Batches of so many tokens.
@Suite struct TokenBatchesTests {
  private func options(_ tokens: Int) -> TrainingOptions {
    trainingOptions(["batch_tokens": .integer(tokens)])
  }

  /// The rows of each batch of an epoch.
  private func rows(
    _ batches: inout any EpochBatches, epoch: Int, _ shapes: [TargetShape], of model: Model? = nil
  ) -> [[Int]] {
    batches.begin(epoch: epoch)
    let (batch, aims) = (Batch(batches.size, for: model), shapes.map { _ in Block() })
    return (0..<batches.count).map { index in
      batches.fill(batch, aims, at: index, piece: 0)
      return batch.rows
    }
  }

  @Test(arguments: [1, 6, 15, 1000])
  func everyRowIsReadOnceInBatchesOfSoManyTokens(most: Int) throws {
    let pairs = try PairCase("tokens", rows: 40, longest: 7)
    let (data, shapes) = (pairs.data, [pairs.task.shape])
    let all = Array(0..<40)
    let inputs = data.examples.inputs
    let written = try #require(inputs.first { $0.hasOwnSteps })
    func tokens(_ rows: [Int]) -> Int {
      max(
        rows.reduce(0) { $0 + written.length(of: $1) },
        rows.reduce(0) { $0 + data.tokens.length(of: $1) })
    }
    var batches = data.examples.batches(of: all, shapes: shapes, options(most))
    let model = try pairs.model(decoder: [stackElement("lstm", 4)])
    let epochs = (1...3).map { rows(&batches, epoch: $0, shapes, of: model) }
    for epoch in epochs {
      #expect(epoch.flatMap { $0 }.sorted() == all)
      #expect(epoch.allSatisfy { $0.count == 1 || tokens($0) <= most })
    }
    // As many steps in each epoch, of other rows in another order.
    #expect(Set(epochs.map(\.count)).count == 1)
    #expect(most > 15 || epochs[0] != epochs[1])
    #expect(batches.items(in: batches.count) == 40)
    #expect(
      batches.losses(in: batches.count).places == all.reduce(0) { $0 + written.length(of: $1) })
    #expect(batches.size.total <= max(most, batches.size.steps))
  }

  @Test func rowsOfClassesAreCutByTheirOwnTokens() {
    let data = TinyData("tokens", lengths: [3, 7, 1, 4, 5, 2, 7, 1, 6], classes: 3)
    let shapes = [TargetShape(.rows, .choice(3))]
    var batches = data.examples.batches(of: data.rows, shapes: shapes, options(8))
    let found = rows(&batches, epoch: 1, shapes)
    #expect(found.flatMap { $0 }.sorted() == data.rows)
    #expect(batches.losses(in: batches.count).places == 9)
    #expect(found.map(\.count).sorted() == [1, 1, 1, 1, 1, 4])
  }

  /// A place of another epoch is known without its batches.
  @Test func theRowsOfAnyEpochAreKnown() {
    let data = TinyData("tokens", lengths: [3, 7, 1, 4, 5, 2, 7, 1, 6], classes: 3)
    var batches = data.examples.batches(of: data.rows, options(8))
    let foreseen = (1...3).map { epoch in
      (0...batches.count).map { batches.items(in: $0, ofEpoch: epoch) }
    }
    for epoch in 1...3 {
      batches.begin(epoch: epoch)
      #expect(foreseen[epoch - 1] == (0...batches.count).map { batches.items(in: $0) })
    }
    #expect(Set(foreseen).count > 1)
  }

  @Test func aRunThatIsBrokenOffGoesOnToTheSameBits() throws {
    let pairs = try PairCase("tokens", rows: 30)
    let model = try pairs.model(decoder: [stackElement("lstm", 4), stackElement("attend")])
    let broken = try BrokenOffRun {
      Trainer(
        Network(model, seed: 3, compute: Compute(threads: 1)), pairs.data.examples,
        trainRows: Array(0..<25), validRows: Array(25..<30), options: options(12))
    }
    #expect(broken.turns > 10)
  }
}
