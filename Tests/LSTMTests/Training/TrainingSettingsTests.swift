// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What the settings of a run do, each against what it means.
@Suite struct TrainingSettingsTests {
  private let data = TinyData("settings", lengths: (0..<24).map { $0 % 4 + 1 }, classes: 3)

  private func network(dropout: Double = 0) throws -> Network {
    let model = try Model(
      [
        stackElement("embed", 6), stackElement("lstm", 5, ["dropout": .number(dropout)]),
        stackElement("output"),
      ], input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
    return Network(model, seed: 1, compute: Compute(threads: 1))
  }

  private func trained(
    _ settings: [String: ArgumentValue], optimizer: OptimizerEntry = SGD.entry, rate: Double = 0.1,
    train: Range<Int> = 0..<24, valid: Range<Int> = 0..<0
  ) throws -> TrainingRun {
    TrainingRun(
      try network(), data, train: Array(train), valid: Array(valid),
      trainingOptions(settings, optimizer: optimizer, ["lr": .number(rate)]))
  }

  @Test func batchesThatMakeAStepAreOneBatch() throws {
    let once = try trained(["epochs": .integer(2), "batch": .integer(12), "clip": .number(0)])
    for batch in [3, 4, 6] {
      let parts = try trained([
        "epochs": .integer(2), "batch": .integer(batch), "clip": .number(0),
        "accumulate": .integer(12 / batch),
      ])
      expectClose(
        parts.network.weights.contents, once.network.weights.contents, "batch \(batch)",
        tolerance: 1e-5)
    }
  }

  @Test func frozenLayersDoNotMove() throws {
    let before = try network()
    for (frozen, prefix) in [("embed", "embed1."), ("lstm1", "lstm1."), ("output1", "output1.")] {
      let run = try trained(["epochs": .integer(2), "freeze": .words([frozen])])
      for slot in run.network.model.layout.slots {
        let moved = run.network.values(of: slot) != before.values(of: slot)
        #expect(moved == !slot.name.hasPrefix(prefix), "\(slot.name) with \(frozen) frozen")
      }
    }
  }

  @Test func frozenLayersLearnFromTheEpochOnThatThawsThem() throws {
    let settings: [String: ArgumentValue] = [
      "epochs": .integer(3), "freeze": .words(["embed"]), "unfreeze": .integer(3),
    ]
    let run = try trained(settings)
    let embed = try #require(run.network.model.layout.slots.first)
    let start = try network().values(of: embed)
    let values = run.weights.map { Array($0[embed.offset..<embed.offset + embed.spec.count]) }
    #expect(values[1] == start && values[2] != start)
  }

  @Test func theAverageIsMeasuredAndKept() throws {
    let plain = try trained(["epochs": .integer(3), "batch": .integer(24)])
    let mean = try trained([
      "epochs": .integer(3), "batch": .integer(24), "average": .word("mean"),
    ])
    // One step an epoch: the mean of the weights after each.
    for at in plain.weights[0].indices {
      let expected = plain.weights.reduce(0.0) { $0 + Double($1[at]) } / 3
      #expect(abs(Double(mean.network.weights.contents[at]) - expected) < 1e-6)
    }
    let late = try trained([
      "epochs": .integer(3), "batch": .integer(24), "average": .word("mean"),
      "average_from": .integer(3),
    ])
    expectSameBits(late.network.weights.contents, plain.weights[2], "a mean of one")
  }

  @Test func theMovingAverageFollows() throws {
    let plain = try trained(["epochs": .integer(2), "batch": .integer(24)])
    let moving = try trained([
      "epochs": .integer(2), "batch": .integer(24), "average": .word("ema"),
      "ema_decay": .number(0.25),
    ])
    for at in plain.weights[0].indices {
      let expected = 0.25 * Double(plain.weights[0][at]) + 0.75 * Double(plain.weights[1][at])
      #expect(abs(Double(moving.network.weights.contents[at]) - expected) < 1e-6)
    }
  }

  @Test func classWeightsAreGradientsOfWeightedRows() throws {
    // A class that counts nothing is as good as absent, but for the mean over all rows.
    let weighted = try trained([
      "epochs": .integer(1), "batch": .integer(24), "clip": .number(0),
      "class_weights": .numbers([1, 0, 1]),
    ])
    let rows = data.rows.filter { data.classes[$0] != 1 }
    let run = TrainingRun(
      try network(), data, train: rows,
      trainingOptions(
        ["epochs": .integer(1), "batch": .integer(24), "clip": .number(0)],
        optimizer: SGD.entry, ["lr": .number(0.1 * Double(rows.count) / 24)]))
    expectClose(
      weighted.network.weights.contents, run.network.weights.contents, "weights", tolerance: 1e-5)
  }

  @Test func noiseIsThatOfTheSeedAndFalls() throws {
    let noisy = try (0..<2).map { _ in
      try trained(["epochs": .integer(1), "noise": .number(1)]).network.weights.contents
    }
    #expect(noisy[0] == noisy[1])
    #expect(noisy[0] != (try trained(["epochs": .integer(1)]).network.weights.contents))
    let values = Buffer(count: 20_000)
    let noise = GradientNoise(variance: 4, random: RandomSource(seed: 1))
    let step = try #require(noise.step(9, gradientScale: 0.5))
    step.add(to: values, Stretch(range: 0..<20_000, isRegularized: false))
    let variance = values.contents.reduce(0.0) { $0 + Double($1) * Double($1) } / 20_000
    // 4 / 10^0.55, over the square of what the gradients will be multiplied by.
    #expect(abs(variance * 0.25 - 4 / 3.548) < 0.04)
    #expect(
      GradientNoise(variance: 0, random: RandomSource(seed: 1)).step(1, gradientScale: 1) == nil)
  }

  @Test func aScheduleMovesTheRate() throws {
    let entry = ListedSchedule.entry
    let settings: [String: ArgumentValue] = ["epochs": .integer(3), "batch": .integer(24)]
    let options = TrainingOptions(
      optimizer: SGD.entry,
      optimizerArguments: Arguments(["lr": .number(0.1)], for: SGD.entry.arguments),
      schedule: entry,
      scheduleArguments: Arguments(["factors": .numbers([1, 0, 2])], for: entry.arguments),
      settings: Arguments(settings, for: TrainingOptions.arguments), seed: 7)
    let run = TrainingRun(try network(), data, train: data.rows, options)
    #expect(run.weights[0] == run.weights[1])
    #expect(run.weights[1] != run.weights[2])
  }

  @Test func warmingUpBeginsBelowTheRate() throws {
    let settings: [String: ArgumentValue] = ["epochs": .integer(1), "batch": .integer(24)]
    let start = try network().weights.contents
    let full = try trained(settings).weights[0]
    // Four steps to go: the first is a fifth of the full one.
    let warm = try trained(settings.merging(["warmup": .number(4)]) { $1 }).weights[0]
    for at in start.indices {
      #expect(abs((warm[at] - start[at]) * 5 - (full[at] - start[at])) < 2e-6)
    }
  }

  private func options(
    _ schedule: ScheduleEntry, _ arguments: [String: ArgumentValue],
    _ settings: [String: ArgumentValue]
  ) -> TrainingOptions {
    TrainingOptions(
      optimizer: SGD.entry,
      optimizerArguments: Arguments(["lr": .number(0.1)], for: SGD.entry.arguments),
      schedule: schedule, scheduleArguments: Arguments(arguments, for: schedule.arguments),
      settings: Arguments(settings, for: TrainingOptions.arguments), seed: 7)
  }

  @Test func theRangeTestEndsWhereTheLossExplodes() throws {
    let options = options(RangeTest.entry, [:], ["epochs": .integer(40), "batch": .integer(6)])
    let result = try #require(TrainingRun(try network(), data, train: data.rows, options).result)
    #expect(result.end == .finished)
    #expect(result.probes.count > 20 && result.probes.count <= 160)
    #expect(zip(result.probes, result.probes.dropFirst()).allSatisfy { $0.factor < $1.factor })
    // It is measured against the least loss so far, and against no later one.
    let losses = result.probes.map(\.loss)
    for place in losses.indices.dropFirst().dropLast() {
      #expect(losses[place] <= 4 * (losses[..<place].min() ?? 0))
    }
  }

  @Test func aRangeTestWithoutAnEpochGivesBackWhatItBeganWith() throws {
    let options = options(
      RangeTest.entry, ["low": .number(1), "high": .number(1e9)],
      ["epochs": .integer(1), "batch": .integer(1), "clip": .number(0)])
    let run = TrainingRun(try network(), data, train: data.rows, options)
    let result = try #require(run.result)
    #expect(result.end == .finished && result.keptEpoch == 0 && result.probes.count > 1)
    expectSameBits(run.network.weights.contents, try network().weights.contents, "weights")
  }

  @Test func aPlateauWithoutAValidationSplitIsOfTheTrainingLoss() throws {
    func weights(by monitor: String) throws -> [[Float]] {
      let options = options(
        PlateauSchedule.entry, ["wait": .integer(0)],
        ["epochs": .integer(6), "batch": .integer(24), "by": .word(monitor)])
      return TrainingRun(try network(), data, train: data.rows, options).weights
    }
    #expect(try weights(by: "accuracy") == weights(by: "loss"))
  }
}
