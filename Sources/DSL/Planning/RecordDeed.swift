// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// What a statement does with the record of runs.
enum RecordDeed {
  /// Lists runs, with a column for each field of the query.
  case list(RunsPlan)
  /// Shows a run, with facets.
  case show(RecordedRun, facets: [String])
  /// Holds two runs against each other.
  case compare(RecordedRun, RecordedRun, samples: Int)
  /// Trains a run again.
  case rerun(RecordedRun)
  /// Notes a text.
  case note(RecordedRun, String)
  /// Gives tags, or takes them.
  case tag(RecordedRun, [String], removes: Bool)

  /// The settings of `runs`.
  static let listOptions = [limit.spec]
  static let limit = ArgumentKey.integer(
    "limit", 1...1_000_000, default: 20, help: "how many runs are listed at most")

  /// The settings of `tag`.
  static let tagOptions = [removes.spec]
  static let removes = ArgumentKey.boolean(
    "remove", default: false, help: "takes the tags instead of giving them")

  /// What `show run` shows.
  static let facets: [(name: String, summary: String)] = [
    ("facts", "what was trained, when, where, and how it ended"),
    ("settings", "every setting in force"),
    ("epochs", "the figures of each epoch"),
    ("figures", "the figures of the kept epoch and of evaluations"),
    ("attempts", "each attempt, where a run went on from a checkpoint"),
    ("notes", "what was noted, and the files that it was saved to"),
    ("script", "the script that makes it again"),
  ]
}

/// A run of the record: its number, or a run of the session, which has one when it was trained.
enum RecordedRun {
  case number(Int, at: Span)
  case run(RunObject, at: Span)

  /// Its number; nil for a run that is not noted.
  var number: Int? {
    switch self {
    case .number(let number, _): number
    case .run(let run, _): run.number
    }
  }

  /// Where the statement says which one it is.
  var span: Span {
    switch self {
    case .number(_, let span), .run(_, let span): span
    }
  }
}

/// Which runs are listed, and what stands in the columns that were asked for.
struct RunsPlan {
  /// What the record is asked.
  var query: RecordQuery
  /// The names of the fields.
  var titles: [String]
}
