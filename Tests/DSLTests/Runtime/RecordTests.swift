// SPDX-License-Identifier: Apache-2.0

import Foundation
import Records
import Testing

@testable import DSL

/// What the record notes of runs; the names of tests are the rules of the record.
@Suite struct RecordTests {
  private let folder: TemporaryFolder
  private var place: String { folder.path + "/record" }
  private var record: RecordFolder { RecordFolder(path: place) }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func recorder(
    keepsRuns: Bool = true, isFresh: Bool = false, seed: Int? = nil
  ) -> Recorder {
    Recorder(
      in: folder.path, seed: seed, cache: keepsRuns ? folder.path + "/cache" : nil, record: place,
      isFresh: isFresh)
  }

  private func run(_ number: Int) throws -> RunRecord {
    try #require(RunRecord(number, in: record))
  }

  @Test func aRunIsNotedWithAllThatRepeatsIt() throws {
    #expect(recorder().run(Samples.run + "\neval t = r\nsave r \"r.model\"") == .success)
    #expect(record.numbers() == [1])
    let run = try run(1)
    #expect(run.start.statement == "train" && run.start.name == "r")
    #expect(run.start.model == "embed 8 | lstm 6 | output" && run.start.parameters > 100)
    #expect(run.start.settings["lr"] == .number(0.05) && run.start.settings["batch"] == .number(2))
    // Those that are the default are there too.
    #expect(run.start.settings["optimizer"] == .text("adam"))
    #expect(run.start.settings["patience"] != nil && run.start.settings["clip"] != nil)
    #expect(run.start.data.rows == ["train": 6, "valid": 3, "test": 3])
    #expect(run.start.script.contains("train r = m epochs=3 batch=2 lr=0.05"))
    #expect(run.epochs.map(\.epoch) == [1, 2, 3])
    #expect(
      run.epochs.allSatisfy {
        $0.figures["train.loss"] != nil && $0.figures["valid.accuracy"] != nil
      })
    #expect(run.status == .finished && run.last.end?.epochs == 3)
    #expect(run.last.end?.weights.count == 16 && run.last.end?.wall ?? 0 > 0)
    #expect(run.last.end?.processor ?? 0 > 0 && run.memory ?? 0 > 0)
    #expect(run.figures["test.accuracy"] != nil && run.figures["valid.loss"] != nil)
    #expect(run.artefacts.map(\.kind) == ["model"])
    #expect(run.artefacts.first?.path.hasSuffix("/r.model") == true)
    let rows = try #require(run.evaluations.first?.rows)
    #expect(rows.count == 3 && rows.measure == "accuracy")
    let right = try #require(RowResults.values(of: rows))
    #expect(abs(right.reduce(0, +) / 3 - (run.figures["test.accuracy"] ?? -1)) < 1e-9)
  }

  @Test func aRunOfTheCacheHasNoNewNumber() throws {
    #expect(recorder().run(Samples.run) == .success)
    #expect(recorder().run(Samples.run + "\neval t = r") == .success)
    #expect(record.numbers() == [1])
    #expect(try run(1).evaluations.map(\.name) == ["t"])
    #expect(recorder(isFresh: true).run(Samples.run) == .success)
    #expect(record.numbers() == [1, 2])
  }

  @Test func eachRunOfSeveralHasANumber() throws {
    let grid =
      Samples.data + """

        model m(units=4) for d = embed 4 | lstm units | output
        grid g = train m(units=[2, 3]) epochs=1 by loss
        train s = m epochs=1 seeds=2
        crossval c = m folds=3 epochs=1
        """
    let recorder = recorder()
    #expect(recorder.run(grid) == .success, "\(recorder.problems)")
    let runs = try record.numbers().map(run)
    #expect(
      runs.map(\.start.statement) == [
        "grid", "grid", "train", "train", "crossval", "crossval", "crossval",
      ])
    #expect(runs[0].start.name == "g[1]" && runs[0].start.sweep?.settings == ["units": "2"])
    #expect(runs[4...].allSatisfy { $0.evaluations.count == 1 })
  }

  @Test func theHashOfTheRowsIsThatOfTheFileHoweverARunReadsIt() throws {
    let other = Samples.run.replacingOccurrences(
      of: "{ split", with: "{ text text min_count=2; target label; split")
    #expect(recorder().run(Samples.run + "\neval t = r") == .success)
    #expect(recorder().run(other + "\neval t = r") == .success)
    let (first, second) = (try run(1), try run(2))
    #expect(first.start.data.training != second.start.data.training)
    #expect(first.evaluations[0].rows.fingerprint == second.evaluations[0].rows.fingerprint)
  }

  @Test func curvesDoNotOverlapAfterResume() throws {
    let first = recorder()
    first.enter(Samples.data + "\nmodel m for d = embed 8 | lstm 6 | output")
    first.batchesLeft = 7
    #expect(first.enter("train r = m epochs=5 batch=2") == .interrupted)
    #expect(try run(1).status == .interrupted)
    let second = recorder()
    second.enter(Samples.data + "\nmodel m for d = embed 8 | lstm 6 | output")
    #expect(second.enter("train r = m epochs=5 batch=2") == .success)
    #expect(record.numbers() == [1])
    let run = try run(1)
    #expect(run.attempts.count == 2 && run.attempts[1].start.attempt == 2)
    #expect(run.epochs.map(\.epoch) == [1, 2, 3, 4, 5])
    #expect(run.status == .finished)
    #expect(run.attempts[1].start.epoch == 3)
  }

  @Test func goingOnAfterTheEndIsARunOfItsOwn() throws {
    let recorder = recorder()
    recorder.enter(Samples.run)
    #expect(recorder.enter("resume r epochs=5") == .success, "\(recorder.problems)")
    let run = try run(2)
    #expect(run.start.statement == "resume" && run.start.continues == 1)
    #expect(run.epochs.map(\.epoch) == [4, 5])
  }

  @Test func aRecorderNeverStopsARunAndWarnsOnce() throws {
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try "a file".write(toFile: place + "/runs", atomically: true, encoding: .utf8)
    let recorder = recorder(keepsRuns: false)
    #expect(recorder.run(Samples.run + "\ntrain r2 = m epochs=1\neval t = r") == .success)
    #expect(recorder.problems.count { $0.hasPrefix("W0602") } == 1)
  }

  @Test func withoutAFolderNothingIsNoted() throws {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(Samples.run) == .success)
    #expect(record.numbers().isEmpty)
  }

  @Test func rowsAreTheSameAfterAFile() throws {
    for count in 0..<20 {
      let bytes = (0..<count).map { UInt8($0 * 13 % 256) }
      var rows = EvaluationFacts.Rows(count: count, fingerprint: "", measure: "accuracy")
      rows.right = Data(bytes)
      let file = try JSONEncoder().encode(rows)
      #expect(try JSONDecoder().decode(EvaluationFacts.Rows.self, from: file) == rows)
    }
    var rows = EvaluationFacts.Rows(count: 8, fingerprint: "", measure: "accuracy")
    rows.right = Data("light wo".utf8)
    let text = String(decoding: try JSONEncoder().encode(rows), as: UTF8.self)
    #expect(text.contains("\"bGlnaHQgd28=\""))
    let broken = text.replacingOccurrences(of: "bGlnaHQgd28=", with: "a b")
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(EvaluationFacts.Rows.self, from: Data(broken.utf8))
    }
  }
}
