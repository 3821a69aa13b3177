// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Into how many folds a `crossval` statement shares out the rows.
enum FoldCount: Hashable, NumberOrWord {
  case number(Int)
  /// One for each group of the data.
  case groups

  static let words = ["groups"]

  init?(_ value: ArgumentValue) {
    switch value {
    case .integer(let number): self = .number(number)
    case .word("groups"): self = .groups
    default: return nil
    }
  }

  var argument: ArgumentValue {
    switch self {
    case .number(let number): .integer(number)
    case .groups: .word("groups")
    }
  }
}

/// What a `search` statement says beside what is to be trained.
struct SweepOptions {
  static let seeds = ArgumentKey.integer(
    "seeds", 2...1000, default: nil,
    help: "how many runs, from as many seeds; `NAME.best` is the best")
  static let start = ArgumentKey.text(
    "from", default: "none",
    help: "a run, trained or loaded, whose weights it begins with: those of the same name and "
      + "shape, of words their own vectors, of the output only if the classes are the same; "
      + "`freeze` holds them")
  static let folds = ArgumentKey<FoldCount>.numberOrWord(
    "folds", 2...1000, default: .number(5),
    help: "parts; each is measured once; `groups` for one of each value of the `group` column")
  static let valid = ArgumentKey.number(
    "valid", .from(0, below: 1), default: 0.1,
    help: "the share of a turn's training rows that chooses the weights; 0 for none")

  static let trials = ArgumentKey.integer(
    "trials", 1...100_000, default: 20, help: "how many runs to try")
  static let time = ArgumentKey.duration(
    "time", default: 0, help: "time after which no other run begins; 0 for no limit")
  static let method = ArgumentKey.choice(
    "method", SearchStrategyCatalog.entries.map(\.name), default: "tpe",
    help: "how points are chosen: from the results of earlier ones, or at random")
  static let prune = ArgumentKey.boolean(
    "prune", default: true,
    help: "a run stops early when it falls behind the median of the others")

  /// The settings of `search`.
  static let search = [trials.spec, time.spec, method.spec, prune.spec]

  /// The settings of the methods.
  static let strategySettings = SearchStrategyCatalog.entries.flatMap(\.arguments)

  let trials: Int
  let seconds: Double
  let strategy: any SearchStrategy
  let prunes: Bool
  /// What is left for `train`.
  let rest: TrainingClause
}
