// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A statement of a notebook, with what is known of it.
struct NotebookItem {
  /// How far it has come.
  enum State: Hashable {
    /// It has not run.
    case waiting
    /// Running it failed.
    case failed
    /// It has run.
    case done
    /// It is an assertion that does not hold.
    case refuted
    /// Training was broken off.
    case interrupted
  }

  /// Its number, which no other statement of the session has.
  let id: Int
  /// The number of the entry that it came with.
  var entry: Int
  /// The cell that it stands in: a `#%%` line; nil before the first one.
  let heading: String?
  /// What it says, reads and defines.
  var record: StatementRecord { didSet { names = record.defines.subtracting(["_"]) } }
  /// The names that it gives values to, beside `_`.
  private(set) var names: Set<String>
  /// What was written, comments included: a part of the record's source.
  let extent: Span
  /// Comments that were written on their own before it.
  let preface: String
  /// Its canonical form: what counts when two are compared.
  let canonical: String

  var state = State.waiting
  /// What `_` was for it; nil when it does not read it.
  var lastResult: Int?
  /// What its own result is, when it has one.
  var result: Definition?
  /// The hash of what it read from files, and of how these were then.
  var content = ""
  var stamps: [FileStamp] = []
  /// What identified it, and all it stands on, when it ran; nil when it has not.
  var key: String?
  /// Seconds that it took.
  var seconds: Double?
  /// The seed that it set; nil when it sets none.
  var seed: UInt64?

  init(id: Int, entry: Int, _ part: CellPart, _ record: StatementRecord) {
    (self.id, self.entry, self.record) = (id, entry, record)
    (heading, extent, preface) = (part.heading, part.extent, part.preface)
    names = record.defines.subtracting(["_"])
    canonical = Formatter.format(record.statement)
  }

  /// Whether it changes what another statement defines, as `resume` does, instead of defining it.
  var extends: Bool {
    if case .resume = record.statement.kind { true } else { false }
  }

  /// Whether it has a result, which `_` then is.
  var hasResult: Bool { record.defines.contains("_") }
}
