// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// The learning rates of a run against those of PyTorch.
@Suite struct RateCourseTests {
  /// The factors of all steps of the run of the fixture.
  private func factors(
    _ fixture: Fixture, _ name: String, _ settings: [String: ArgumentValue] = [:],
    isWarmed: Bool = false
  ) throws -> [Float] {
    let steps = try fixture.number("steps_an_epoch")
    let course = RateCourse(
      try options(
        name, settings,
        [
          "epochs": .integer(Int(try fixture.number("epochs"))),
          "warmup": .number(isWarmed ? try fixture.number("warmup") / steps : 0),
        ]), stepsAnEpoch: Int(steps))
    return (0..<course.steps).map { Float(course.factor(at: $0)) }
  }

  private func options(
    _ name: String, _ settings: [String: ArgumentValue], _ training: [String: ArgumentValue]
  ) throws -> TrainingOptions {
    let entry = try #require(ScheduleCatalog.entry(name))
    return TrainingOptions(
      optimizer: SGD.entry, optimizerArguments: Arguments(for: SGD.entry.arguments),
      schedule: entry, scheduleArguments: Arguments(settings, for: entry.arguments),
      settings: Arguments(training, for: TrainingOptions.arguments), seed: 0)
  }

  @Test func everyStepHasTheRateOfPyTorch() throws {
    let fixture = try Fixture("schedules")
    let decay = ArgumentValue.number(try fixture.number("decay"))
    let floor = ArgumentValue.number(try fixture.number("floor"))
    let cases: [(name: String, schedule: String, settings: [String: ArgumentValue])] = [
      ("constant", "constant", [:]), ("cosine", "cosine", [:]),
      ("cosine_floor", "cosine", ["floor": floor]), ("onecycle", "onecycle", [:]),
      ("step", "step", ["every": .integer(2), "decay": decay]),
      ("exponential", "exponential", ["decay": decay]),
    ]
    for (name, schedule, settings) in cases {
      expectClose(
        try factors(fixture, schedule, settings), try fixture.values(name), name, tolerance: 1e-6)
      guard fixture.names.contains("warm.\(name)") else { continue }
      expectClose(
        try factors(fixture, schedule, settings, isWarmed: true),
        try fixture.values("warm.\(name)"), "warm \(name)", tolerance: 1e-6)
    }
  }

  @Test func thePlateauIsThatOfPyTorch() throws {
    let fixture = try Fixture("schedules")
    let options = try options(
      "plateau",
      [
        "wait": .integer(Int(try fixture.number("wait"))),
        "decay": .number(try fixture.number("decay")),
        "floor": .number(try fixture.number("floor")),
      ], ["epochs": .integer(20), "by": .word("loss")])
    let epochs = try fixture.values("plateau.history").enumerated().map { index, loss in
      EpochResult(epoch: index + 1, trainLoss: 1, valid: [Figure("loss", Double(loss))])
    }
    let course = RateCourse(options, stepsAnEpoch: 3)
    let found = (0...epochs.count).map { Float(course.factor(at: 3 * $0 + 1, after: epochs)) }
    expectClose(found, try fixture.values("plateau"), "plateau", tolerance: 1e-6)
  }

  /// Whatever the schedule, a warm-up makes of each step what it makes of a constant rate.
  @Test(arguments: ScheduleCatalog.entries.indices)
  func aWarmUpMultipliesEverySchedule(index: Int) throws {
    let entry = ScheduleCatalog.entries[index]
    let settings: [String: ArgumentValue] =
      entry.name == "list" ? ["factors": .numbers([1, 0.5, 0.1])] : [:]
    let course = { (name: String, settings: [String: ArgumentValue], warmup: Double) in
      RateCourse(
        try options(name, settings, ["epochs": .integer(4), "warmup": .number(warmup)]),
        stepsAnEpoch: 5)
    }
    let (plain, warm) = (try course(entry.name, settings, 0), try course(entry.name, settings, 1.5))
    let rise = try course("constant", [:], 1.5)
    for step in 0..<20 {
      #expect(warm.factor(at: step) == rise.factor(at: step) * plain.factor(at: step))
    }
    #expect(rise.factor(at: 0) == 1.0 / 9 && rise.factor(at: 7) < 1 && rise.factor(at: 8) == 1)
  }

  /// No step is spent on a rate of nothing, however short the run.
  @Test(arguments: [1, 2, 3, 20])
  func theLastStepOfACosineLearns(steps: Int) throws {
    let course = RateCourse(
      try options("cosine", [:], ["epochs": .integer(1)]), stepsAnEpoch: steps)
    #expect((0..<steps).allSatisfy { course.factor(at: $0) > 0 })
    #expect(course.factor(at: 0) == 1)
  }

  @Test(arguments: ScheduleCatalog.entries.indices)
  func onlySomeSchedulesDependOnTheLengthOfTheRun(index: Int) throws {
    let entry = ScheduleCatalog.entries[index]
    let settings: [String: ArgumentValue] =
      entry.name == "list" ? ["factors": .numbers([1, 0.5, 0.1])] : [:]
    let factors = try [4, 8].map { epochs in
      let course = RateCourse(
        try options(entry.name, settings, ["epochs": .integer(epochs)]), stepsAnEpoch: 5)
      return (0..<20).map { course.factor(at: $0) }
    }
    #expect((factors[0] != factors[1]) == entry.spansRun, "\(entry.name)")
  }
}
