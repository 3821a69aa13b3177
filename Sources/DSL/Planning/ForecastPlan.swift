// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `forecast` statement asks for.
struct ForecastPlan {
  /// How many steps.
  let steps: Int
  /// The intervals that are wanted, in percent; those that are usual for the run where none is said.
  let intervals: [Double]
  /// Where they come from.
  let origin: ForecastTask.Intervals
  /// Where the sample paths beyond the first horizon start.
  let seed: UInt64
  /// The rows that the series go on with; nil for those of the run.
  let source: Source?
  /// How it is written; nil where it is shown.
  let form: AnswerForm?
  /// The file for what is forecast, as the system finds it, and as the script calls it.
  let output: String
  let shownOutput: String

  /// A file with rows of series.
  struct Source {
    /// As the system finds it, and as the script calls it.
    let input: String
    let shownInput: String
    let format: DataFormat
    let options: FormatOptions
  }

  /// The settings of the statement.
  static let options: [ArgumentSpec] = [
    steps.spec, ForecastTask.intervals.spec, percent.spec, seed.spec,
  ]

  static let steps = ArgumentKey.integer(
    "steps", 0...10_000_000, default: 0,
    help: "how many steps are forecast, also beyond the horizon; 0 for the horizon of the model")

  static let percent = ArgumentKey.numbers(
    "percent", .from(1, below: 100), or: "auto",
    help:
      "which intervals are given, in percent, such as [50, 80]; auto: that of 80 % where there are "
      + "intervals")

  static let seed = ArgumentKey.integer(
    "seed", History.seeds, default: 0,
    help:
      "where the randomness of intervals beyond the horizon starts; the script's seed when absent")

  /// The lower and the upper level of each interval.
  var levels: [Double] {
    intervals.flatMap { percent in [(100 - percent) / 200, (100 + percent) / 200] }
  }
}
