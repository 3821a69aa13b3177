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
  /// What was entered: after a reference, since a notebook is copied with every entry.
  private var entered: Entered

  var state = State.waiting
  /// What `_` was for it; nil when it does not read it.
  var lastResult: Int?
  private var kept: Kept?
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
    (self.id, self.entry) = (id, entry)
    entered = Entered(part, record)
  }

  /// The cell that it stands in: a `#%%` line; nil before the first one.
  var heading: String? { entered.part.heading }
  /// What it says, reads and defines.
  var record: StatementRecord {
    get { entered.record }
    set { entered = Entered(entered.part, newValue, canonical: entered.canonical) }
  }
  /// The names that it gives values to, beside `_`.
  var names: Set<String> { entered.names }
  /// The names that it reads.
  var reads: Set<String> { entered.record.reads }
  /// The files that it reads, as the system finds them.
  var filesRead: [String] { entered.record.filesRead }
  /// What was written, comments included: a part of the record's source.
  var extent: Span { entered.part.extent }
  /// Comments that were written on their own before it.
  var preface: String { entered.part.preface }
  /// Its canonical form: what counts when two are compared.
  var canonical: String { entered.canonical }
  /// What its own result is, when it has one.
  var result: Definition? {
    get { kept?.result }
    set { kept = newValue.map(Kept.init) }
  }

  /// Whether it changes what another statement defines, as `resume` does, instead of defining it.
  var extends: Bool { entered.extends }

  /// Whether it has a result, which `_` then is.
  var hasResult: Bool { entered.hasResult }
}

/// A statement as it was entered.
private final class Entered {
  let part: CellPart
  let record: StatementRecord
  let names: Set<String>
  let canonical: String
  let extends: Bool
  let hasResult: Bool

  init(_ part: CellPart, _ record: StatementRecord, canonical: String? = nil) {
    (self.part, self.record) = (part, record)
    names = record.defines.subtracting(["_"])
    self.canonical = canonical ?? Formatter.format(record.statement)
    extends = if case .resume = record.statement.kind { true } else { false }
    hasResult = record.defines.contains("_")
  }
}

/// The result of a statement.
private final class Kept {
  let result: Definition

  init(_ result: Definition) { self.result = result }
}
