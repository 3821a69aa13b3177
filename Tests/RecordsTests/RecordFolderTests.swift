// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Records

/// The files of the record; the names of tests are its rules.
@Suite struct RecordFolderTests {
  private let folder: TemporaryFolder
  private var record: RecordFolder { RecordFolder(path: folder.path + "/record") }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func aFolderThatIsNotThereHasNoRuns() {
    #expect(RecordFolder(path: "/nowhere").numbers() == [])
    #expect(RunRecord(1, in: RecordFolder(path: "/nowhere")) == nil)
  }

  @Test func numbersAreThoseOfFilesAndNoneIsGivenTwice() throws {
    for number in 1...40 {
      #expect(try RunSpool(Facts.start(), Facts.attempt(), in: record).number == number)
    }
    #expect(record.numbers() == Array(1...40))
    try record.delete(40)
    #expect(RunRecord(40, in: record) == nil)
    #expect(try RunSpool(Facts.start(), Facts.attempt(), in: record).number == 41)
  }

  @Test func theNumberOfAKeyIsThatOfItsLastRun() throws {
    #expect(record.number(ofKey: "k") == nil)
    _ = try RunSpool(Facts.start(key: "k"), Facts.attempt(), in: record)
    _ = try RunSpool(Facts.start(key: "l"), Facts.attempt(), in: record)
    #expect(record.number(ofKey: "k") == 1)
    _ = try RunSpool(Facts.start(key: "k"), Facts.attempt(), in: record)
    #expect(record.number(ofKey: "k") == 3 && record.number(ofKey: "l") == 2)
  }

  @Test func severalWritersGetNumbersOfTheirOwn() async throws {
    let record = record
    try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          try (0..<50).map { _ in try RunSpool(Facts.start(), Facts.attempt(), in: record).number }
        }
      }
      let all = try await group.reduce(into: []) { $0 += $1 }
      #expect(all.sorted() == Array(1...200))
    }
    #expect(record.numbers().allSatisfy { RunRecord($0, in: record) != nil })
  }

  @Test func failedRunsDoNotVanish() throws {
    var gone = Facts.attempt()
    gone.process.began = "1"
    let spool = try RunSpool(Facts.start(), gone, in: record)
    try spool.write(EpochFacts(epoch: 1, figures: ["train.loss": 0.5], best: true))
    let run = try #require(RunRecord(1, in: record))
    #expect(run.status == .died && run.epochs.count == 1 && run.figures["train.loss"] == 0.5)
    var other = Facts.attempt()
    other.process.boot = "another start of the machine"
    _ = try RunSpool(Facts.start(), other, in: record)
    #expect(RunRecord(2, in: record)?.status == .died)
    _ = try RunSpool(Facts.start(), Facts.attempt(), in: record)
    #expect(RunRecord(3, in: record)?.status == .running)
  }

  @Test func curvesDoNotOverlapAfterResume() throws {
    let first = try RunSpool(Facts.start(), Facts.attempt(), in: record)
    for epoch in 1...4 {
      try first.write(EpochFacts(epoch: epoch, figures: ["train.loss": 1], best: true))
    }
    // It was killed after epoch 4; its checkpoint is that of the third one.
    var attempt = Facts.attempt()
    attempt.epoch = 3
    let second = try RunSpool(continuing: 1, attempt, in: record)
    #expect(second.attempt == 2)
    try second.write(EpochFacts(epoch: 3, figures: ["train.loss": 2], best: true))
    let run = try #require(RunRecord(1, in: record))
    #expect(run.epochs.map(\.epoch) == [1, 2, 3])
    #expect(run.epochs.map { $0.figures["train.loss"] } == [1, 1, 2])
  }

  @Test func nothingGoesOnUnderTheNumberOfADeletedRun() throws {
    _ = try RunSpool(Facts.start(key: "k"), Facts.attempt(), in: record)
    try record.delete(1)
    #expect(record.number(ofKey: "k") == nil)
    _ = try RunSpool(Facts.start(key: "k"), Facts.attempt(), in: record)
    #expect(record.number(ofKey: "k") == 2)
  }

  @Test func theLineAfterHalfALineIsNotLost() throws {
    let spool = try RunSpool(Facts.start(), Facts.attempt(), in: record)
    let handle = try #require(FileHandle(forWritingAtPath: record.spool(1)))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"epoch":{"epoch":1,"fig"#.utf8))
    try spool.write(EpochFacts(epoch: 2, figures: [:], best: true))
    let run = try #require(RunRecord(1, in: record))
    #expect(run.damaged == 1 && run.epochs.map(\.epoch) == [2])
  }

  @Test func aBrokenLineIsPassedOver() throws {
    let spool = try RunSpool(Facts.start(), Facts.attempt(), in: record)
    try spool.write(EpochFacts(epoch: 1, figures: [:], best: true))
    let path = record.spool(1)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"epoch":{"epoch":2,"fig"#.utf8))
    #expect(RunRecord(1, in: record)?.damaged == 0)
    // What comes after half a line begins on its own.
    try record.add(.note("still here"), to: 1, at: 5)
    let run = try #require(RunRecord(1, in: record))
    #expect(run.damaged == 1 && run.epochs.count == 1)
    #expect(run.notes == [RunRecord.Note(text: "still here", time: 5)])
  }

  @Test func tagsAreGivenAndTaken() throws {
    _ = try RunSpool(Facts.start(), Facts.attempt(), in: record)
    for remark in [Remark.tag("b"), .tag("a"), .tag("b"), .untag("a")] {
      try record.add(remark, to: 1, at: 0)
    }
    #expect(RunRecord(1, in: record)?.tags == ["b"])
  }

  @Test func aRunHasAtMostTwoDescriptors() throws {
    let descriptors = { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    let before = try descriptors()
    let spools = try (0..<20).map { _ in try RunSpool(Facts.start(), Facts.attempt(), in: record) }
    // Other tests open files meanwhile.
    #expect(try descriptors() - before <= 2 * spools.count)
    withExtendedLifetime(spools) {}
  }

  @Test func theCommitIsReadFromTheFilesOfTheRepository() throws {
    let git = folder.path + "/work/.git"
    let commit = String(repeating: "0123456789", count: 4)
    try FileManager.default.createDirectory(
      atPath: git + "/refs/heads", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/work/a/b", withIntermediateDirectories: true)
    let write = { (text: String, name: String) in
      try text.write(toFile: git + "/" + name, atomically: true, encoding: .utf8)
    }
    try write("ref: refs/heads/main\n", "HEAD")
    #expect(GitState(of: folder.path + "/work/a/b") == nil)
    try write("# pack\n\(commit) refs/heads/main\n", "packed-refs")
    var state = try #require(GitState(of: folder.path + "/work/a/b"))
    #expect(state.commit == commit && state.branch == "main")
    let newer = String(commit.reversed())
    try write(newer + "\n", "refs/heads/main")
    state = try #require(GitState(of: folder.path + "/work"))
    #expect(state.commit == newer)
    try write(commit, "HEAD")
    state = try #require(GitState(of: folder.path + "/work"))
    #expect(state.commit == commit && state.branch == nil)
  }
}

/// Facts of runs that were never trained.
enum Facts {
  static func start(key: String = "key", seed: UInt64 = 0) -> RunStart {
    RunStart(
      statement: "train", name: "r", model: "embed 8 | lstm 6 | output", parameters: 400,
      settings: ["lr": .number(0.01), "optimizer": .text("adam")],
      data: RunStart.Data(name: "d", fingerprint: "f", training: "t", rows: ["train": 6]),
      seed: seed, key: key, version: "1", engine: 3, script: "lstm 1\n")
  }

  static func attempt() -> AttemptStart {
    AttemptStart(
      directory: "/", command: ["lstm"], given: [:], git: nil, kernels: "avx2", threads: 1,
      process: .current, time: 1_700_000_000)
  }

  static func end(_ figures: [String: Double]) -> RunEnd {
    RunEnd(
      status: .finished, epochs: 1, kept: 1, figures: figures, weights: "w", wall: 1, processor: 1,
      memory: 1000)
  }

  static func evaluation(_ figures: [String: Double]) -> EvaluationFacts {
    EvaluationFacts(
      name: "t", data: "d", split: "test", isOwn: true, figures: figures,
      rows: EvaluationFacts.Rows(count: 3, fingerprint: "h", measure: "loss"), time: 0)
  }
}
