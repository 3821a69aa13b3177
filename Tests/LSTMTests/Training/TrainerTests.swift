// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TrainerTests {
  /// Rows of random tokens with random classes: what is learned by heart helps nobody else.
  private let noise = TinyData("noise", lengths: (0..<36).map { $0 % 5 + 2 }, classes: 3)
  private let train = Array(0..<24)
  private let valid = Array(24..<36)

  @Test func learnsATinyProblem() throws {
    // Does a row hold token 0?
    var random = RandomValues("problem")
    let lengths = (0..<60).map { $0 % 6 + 1 }
    let column = random.column(lengths: lengths, vocabulary: LayerCase.vocabulary)
    let data = TinyData(column, classes: (0..<60).map { column[$0].contains(0) ? 1 : 0 })
    let network = try network(classes: 2)
    let run = TrainingRun(
      network, data, train: data.rows, trainingOptions(settings(epochs: 40), ["lr": .number(0.02)]))
    #expect(run.result?.end == .finished)
    let losses = run.epochs.map(\.trainLoss)
    #expect(losses[0] > 0.3 && losses[39] < 0.1, "from \(losses[0]) to \(losses[39])")
    let evaluation = try #require(
      network.evaluate(data.examples, rows: data.rows))
    #expect(evaluation.confusion.accuracy == 1)
  }

  @Test func keepsTheBestWeights() throws {
    let run = TrainingRun(
      try network(), noise, train: train, valid: valid,
      trainingOptions(settings(epochs: 30, ["by": .word("loss")]), ["lr": .number(0.03)]))
    let result = try #require(run.result)
    let losses = run.epochs.compactMap { $0.figure("loss") }
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    #expect(best < 29, "the last epoch must not be the best one for this to mean anything")
    #expect(result.end == .finished && result.epochs == run.epochs && run.epochs.count == 30)
    #expect(result.keptEpoch == best + 1)
    expectSameBits(run.network.weights.contents, run.weights[best], "weights")
    var least = Double.infinity
    for epoch in run.epochs {
      #expect(epoch.isBest == (epoch.figure("loss") ?? .nan < least))
      least = min(least, epoch.figure("loss") ?? .nan)
    }
  }

  @Test func keepsTheLastWeightsIfAsked() throws {
    let run = TrainingRun(
      try network(), noise, train: train, valid: valid,
      trainingOptions(settings(epochs: 8, ["keep": .word("last")]), ["lr": .number(0.1)]))
    #expect(run.result?.keptEpoch == 8)
    expectSameBits(run.network.weights.contents, try #require(run.weights.last), "weights")
  }

  @Test(arguments: ["accuracy", "f1"])
  func higherIsBetterForSomeFigures(figure: String) throws {
    let run = TrainingRun(
      try network(), noise, train: train, valid: valid,
      trainingOptions(settings(epochs: 25, ["by": .word(figure)]), ["lr": .number(0.03)]))
    let figures = run.epochs.compactMap { $0.figure(FigureName(figure)) }
    let losses = run.epochs.compactMap { $0.figure("loss") }
    // Of equals the one with the lower loss.
    let best = figures.indices.min { (-figures[$0], losses[$0]) < (-figures[$1], losses[$1]) }
    #expect(run.result?.keptEpoch == (best ?? -1) + 1)
    #expect(Set(figures).count > 1)
  }

  @Test func stopsWhenNothingGetsBetter() throws {
    // Steps that change nothing, so that no epoch has the lower loss either.
    let run = TrainingRun(
      try network(), noise, train: train, valid: valid,
      trainingOptions(
        settings(epochs: 50, ["patience": .integer(3), "by": .word("accuracy")]),
        ["lr": .number(0)]))
    #expect(run.result?.end == .patience)
    #expect(run.epochs.count == 4)
    #expect(run.result?.keptEpoch == 1)
  }

  @Test func stopsAfterABatchWithTheBestWeights() throws {
    let run = TrainingRun(
      try network(), noise, train: train, valid: valid,
      trainingOptions(settings(epochs: 50), ["lr": .number(0.03)])
    ) { $0.batches.count >= 12 * 3 + 2 }
    #expect(run.result?.end == .interrupted(epoch: 13, batch: 2))
    #expect(run.epochs.count == 12)
    let kept = try #require(run.result?.keptEpoch)
    #expect(run.epochs.last { $0.isBest }?.epoch == kept)
    expectSameBits(run.network.weights.contents, run.weights[kept - 1], "weights")
  }

  @Test func stopsInTheMiddleOfWatching() throws {
    // After the third batch the epoch's training is done: the next question comes from the validation.
    var asked = 0
    let run = TrainingRun(
      try network(), noise, train: train, valid: valid, trainingOptions(settings(epochs: 5))
    ) { _ in
      asked += 1
      return asked == 4
    }
    #expect(run.result?.end == .interrupted(epoch: 1, batch: 3))
    #expect(run.epochs.isEmpty && run.result?.keptEpoch == 0)
  }

  @Test(arguments: OptimizerCatalog.entries.indices)
  func divergenceIsReported(index: Int) throws {
    let optimizer = OptimizerCatalog.entries[index]
    let run = TrainingRun(
      try network(), noise, train: train,
      trainingOptions(
        settings(epochs: 50), optimizer: optimizer, ["lr": .number(1e30)]))
    guard case .diverged(let epoch, let batch, let layer, let rows)? = run.result?.end else {
      Issue.record("\(optimizer.name) ended with \(String(describing: run.result?.end))")
      return
    }
    #expect(epoch == run.epochs.count + 1 && (1...3).contains(batch))
    #expect(layer != nil)
    #expect(rows.count == 8 && Set(rows).isSubset(of: train))
    #expect(run.network.weights.contents.allSatisfy { $0.isFinite })
  }

  @Test func divergenceKeepsTheBestWeights() throws {
    // Fine for an epoch, then a weight breaks.
    let network = try network()
    let run = TrainingRun(
      network, noise, train: train, valid: valid, trainingOptions(settings(epochs: 5))
    ) { run in
      if run.epochs.count == 1, run.batches.count == 4 { network.weights.base[0] = .nan }
      return false
    }
    #expect(run.epochs.count == 1 && run.result?.keptEpoch == 1)
    guard case .diverged(epoch: 2, batch: _, layer: "embed1.weight", rows: _)? = run.result?.end
    else {
      Issue.record("ended with \(String(describing: run.result?.end))")
      return
    }
    expectSameBits(network.weights.contents, run.weights[0], "weights")
  }

  @Test(arguments: [true, false])
  func weightsThatTheLastUpdateSpoiltAreDivergence(isWatched: Bool) throws {
    let run = TrainingRun(
      try network(), noise, train: Array(0..<8), valid: isWatched ? valid : [],
      trainingOptions(settings(epochs: 1), ["lr": .number(1e38)]))
    guard case .diverged(epoch: 1, batch: 1, layer: _, rows: let rows)? = run.result?.end else {
      Issue.record("ended with \(String(describing: run.result?.end))")
      return
    }
    #expect(rows.isEmpty && run.epochs.isEmpty && run.result?.keptEpoch == 0)
  }

  @Test func whatWasLearnedAfterTheLastFullEpochIsNotKept() throws {
    let run = TrainingRun(
      try network(), noise, train: train, trainingOptions(settings(epochs: 9))
    ) { $0.batches.count == 8 }
    #expect(run.result?.keptEpoch == 2)
    expectSameBits(run.network.weights.contents, run.weights[1], "weights")
  }

  @Test func tellsWhereItStands() throws {
    let run = TrainingRun(
      try network(), noise, train: Array(0..<19), trainingOptions(settings(epochs: 2)))
    #expect(run.batches.map(\.batch) == [1, 2, 3, 1, 2, 3])
    #expect(run.batches.map(\.epoch) == [1, 1, 1, 2, 2, 2])
    #expect(run.batches.map(\.rows) == [8, 16, 19, 8, 16, 19])
    #expect(run.batches.allSatisfy { $0.batches == 3 })
    #expect(run.epochs.map(\.trainLoss) == [run.batches[2].loss, run.batches[5].loss])
    // Without rows to watch there are no figures, and the last weights stay.
    #expect(run.epochs.allSatisfy { $0.valid.isEmpty && !$0.isBest })
    #expect(run.result?.keptEpoch == 2)
  }

  @Test func theSeedDecidesEverything() throws {
    let weights = [(1, 1), (1, 1), (1, 2)].map { (first: UInt64, second: UInt64) -> [Float]? in
      guard let network = try? network(seed: first) else { return nil }
      return TrainingRun(
        network, noise, train: train, valid: valid,
        trainingOptions(settings(epochs: 3), seed: second)
      ).network.weights.contents
    }
    #expect(weights[0] != nil && weights[0] == weights[1])
    #expect(weights[0] != weights[2])
  }

  private func settings(
    epochs: Int, _ more: [String: ArgumentValue] = [:]
  ) -> [String: ArgumentValue] {
    more.merging(["epochs": .integer(epochs), "batch": .integer(8)]) { $1 }
  }

  private func network(classes: Int = 3, seed: UInt64 = 1) throws -> Network {
    let dropout: [String: ArgumentValue] = ["dropout": .number(0.1)]
    let stack = [
      stackElement("embed", 8), stackElement("lstm", 8, dropout), stackElement("output"),
    ]
    let model = try Model(
      stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: classes)
    return Network(model, seed: seed, compute: Compute(threads: 1))
  }
}
