// SPDX-License-Identifier: Apache-2.0

/// A statement as it was written, with the comments that belong to it: what a page of the session
/// shows above its results.
public struct EntryText: Hashable, Sendable, Codable {
  /// Its number, which no other statement of the session has: of a script the place of the statement,
  /// from 1, an edition line left out.
  public var id: Int
  /// What stands after the `#%%` of its cell; nil before the first one.
  public var title: String?
  /// Comments that were entered by themselves before it.
  public var preface: String
  /// The statement, with the comments above it and the one after it.
  public var text: String
  /// What messages call its source.
  public var source: String
  /// Its first line in the source, from 1.
  public var line: Int

  /// A statement as it was written.
  public init(
    id: Int, title: String? = nil, preface: String = "", text: String, source: String, line: Int
  ) {
    self.id = id
    self.title = title
    self.preface = preface
    self.text = text
    self.source = source
    self.line = line
  }

  /// How many lines it takes in its source.
  public var lineCount: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count }
}

/// How a statement ended.
public enum EntryOutcome: String, Hashable, Sendable, Codable {
  /// It ran.
  case done
  /// It is an assertion that does not hold.
  case refuted
  /// It was stopped before its end.
  case interrupted
  /// Running it failed.
  case failed
  /// Training diverged.
  case diverged

  /// How a statement ended that left a script with a status.
  init(_ status: ExitStatus) {
    self =
      switch status {
      case .success: .done
      case .assertionFailed: .refuted
      case .interrupted, .terminated: .interrupted
      case .diverged: .diverged
      case .runtimeFailure, .usage, .invalidScript: .failed
      }
  }
}

/// Which statement the events belong to, and what it runs with.
public enum EntryEvent: Hashable, Sendable, Codable {
  /// The statements in force, in their order; those of a script before any of them runs.
  case listed([EntryText])
  /// What follows belongs to this statement.
  case begun(Int)
  /// What follows belongs to it no more.
  case ended(Int, EntryOutcome)
  /// A parameter has a value, which may have been given instead of the script's own.
  case parameter(name: String, value: String, isGiven: Bool)
}

/// What stands beside a result and is the same however it was come by: whether it was trained now,
/// went on from a checkpoint, or was kept.
public struct ResultDetails: Hashable, Sendable, Codable {
  /// What kind of thing it is of.
  public var kind: ObjectKind
  /// The name that the script gave it.
  public var name: String
  /// One line, such as `run r: kept epoch 6 of 10`.
  public var title: String
  /// Its tables, the one that matters most first.
  public var tables: [ResultTable]
  /// Its picture; nil where it has none.
  public var chart: Chart?

  /// What stands beside a result.
  public init(
    kind: ObjectKind, name: String, title: String, tables: [ResultTable], chart: Chart?
  ) {
    self.kind = kind
    self.name = name
    self.title = title
    self.tables = tables
    self.chart = chart
  }
}
