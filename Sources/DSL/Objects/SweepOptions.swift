// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `search` statement says beside what is to be trained.
struct SweepOptions {
  static let seeds = ArgumentSpec(
    "seeds", .integer(2...1000), default: nil,
    help: "how many runs, from as many seeds; `NAME.best` is the best")
  static let start = ArgumentSpec(
    "from", .text, default: .word("none"),
    help: "a run, trained or loaded, whose weights it begins with: those of the same name and "
      + "shape, of words their own vectors, of the output only if the classes are the same; "
      + "`freeze` holds them")
  static let folds = ArgumentSpec(
    "folds", .integer(2...1000), default: .integer(5), help: "parts; each is measured once")
  static let valid = ArgumentSpec(
    "valid", .number(.from(0, below: 1)), default: .number(0.1),
    help: "the share of a turn's training rows that chooses the weights; 0 for none")

  /// The settings of `search`.
  static let search: [ArgumentSpec] = [
    ArgumentSpec(
      "trials", .integer(1...100_000), default: .integer(20), help: "how many runs to try"),
    ArgumentSpec(
      "time", .duration, default: .number(0),
      help: "time after which no other run begins; 0 for no limit"),
    ArgumentSpec(
      "method", .choice(SearchStrategyCatalog.entries.map(\.name)), default: .word("tpe"),
      help: "how points are chosen: from what earlier ones came to, or at random"),
    ArgumentSpec(
      "prune", .boolean, default: .boolean(true),
      help: "a run stops early when it falls behind the median of the others"),
  ]

  /// The settings of the methods.
  static let strategySettings = SearchStrategyCatalog.entries.flatMap(\.arguments)

  let trials: Int
  let seconds: Double
  let strategy: any SearchStrategy
  let prunes: Bool
  /// What is left for `train`.
  let rest: TrainingClause
}
