// SPDX-License-Identifier: Apache-2.0

import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Takes runs from their files into the tables.
struct RecordIngestion {
  private let db: Database
  private let folder: RecordFolder
  private let encoder: JSONEncoder

  init(_ db: Database, _ folder: RecordFolder) {
    (self.db, self.folder) = (db, folder)
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  // MARK: State

  /// How far the index has come: what it has read of `changes`, and the last number that it knows.
  struct State {
    var changes = 0
    var last = 0

    init(_ db: Database) throws {
      for row in try Row.fetchAll(db, sql: "SELECT name, value FROM state") {
        let value: Int = row["value"]
        switch row["name"] as String {
        case "changes": changes = value
        case "last": last = value
        default: break
        }
      }
    }

    func store(_ db: Database) throws {
      for (name, value) in [("changes", changes), ("last", last)] {
        try db.execute(
          sql: "INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", arguments: [name, value])
      }
    }
  }

  /// The numbers of runs that an index does not know as they are now, and the state that it has then.
  static func stale(_ db: Database, _ folder: RecordFolder) throws -> (numbers: [Int], State) {
    var state = try State(db)
    var numbers: Set<Int> = []
    var status = stat()
    if stat(folder.changes, &status) == 0, Int(status.st_size) != state.changes {
      // One that is shorter has been begun anew.
      let start = Int(status.st_size) < state.changes ? 0 : state.changes
      let bytes = SmallFile.bytes(folder.changes) ?? []
      let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      if start < end {
        for line in bytes[start..<end].split(separator: UInt8(ascii: "\n")) {
          if let number = Int(String(decoding: line, as: UTF8.self)) { numbers.insert(number) }
        }
      }
      state.changes = max(start, end)
    }
    let free = folder.firstFree(after: state.last)
    if free > state.last + 1 { numbers.formUnion((state.last + 1)..<free) }
    state.last = max(free - 1, numbers.max() ?? 0, state.last)
    for row in try Row.fetchAll(db, sql: "SELECT number, bytes FROM run WHERE is_open = 1") {
      let number: Int = row["number"]
      let isSame = bytes(of: number, folder) == row["bytes"] as Int
      if isSame, RunRecord(number, in: folder)?.status == .running { continue }
      numbers.insert(number)
    }
    return (numbers.sorted(), state)
  }

  /// How long the files of a run are together.
  private static func bytes(of number: Int, _ folder: RecordFolder) -> Int {
    var (sum, attempt, status) = (0, 1, stat())
    while stat(folder.spool(number, attempt: attempt), &status) == 0 {
      sum += Int(status.st_size)
      attempt += 1
    }
    return sum
  }

  // MARK: One run

  /// Puts a run as its files have it in the place of what was known of it.
  func take(_ number: Int) throws {
    let isKnown =
      try Int.fetchOne(db, sql: "SELECT 1 FROM run WHERE number = ?", arguments: [number]) != nil
    if isKnown {
      try execute("DELETE FROM run WHERE number = ?", [number])
      try execute("DELETE FROM curve WHERE run = ?", [number])
      for table in ["figure", "tag", "note", "artefact", "evaluation"] {
        try execute("DELETE FROM \(table) WHERE run = ?", [number])
      }
    }
    // What is written meanwhile is read another time.
    let bytes = Self.bytes(of: number, folder)
    guard let run = RunRecord(number, in: folder) else { return }
    try insert(run, bytes: bytes, settings: try settings(run.start.settings))
    for (name, value) in run.figures {
      try execute("INSERT INTO figure VALUES (?, ?, ?)", [number, name, value])
      try execute("INSERT OR IGNORE INTO figure_name VALUES (?)", [name])
    }
    for tag in run.tags { try execute("INSERT INTO tag VALUES (?, ?)", [number, tag]) }
    for note in run.notes {
      try execute("INSERT INTO note VALUES (?, ?, ?)", [number, note.text, note.time])
    }
    for artefact in run.artefacts {
      try execute(
        "INSERT INTO artefact VALUES (?, ?, ?, ?)",
        [number, artefact.kind, artefact.path, artefact.bytes])
    }
    for evaluation in run.evaluations {
      try execute(
        "INSERT INTO evaluation VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
          number, evaluation.name, evaluation.data, evaluation.split, evaluation.rows.count,
          evaluation.rows.fingerprint, text(evaluation.figures), evaluation.time,
        ])
    }
    try execute("INSERT INTO curve VALUES (?, ?)", [number, text(run.epochs)])
  }

  private func insert(_ run: RunRecord, bytes: Int, settings: Int64) throws {
    let (start, attempt, last) = (run.start, run.attempts[0].start, run.last)
    let status = run.status
    var monitor: String?
    if case .text(let name)? = start.settings["by"] { monitor = name }
    let values: [(any DatabaseValueConvertible)?] = [
      run.number, start.name, start.statement, start.sweep?.name, start.model, start.parameters,
      start.data.name, start.data.fingerprint, start.data.rows["train"] ?? 0,
      Int64(truncatingIfNeeded: start.seed), start.key, start.version, attempt.directory,
      attempt.command.joined(separator: " "), attempt.git?.commit, attempt.git?.branch,
      attempt.kernels, attempt.threads, attempt.process.host, attempt.time, status.rawValue,
      run.epochCount, run.keptEpoch, run.wall, run.processor, run.memory, last.end?.weights,
      run.attempts.count,
      start.continues, start.repeats, monitor, settings, bytes, status == .running,
    ]
    try execute(
      "INSERT INTO run VALUES (\(values.map { _ in "?" }.joined(separator: ", ")))",
      StatementArguments(values))
  }

  /// The number of a set of settings, which many runs share.
  private func settings(_ settings: [String: RecordScalar]) throws -> Int64 {
    let text = text(settings)
    let known = try db.cachedStatement(sql: "SELECT id FROM setting_set WHERE text = ?")
    if let id = try Int64.fetchOne(known, arguments: [text]) { return id }
    try execute("INSERT INTO setting_set (text) VALUES (?)", [text])
    let id = db.lastInsertedRowID
    for (name, value) in settings {
      let value: any DatabaseValueConvertible =
        switch value {
        case .number(let number):
          Int64(exactly: number).map { $0 as any DatabaseValueConvertible } ?? number
        case .text(let text): text
        }
      try execute("INSERT INTO setting VALUES (?, ?, ?)", [id, name, value])
    }
    return id
  }

  private func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  private func text(_ value: some Encodable) -> String {
    (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}
