// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// Averaging that begins when the figure does not get better any more.
@Suite struct WeightAverageTests {
  /// Rows of random tokens with random classes: what is learned by heart helps nobody else.
  private let noise = TinyData("noise", lengths: (0..<36).map { $0 % 5 + 2 }, classes: 3)
  private let train = Array(0..<24)
  private let valid = Array(24..<36)

  /// A step an epoch, unless a batch is smaller.
  private func options(_ more: [String: ArgumentValue] = [:]) -> TrainingOptions {
    trainingOptions(
      [
        "epochs": .integer(24), "batch": .integer(24), "keep": .word("last"), "by": .word("loss"),
      ]
      .merging(more) { $1 }, ["lr": .number(0.1)])
  }

  private func network() throws -> Network {
    let stack = [stackElement("embed", 6), stackElement("lstm", 6), stackElement("output")]
    let model = try Model(stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
    return Network(model, seed: 3, compute: Compute(threads: 1))
  }

  private func run(_ more: [String: ArgumentValue] = [:]) throws -> TrainingRun {
    TrainingRun(try network(), noise, train: train, valid: valid, options(more))
  }

  private let late: [String: ArgumentValue] = [
    "average": .word("mean"), "average_patience": .integer(3),
  ]

  /// The epoch after which there was no better figure for three epochs.
  private func lastBefore(_ epochs: [EpochResult]) throws -> Int {
    var best = 0
    for (at, epoch) in epochs.enumerated() {
      if epoch.isBest { best = at }
      if at - best == 3 { return at + 1 }
    }
    throw ModelFileError(reason: "it gets better all the time")
  }

  @Test func itBeginsBehindEpochsThatAreNoBetter() throws {
    let plain = try run()
    let last = try lastBefore(plain.epochs)
    #expect(last < 20)
    let averaged = try run(late)
    #expect(averaged.epochs.filter { $0.beginsAverage == true }.map(\.epoch) == [last])
    // Until then it is the same run, and the weights that steps leave are the same all along.
    let losses = [plain, averaged].map { $0.epochs.compactMap { $0.figure("loss") } }
    #expect(losses[0].prefix(last + 1) == losses[1].prefix(last + 1))
    #expect(losses[0][last + 1] != losses[1][last + 1])
    for at in plain.weights[0].indices {
      let own = plain.weights[last...].map { Double($0[at]) }
      let mean = own.reduce(0, +) / Double(own.count)
      #expect(abs(Double(averaged.network.weights.contents[at]) - mean) < 1e-5)
    }
  }

  @Test func aFirstEpochIsWaitedForToo() throws {
    let averaged = try run(late.merging(["average_from": .integer(24)]) { $1 })
    expectSameBits(
      averaged.network.weights.contents, try run().network.weights.contents, "a mean of one")
    #expect(averaged.epochs.contains { $0.beginsAverage == true })
  }

  @Test func nothingBeginsWithoutAnAverageOrAFigure() throws {
    let none = try run(["average_patience": .integer(3)])
    #expect(none.epochs.allSatisfy { $0.beginsAverage == nil })
    let unwatched = TrainingRun(try network(), noise, train: train, options(late))
    let plain = TrainingRun(try network(), noise, train: train, options())
    expectSameBits(
      unwatched.network.weights.contents, plain.network.weights.contents, "weights")
  }

  /// What is averaged has its own time to get better.
  @Test func patienceCountsFromWhereItBegins() throws {
    let last = try lastBefore(try run().epochs)
    #expect(try run(["patience": .integer(3)]).epochs.count == last)
    let averaged = try run(
      late.merging(["patience": .integer(3), "epochs": .integer(100)]) { $1 })
    #expect(averaged.result?.end == .patience && averaged.epochs.count >= last + 3)
  }

  /// A run that is written, thrown away and read again after every step ends with the same bits.
  @Test func goingOnFromAnyStepGivesTheSameBits() throws {
    let options = options(late.merging(["batch": .integer(9), "keep": .word("best")]) { $1 })
    let run = try BrokenOffRun {
      Trainer(
        try network(), noise.examples, trainRows: train, validRows: valid, options: options)
    }
    #expect(run.result.epochs.contains { $0.beginsAverage == true } && run.turns > 20)
  }

  @Test func aPlaceThatNoRunCanBeginAtIsRefused() {
    var state = TrainingState()
    for epoch in [-5, 0, 1, 2] {
      state.averagesFrom = epoch
      #expect(!state.isPossible, "\(epoch)")
    }
  }
}
