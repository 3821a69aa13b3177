// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Records

/// The index over the files of the record; the names of tests are its rules.
@Suite struct RecordIndexTests {
  private let folder: TemporaryFolder
  private var record: RecordFolder { RecordFolder(path: folder.path + "/record") }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func add(
    loss: Double, lr: Double = 0.01, ends: Bool = true, f1: Double? = nil
  ) throws {
    var start = Facts.start()
    start.settings["lr"] = .number(lr)
    start.settings["by"] = .text("loss")
    let spool = try RunSpool(start, Facts.attempt(), in: record)
    let figures = ["train.loss": loss + 0.1, "valid.loss": loss]
    try spool.write(EpochFacts(epoch: 1, figures: figures, best: true))
    if ends { try spool.write(Facts.end(figures)) }
    guard let f1 else { return }
    try record.add(Facts.evaluation(["f1": f1]), to: spool.number)
  }

  private func numbers(_ change: (inout RecordQuery) -> Void = { _ in }) throws -> [Int] {
    var query = RecordQuery()
    change(&query)
    return try RecordIndex(record).runs(query).runs.map(\.number)
  }

  @Test func anEmptyRecordHasNoRuns() throws {
    #expect(try numbers() == [])
    #expect(!FileManager.default.fileExists(atPath: record.path))
  }

  @Test func theNewestComesFirstAndNewOnesAreTakenIn() throws {
    try add(loss: 0.5)
    #expect(try numbers() == [1])
    try add(loss: 0.4)
    try add(loss: 0.3)
    #expect(try numbers() == [3, 2, 1])
    #expect(try numbers { $0.limit = 2 } == [3, 2])
  }

  @Test func conditionsAreOfFiguresSettingsFactsAndTags() throws {
    try add(loss: 0.5, lr: 0.1, f1: 0.9)
    try add(loss: 0.3, lr: 0.01, f1: 0.7)
    try add(loss: 0.4, lr: 0.01)
    try record.add(.tag("best"), to: 2, at: 0)
    let loss = RecordCondition.field(.figure("valid.loss"))
    #expect(
      try numbers { $0.condition = .compared(.less, loss, .value(.number(0.45))) } == [3, 2])
    let f1 = RecordCondition.field(.figure("test.f1"))
    #expect(try numbers { $0.condition = .compared(.greater, f1, .value(.number(0.8))) } == [1])
    let lr = RecordCondition.field(.setting("lr"))
    let small = RecordCondition.compared(.equal, lr, .value(.number(0.01)))
    #expect(try numbers { $0.condition = small } == [3, 2])
    #expect(try numbers { $0.condition = .not(small) } == [1])
    let best = RecordCondition.compared(.equal, .field(.tag), .value(.text("best")))
    #expect(try numbers { $0.condition = .all(small, best) } == [2])
    let name = RecordCondition.compared(.equal, .field(.fact("name")), .value(.text("r' OR 1")))
    #expect(try numbers { $0.condition = name } == [])
    let started = RecordCondition.field(.fact("started"))
    for (date, found) in [("2023-01-01", [3, 2, 1]), ("2024-01-01", [])] {
      let later = RecordCondition.compared(.greater, started, .value(.text(date)))
      #expect(try numbers { $0.condition = later } == found)
    }
  }

  @Test func anOrderLeavesOutWhatLacksItsFigure() throws {
    try add(loss: 0.5, f1: 0.7)
    try add(loss: 0.4)
    try add(loss: 0.3, f1: 0.9)
    #expect(try numbers { ($0.order, $0.isDescending) = (.figure("test.f1"), true) } == [3, 1])
    #expect(try numbers { $0.order = .figure("valid.loss") } == [3, 2, 1])
    var query = RecordQuery()
    (query.order, query.fields, query.limit) = (.figure("test.f1"), [.figure("test.f1")], 1)
    let (runs, count) = try RecordIndex(record).runs(query)
    #expect(runs.map(\.values) == [[.number(0.7)]] && count == 2)
  }

  @Test func whatIsSaidOfAFinishedRunIsTakenIn() throws {
    try add(loss: 0.5)
    _ = try numbers()
    try record.add(Facts.evaluation(["f1": 0.8]), to: 1)
    let index = try RecordIndex(record)
    #expect(try index.figureNames() == ["test.f1", "train.loss", "valid.loss"])
    try record.delete(1)
    #expect(try numbers() == [])
  }

  @Test func aRunUnderWayIsFollowedUntilItEnds() throws {
    let spool = try RunSpool(Facts.start(), Facts.attempt(), in: record)
    #expect(try RecordIndex(record).runs(RecordQuery()).runs.first?.status == .running)
    try spool.write(EpochFacts(epoch: 1, figures: ["valid.loss": 0.5], best: true))
    #expect(try RecordIndex(record).runs(RecordQuery()).runs.first?.epochs == 1)
    try spool.write(Facts.end(["valid.loss": 0.5]))
    #expect(try RecordIndex(record).runs(RecordQuery()).runs.first?.status == .finished)
  }

  @Test func theIndexIsRebuildableFromSpools() throws {
    for loss in [0.5, 0.4, 0.3] { try add(loss: loss, f1: 1 - loss) }
    try record.delete(2)
    let before = try RecordIndex(record).runs(RecordQuery()).runs
    for damage in [
      "", "this is no database, whatever its name says of it, and long enough for a page",
    ] {
      try damage.write(toFile: record.index, atomically: true, encoding: .utf8)
      #expect(try RecordIndex(record).runs(RecordQuery()).runs == before)
    }
    try FileManager.default.removeItem(atPath: record.index)
    #expect(try RecordIndex(record).runs(RecordQuery()).runs == before)
    #expect(try RecordIndex.rebuild(record) == 2)
    #expect(try RecordIndex(record).runs(RecordQuery()).runs == before)
    #expect(before.map(\.number) == [3, 1])
  }

  @Test func theJournalIsARollbackJournal() throws {
    try add(loss: 0.5)
    _ = try numbers()
    try add(loss: 0.4)
    _ = try numbers()
    let files = try FileManager.default.contentsOfDirectory(atPath: record.path)
    #expect(!files.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
    // Bytes 18 and 19 of the header say 2 for a write-ahead log.
    let header = try #require(FileManager.default.contents(atPath: record.index)).prefix(20)
    #expect(header[18] == 1 && header[19] == 1)
  }

  @Test func severalProcessesTakeInAtOnce() async throws {
    for number in 0..<20 { try add(loss: Double(number)) }
    _ = try numbers()
    for number in 0..<20 { try add(loss: Double(number)) }
    let record = record
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try RecordIndex(record).runs(RecordQuery()).runs.count }
      }
      for try await count in group { #expect(count == 40) }
    }
  }
}
