// SPDX-License-Identifier: Apache-2.0

import Foundation
import Records
import Testing

@testable import DSL

/// The statements on the record of runs.
@Suite struct RecordStatementTests {
  private let folder: TemporaryFolder
  private var place: String { folder.path + "/record" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func recorder() -> Recorder { Recorder(in: folder.path, record: place) }

  /// Two runs of a model, both evaluated, and a grid.
  private func trained() throws -> Recorder {
    let recorder = recorder()
    let script =
      Samples.data + """

        model m(units=4) for d = embed 8 | lstm units | output
        train r = m epochs=3 batch=2 lr=0.05
        train s = m epochs=3 batch=2 lr=0.0001
        eval t = r
        eval u = s
        grid g = train m(units=[2, 3]) epochs=1 by loss
        """
    try #require(recorder.enter(script) == .success, "\(recorder.problems)")
    return recorder
  }

  /// The first column of the table that a statement shows.
  private func numbers(_ statement: String, _ recorder: Recorder) -> [String] {
    let before = recorder.tables.count
    #expect(recorder.enter(statement) == .success, "\(recorder.problems)")
    return recorder.tables.dropFirst(before).first?.rows.map { $0[0] } ?? []
  }

  @Test func runsAreListedByConditionsAndFigures() throws {
    let recorder = try trained()
    #expect(numbers("runs", recorder) == ["4", "3", "2", "1"])
    #expect(numbers("runs limit=2", recorder) == ["4", "3"])
    #expect(numbers("runs where lr < 0.04 and epochs == 3", recorder) == ["2"])
    #expect(numbers("runs where test.accuracy >= 0 by test.loss", recorder) == ["1", "2"])
    #expect(numbers("runs by test.accuracy limit=1", recorder) == ["1"])
    // A setting of the model that a grid varies, and words beside texts.
    #expect(numbers("runs where units == 3 and optimizer == adam", recorder) == ["4"])
    #expect(numbers("runs where statement == grid or name == r", recorder) == ["4", "3", "1"])
    #expect(numbers("runs where not (status == finished)", recorder) == [])
    recorder.enter("let most = 0.04")
    #expect(numbers("runs where lr > most", recorder) == ["1"])
    #expect(recorder.tables.last?.columns == ["run", "name", "data", "model", "epoch", "", "lr"])
  }

  @Test(arguments: [
    ("runs where valid.acuracy > 1", "E0204", "did you mean `valid.accuracy`?"),
    ("runs by test.f2", "E0204", "did you mean `test.f1`"),
    ("runs where lrr > 1", "E0204", "did you mean `lr`?"),
    ("runs where statu == died", "E0204", "did you mean `status`"),
    ("runs where max(lr) > 1", "E0302", "it is made of names, numbers"),
    ("show run 1 epoch", "E0304", "did you mean `epochs`?"),
    ("show run 0", "E0303", "`runs` lists them"),
    ("show run 7", "E0303", "it has none yet"),
    ("runs limt=3", "E0301", "limit"),
  ])
  func mistakesHaveAPlaceAndARemedy(statement: String, code: String, remedy: String) throws {
    let recorder = recorder()
    #expect(recorder.enter(statement) != .success)
    let found = try #require(recorder.diagnostics.first { $0.code.rawValue.hasPrefix("E") })
    #expect(found.span != nil)
    #expect(
      "\(found.help ?? "")".contains(remedy), "\(found.code) \(found.message): \(found.help ?? "")")
    #expect(found.code.rawValue == code, "\(found.message)")
  }

  @Test func aRunIsShownByItsNumber() throws {
    let recorder = try trained()
    let before = recorder.tables.count
    #expect(recorder.enter("show run 1 epochs settings script") == .success)
    let tables = recorder.tables.dropFirst(before)
    #expect(tables.map { $0.rows.count }[..<1] == [3])
    #expect(Array(tables)[1].rows.contains(["lr", "0.05"]))
    #expect(Array(tables)[2].rows.contains { $0[0].hasPrefix("train r = m") })
  }

  /// The rows that only one of two runs has right, and what both tests say of them.
  @Test func twoRunsAreComparedOnTheSameRows() throws {
    let recorder = try trained()
    let before = recorder.tables.count
    #expect(recorder.enter("compare 1 2") == .success, "\(recorder.problems)")
    let tables = recorder.tables.dropFirst(before)
    let differences = try #require(tables.first)
    #expect(differences.rows == [["lr", "0.05", "0.0001"]])
    let test = try #require(tables.last)
    #expect(test.title == "paired test: accuracy of 3 test rows")
    #expect(test.rows.map { $0[0] } == ["bootstrap", "McNemar"])
    let figures = try #require(tables.first { $0.title == "figures" })
    let accuracy = try #require(figures.rows.first { $0[0] == "test.accuracy" })
    #expect(Array(accuracy[1...2]) == Array(test.rows[0][1...2]))
    #expect(recorder.enter("compare 1, 3") == .success)
    #expect(recorder.tables.last?.rows.first?.first?.hasPrefix("none: one of them") == true)
  }

  @Test func aRunAgainHasTheSameBits() throws {
    let recorder = try trained()
    _ = recorder.texts()
    for number in [1, 4] {
      #expect(recorder.enter("rerun \(number)") == .success, "\(recorder.problems)")
      let text = recorder.texts().joined()
      #expect(text.contains("the same bits"), "\(text)")
    }
    let again = try #require(RunRecord(5, in: RecordFolder(path: place)))
    #expect(again.start.repeats == 1)
    #expect(recorder.enter("resume r epochs=4") != .success)
  }

  @Test func whatAResumeMadeIsMadeAgain() throws {
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache", record: place)
    recorder.enter(Samples.run)
    #expect(recorder.enter("resume r epochs=5") == .success)
    _ = recorder.texts()
    #expect(recorder.enter("rerun 2") == .success, "\(recorder.problems)")
    #expect(recorder.texts().joined().contains("the same bits"))
    // The run that is repeated stays as it was.
    let record = RecordFolder(path: place)
    #expect(RunRecord(2, in: record)?.attempts.count == 1)
    let last = try #require(record.numbers().last)
    #expect(RunRecord(last, in: record)?.start.repeats == 2)
  }

  @Test func anInterruptedOrChangedRunHasOtherBits() throws {
    try folder.write("text,label\na,x\nb,y\nc,x\nd,y\ne,x\nf,y\ng,x\nh,y\n", to: "d.csv")
    let recorder = recorder()
    let script = """
      data d = csv "d.csv" { split 50/25/25 shuffle=no }
      model m for d = embed 4 | lstm 4 | output
      train r = m epochs=1
      """
    #expect(recorder.enter(script) == .success, "\(recorder.problems)")
    try folder.write("text,label\nb,x\na,y\nc,x\nd,y\ne,x\nf,y\ng,x\nh,y\n", to: "d.csv")
    _ = recorder.texts()
    #expect(recorder.enter("rerun 1") == .success)
    let text = recorder.texts().joined()
    #expect(text.contains("other bits") && text.contains("its data has changed"), "\(text)")
  }

  @Test func notesAndTagsAreKept() throws {
    let recorder = try trained()
    #expect(recorder.enter(#"note r "a note"; tag 2 "best" "old"; tag 2 "old" remove"#) == .success)
    #expect(numbers(#"runs where tag == "best""#, recorder) == ["2"])
    let record = RecordFolder(path: place)
    #expect(RunRecord(1, in: record)?.notes.map(\.text) == ["a note"])
    #expect(RunRecord(2, in: record)?.tags == ["best"])
  }

  @Test func withoutARecordNothingIsAsked() {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.enter("runs") != .success)
    #expect(recorder.problems.contains { $0.contains("no record of runs is kept") })
  }

  @Test(arguments: [
    "runs", "runs where valid.f1 > 0.8 and lr < 0.1 by valid.f1 limit=5", "show run 12 epochs",
    "compare 12 15", "compare 12 15 samples=200", "rerun 12", #"note 12 "a""#,
    #"tag r "a" "b" remove"#,
  ])
  func theyAreFormattedAsWritten(statement: String) throws {
    let parsed = Parser.parse(SourceText(name: "t", text: statement))
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.script.statements.map { Formatter.format($0) } == [statement])
  }

  @Test func programsGetJSONAndTables() throws {
    _ = try trained()
    let book = RecordBook(folder: place)
    guard case .text(let json) = try book.list(where: "lr > 0.01", by: nil, limit: 5, as: .json),
      case .text(let csv) = try book.list(where: nil, by: "test.loss", limit: 5, as: .csv)
    else {
      Issue.record("no texts")
      return
    }
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(objects.count == 1 && objects[0]["lr"] as? Double == 0.05)
    #expect(csv.split(separator: "\n").count == 3)
    #expect(
      csv.hasPrefix(
        "run,name,data,model,status,epochs,kept_epoch,tags,monitor,figure,test.loss\n1,r,"))
    let all = try book.export(where: nil, by: nil, limit: 100, as: .json)
    let exported = try #require(
      try JSONSerialization.jsonObject(with: Data(all.utf8)) as? [[String: Any]])
    #expect(exported.count == 4 && exported[3]["setting.batch"] as? Int == 2)
    try book.delete(4)
    #expect(try book.rebuild() == 3)
    #expect(throws: Diagnostic.self) { try book.delete(4) }
  }

  @Test(
    arguments: [
      (0, "1970-01-01 00:00"), (951_782_400, "2000-02-29 00:00"),
      (1_700_000_000, "2023-11-14 22:13"),
      (-1, "1969-12-31 23:59"), (.infinity, ""),
    ] as [(Double, String)])
  func timesAreThoseOfUTC(seconds: Double, text: String) {
    #expect(RecordTime.text(seconds) == text)
  }
}
