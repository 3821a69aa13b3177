// SPDX-License-Identifier: Apache-2.0

import Foundation
import LSTM
import Testing

@testable import DSL

/// The picture of the schedules in the reference manual.
@Suite struct ScheduleFigureTests {
  /// `RECORD=1` writes the file anew, and fails once so that nobody records without noticing.
  @Test func thePictureIsThatOfTheSchedules() throws {
    let path = TestFiles.root + "docs/schedules.svg"
    let picture = SVGWriter.write(try chart())
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(picture.utf8).write(to: URL(fileURLWithPath: path))
      Issue.record("docs/schedules.svg was written")
    }
    #expect(try TestFiles.text("docs/schedules.svg") == picture, "RECORD=1 writes it anew")
  }

  /// Ten epochs of twenty steps, of which the first is a warm-up; no epoch after the third is better.
  private func chart() throws -> Chart {
    let epochs = (1...10).map { epoch in
      let loss = Double(max(4 - epoch, 1))
      return EpochResult(epoch: epoch, trainLoss: loss)
    }
    let names = ScheduleCatalog.entries.map(\.name).filter { !["list", "range_test"].contains($0) }
    let lines = try names.map { name in
      let entry = try #require(ScheduleCatalog.entry(name))
      let options = TrainingOptions(
        optimizer: TrainingOptions.defaults.optimizer,
        optimizerArguments: TrainingOptions.defaults.optimizerArguments, schedule: entry,
        scheduleArguments: Arguments(for: entry.arguments),
        settings: Arguments(["warmup": .number(1)], for: TrainingOptions.arguments), seed: 0)
      return RateCourse(options, stepsAnEpoch: 20).line(name, after: epochs)
    }
    return Chart(
      "The learning rate by schedule, with warmup=1", x: ChartAxis("epochs done"),
      y: ChartAxis("share of lr"), body: .curves(Curves(lines: lines)),
      notes: [
        "Each with its own defaults, over ten epochs; plateau: no epoch after the third is better."
      ])
  }
}
