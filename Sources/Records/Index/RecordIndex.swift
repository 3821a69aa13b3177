// SPDX-License-Identifier: Apache-2.0

import GRDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The record as tables: made from its files, brought up to date before each question, and made anew when
/// it is damaged or of another version.
///
/// The file has a rollback journal, as several processes must not share one with a write-ahead log (SQLite
/// before 3.51.3). One process at a time takes runs in, under a lock of the file system; readers open
/// it read-only.
public final class RecordIndex {
  private let folder: RecordFolder
  private let queue: DatabaseQueue

  /// The index of a record, up to date as far as its folder can be written; else one in memory.
  public init(_ folder: RecordFolder) throws(RecordProblem) {
    self.folder = folder
    do {
      if let found = try? Self.upToDate(folder) {
        queue = found
        return
      }
      if let made = try? Self.remade(folder) {
        queue = made.queue
        return
      }
      // A folder that cannot be written is read all the same.
      queue = try DatabaseQueue(configuration: Self.configuration(isReadOnly: false))
      try queue.write { db in
        try db.execute(sql: RecordSchema.statements)
        let ingestion = RecordIngestion(db, folder)
        for number in folder.numbers() { try ingestion.take(number) }
      }
    } catch {
      throw RecordProblem(path: folder.index, reason: Self.reason(error))
    }
  }

  /// Makes the index anew from the files; returns how many runs there are.
  public static func rebuild(_ folder: RecordFolder) throws(RecordProblem) -> Int {
    do {
      return try remade(folder).count
    } catch {
      throw RecordProblem(path: folder.index, reason: reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? (error as? RecordProblem)?.reason ?? "\(error)"
  }

  // MARK: Files

  private static func configuration(isReadOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(10)
    configuration.label = "lstm.record"
    return configuration
  }

  /// The index as it is on disk, after taking in what is new; nil for none, and for one of another version.
  private static func upToDate(_ folder: RecordFolder) throws -> DatabaseQueue? {
    guard SmallFile.exists(folder.index) else { return nil }
    let reader = try DatabaseQueue(
      path: folder.index, configuration: configuration(isReadOnly: true))
    guard try reader.read(isOfThisVersion) else { return nil }
    let stale = try reader.read { try RecordIngestion.stale($0, folder) }
    guard !stale.numbers.isEmpty else { return reader }
    try reader.close()
    try withLock(folder) {
      let writer = try DatabaseQueue(
        path: folder.index, configuration: configuration(isReadOnly: false))
      // No transaction is open here, in which the journal could not be chosen.
      try writer.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL")
        try db.inTransaction(.immediate) {
          let (numbers, state) = try RecordIngestion.stale(db, folder)
          let ingestion = RecordIngestion(db, folder)
          for number in numbers { try ingestion.take(number) }
          try state.store(db)
          return .commit
        }
      }
      try writer.close()
    }
    return try DatabaseQueue(path: folder.index, configuration: configuration(isReadOnly: true))
  }

  private static func isOfThisVersion(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "PRAGMA user_version") == RecordSchema.version
  }

  /// Makes an index beside the one that is there, then puts it in its place.
  private static func remade(
    _ folder: RecordFolder
  ) throws -> (queue: DatabaseQueue, count: Int) {
    guard SmallFile.exists(folder.runs) else {
      let empty = try DatabaseQueue(configuration: configuration(isReadOnly: false))
      try empty.write { try $0.execute(sql: RecordSchema.statements) }
      return (empty, 0)
    }
    var count = 0
    try withLock(folder) {
      let new = folder.index + ".new"
      for path in [new, new + "-journal"] { unlink(path) }
      let writer = try DatabaseQueue(path: new, configuration: configuration(isReadOnly: false))
      try writer.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF")
        try db.inTransaction(.immediate) {
          try db.execute(
            sql: RecordSchema.statements + "PRAGMA user_version = \(RecordSchema.version)")
          var (_, state) = try RecordIngestion.stale(db, folder)
          let ingestion = RecordIngestion(db, folder)
          let numbers = folder.numbers()
          for number in numbers { try ingestion.take(number) }
          state.last = max(state.last, numbers.last ?? 0)
          try state.store(db)
          count = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM run") ?? 0
          return .commit
        }
      }
      try writer.close()
      for path in [new, folder.index] { unlink(path + "-journal") }
      guard rename(new, folder.index) == 0 else { throw RecordProblem.system(folder.index) }
    }
    let reader = try DatabaseQueue(
      path: folder.index, configuration: configuration(isReadOnly: true))
    return (reader, count)
  }

  /// Does something while no other process takes runs in.
  private static func withLock(_ folder: RecordFolder, _ work: () throws -> Void) throws {
    let descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RecordProblem.system(folder.lock) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw RecordProblem.system(folder.lock) }
    }
    try work()
  }

  // MARK: Questions

  private func read<Result>(_ work: (Database) throws -> Result) throws(RecordProblem) -> Result {
    do {
      return try queue.read(work)
    } catch {
      throw RecordProblem(path: folder.index, reason: Self.reason(error))
    }
  }

  /// The runs that are asked for, and how many there are without the limit, of which no more than a thousand
  /// are counted beyond it.
  public func runs(
    _ query: RecordQuery
  ) throws(RecordProblem) -> (runs: [RunSummary], count: Int) {
    try read { db in
      let sql = RecordSQL(query)
      let rows = try Row.fetchAll(db, sql: sql.text, arguments: sql.arguments)
      let runs = rows.map { row in
        RunSummary(
          number: row[0], name: row[1], data: row[2], model: row[3],
          status: RunStatus(rawValue: row[4]) ?? .died, epochs: row[5], kept: row[6],
          monitor: row[7], figure: row[8],
          tags: (row[9] as String?).map { $0.split(separator: "\n").map(String.init) } ?? [],
          values: query.fields.indices.map { Self.scalar(row[10 + $0] as DatabaseValue) })
      }
      guard let limit = query.limit, runs.count == limit else { return (runs, runs.count) }
      let count = RecordSQL(query, counts: true)
      return (
        runs, try Int.fetchOne(db, sql: count.text, arguments: count.arguments) ?? runs.count
      )
    }
  }

  private static func scalar(_ value: DatabaseValue) -> RecordScalar? {
    switch value.storage {
    case .null, .blob: nil
    case .int64(let number): .number(Double(number))
    case .double(let number): .number(number)
    case .string(let text): .text(text)
    }
  }

  /// The names of all figures, sorted.
  public func figureNames() throws(RecordProblem) -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT name FROM figure_name ORDER BY name") }
  }

  /// The names of all settings, sorted.
  public func settingNames() throws(RecordProblem) -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT DISTINCT name FROM setting ORDER BY name") }
  }
}
