// SPDX-License-Identifier: Apache-2.0

import Foundation
import LSTM
import Testing

@testable import DSL

@Suite struct DataSummaryTests {
  /// The tables of some facets of `d`.
  private func tables(_ data: String, _ facets: String, in folder: String = ".") -> [ResultTable] {
    let recorder = Recorder(in: folder)
    #expect(recorder.run(data + "\nshow d " + facets) == .success)
    return recorder.tables
  }

  /// Data of every kind: those of all tasks, of several steps, and of recordings.
  static let kinds =
    Samples.tasks.map(\.data) + [
      Samples.machines, Samples.data(role: "sound", "sound file features=logmel(8)"),
    ]

  @Test(arguments: kinds)
  func everythingOfEveryKindIsShownTheSameTwice(data: String) throws {
    let (once, again) = (tables(data, "full"), tables(data, "full"))
    #expect(once == again)
    for table in once {
      #expect(table.columns.count == table.alignments.count, "\(table.title ?? "")")
      for row in table.rows { #expect(row.count == table.columns.count, "\(table.title ?? "")") }
    }
    let titles = once.compactMap(\.title)
    #expect(titles.contains { $0.contains(" columns of ") || $0.contains(" column of ") })
    #expect(once.last?.title?.hasPrefix("d: ") == true)
    #expect(tables(data, "").count < once.count)
  }

  /// Data of other formats: streams, tags a line a token, lists of JSON, a language model of lines.
  @Test(arguments: [
    ("chars", "a.txt", "to be\nor not\nto be\nthat is\nthe question\n", ""),
    ("words", "a.txt", "to be\nor not\nto be\nthat is\nthe question\n", ""),
    ("lines", "a.txt", "to be\nor not\nto be\nthat is\n", "text text; target next;"),
    ("conll", "a.txt", "Ann B-PER\nran O\n\nBob B-PER\nsat O\n\nit O\nran O\n\n", ""),
    (
      "jsonl", "a.jsonl",
      (0..<6).map { #"{"text": "t \#($0)", "tags": ["a", "b\#($0 % 2)"]}"# }.joined(
        separator: "\n"),
      "text text; target tags labels;"
    ),
  ])
  func otherFormatsAreShownTheSameTwice(
    format: String, file: String, text: String, roles: String
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: file)
    let data = "data d = \(format) \"\(file)\" { \(roles) split 50/25/25 }"
    let once = tables(data, "full", in: folder.path)
    #expect(once == tables(data, "full", in: folder.path))
    #expect(once.contains { $0.title?.contains("how much of the running text") == true })
    #expect(once.allSatisfy { table in table.rows.allSatisfy { $0.count == table.columns.count } })
  }

  @Test func columnsWithoutARoleAreShownInTheirOwnUnits() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      review,label,age,day,flag
      good room,good,20,2024-01-01,x
      bad room,bad,NA,2024-01-03,y
      a good and long stay,good,40.5,2024-01-05,x
      bad,bad,30,2024-01-02,x

      """, to: "r.csv")
    let table = try #require(
      tables(
        #"data d = csv "r.csv" { text review; target label; split 50/25/25 shuffle=no }"#,
        "columns", in: folder.path
      ).first)
    #expect(table.title == "d: 5 columns of 4 rows")
    let expected = [
      ["review", "text", "text", "0", "4", "3", "8", "20"],
      ["label", "target", "category", "0", "2", "", "", ""],
      ["age", "–", "number", "1 (25.0 %)", "3", "20", "30", "40.5"],
      ["day", "–", "time", "0", "4", "2024-01-01", "2024-01-02", "2024-01-05"],
      ["flag", "–", "category", "0", "2", "", "", ""],
    ]
    #expect(table.rows.map { Array($0.dropLast()) } == expected)
    #expect(table.rows[1].last == "bad 50 %, good 50 %")
    #expect(table.rows[4].last == "x 75 %, y 25 %")
    #expect(table.rows[2].last?.allSatisfy { Spark.heights.contains($0) } == true)
  }

  @Test func rowsOfOtherFilesCountToo() throws {
    let folder = try TemporaryFolder()
    try folder.write("t,c\na b,x\nc d,y\n", to: "a.csv")
    try folder.write("t,c\ne f,x\n", to: "b.csv")
    let table = try #require(
      tables(
        #"data d = csv "a.csv" { text t; target c; split train=100% test="b.csv" }"#, "columns",
        in: folder.path
      ).first)
    #expect(table.title == "d: 2 columns of 3 rows")
  }

  @Test func aFileThatIsGoneIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("t,c\na b,x\nc d,y\n", to: "a.csv")
    let recorder = Recorder(in: folder.path)
    recorder.enter(#"data d = csv "a.csv" { text t; target c; split 100/0/0 }"#)
    try FileManager.default.removeItem(atPath: "\(folder.path)/a.csv")
    #expect(recorder.enter("show d columns") == .success)
    let note = try #require(recorder.tables.last?.footnotes.last)
    #expect(note.hasPrefix("not all rows could be read again: "))
  }

  @Test func numbersWithOddCellsNameTheFirst() throws {
    let table = try #require(
      tables(
        """
        data d = rows [t, c, n] [
          \((0..<30).map { "[\"w \($0)\", \"\($0 % 2)\", \"\($0 == 7 ? "n/a" : String($0))\"]" }
            .joined(separator: ", "))
        ] { text t; target c }
        """, "columns"
      ).first)
    #expect(table.rows[2][2] == "whole number")
    #expect(table.footnotes.contains("n: 1 cell is no number: `n/a`"))
  }

  @Test func classesStandByTheirRowsWithTheirWeights() throws {
    let table = try #require(tables(Self.uneven, "balance").first)
    #expect(table.columns == ["value", "train", "valid", "test", "share", "weight", ""])
    #expect(table.rows[0][0] == "good")
    #expect(table.rows[0][1] == "30")
    #expect(table.rows[1][0] == "bad")
    let shares = table.rows.compactMap { Double($0[4].dropLast(2)) }
    #expect(abs(shares.reduce(0, +) - 100) < 0.11)
    #expect(table.rows[0].last == String(repeating: "█", count: 10))
  }

  /// Many rows of one class and few of the other, with a text that stands twice, and with two classes.
  private static let uneven = """
    data d = rows [text, label, author, age] [
      \((0..<40).map { row in
        let age = row == 3 ? "\"\"" : String(row)
        return "[\"text \(row) of many\", \"\(row % 10 == 0 ? "bad" : "good")\", \"a\(row % 4)\", \(age)]"
      }.joined(separator: ", ")),
      ["text 1 of many", "bad", "a1", 5], ["text 2 of many", "good", "a2", 6]
    ] { text text; target label class; split 80/10/10 shuffle=no }
    """

  @Test func rowsInTwoSplitsAndWithTwoTargetsAreFound() throws {
    let tables = tables(Self.uneven, "leaks")
    #expect(tables.count == 3)
    let counts = tables[0]
    #expect(
      counts.columns.suffix(3) == ["like one of train", "like one of valid", "like one of test"])
    #expect(counts.rows.last?[2] == "2")
    #expect(tables[1].rows.map { $0[0] + $0[1] } == ["testtrain", "testtrain"])
    #expect(tables[2].rows == [["bad", "good", "row 41, row 2", "text 1 of many"]])
  }

  @Test func unknownWordsDoNotMakeRowsAlike() throws {
    let tables = tables(
      """
      data d = rows [text, label] [
        ["good room", "a"], ["bad room", "b"], ["red room", "a"], ["blue room", "b"], ["red room", "a"]
      ] { text text; target label; split 40/20/40 shuffle=no }
      """, "leaks")
    #expect(tables[0].rows.last == ["test", "2", "0", "1", "0"])
  }

  @Test func whatIsCoveredFallsWithTheWordsLeftOut() throws {
    let table = try #require(tables(Samples.data, "coverage").first)
    let shares = table.rows.compactMap { Double($0[2].dropLast(2)) }
    #expect(shares.count == 5)
    #expect(shares == shares.sorted(by: >))
    #expect(shares[0] == 100)
    #expect(table.footnotes.contains { $0.hasPrefix("unknown in valid: ") })
  }

  @Test func vectorsOfTheSessionAreHeldAgainstTheWords() throws {
    let folder = try TemporaryFolder()
    try folder.write("good 1 2\nroom 3 4\n", to: "v.txt")
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(Samples.data + "\nvectors v = \"v.txt\"\nshow d coverage") == .success,
      "\(recorder.problems)")
    #expect(recorder.tables.last?.title == "how much of the training words has a vector in v")
  }

  // MARK: Hints

  /// The hints of `d`, each held to be a clause or an option that the language takes.
  private func hints(_ data: String, in folder: String = ".") throws -> [String] {
    let recorder = Recorder(in: folder)
    #expect(recorder.run(data) == .success, "\(recorder.problems)")
    let object = try #require(recorder.object("d") as? DataObject)
    for hint in object.hints {
      let script: String
      switch hint.place {
      case .train:
        script =
          data + "\nmodel m for d = embed 4 | mean | output\ntrain r = m \(hint.text) epochs=1"
      case .data: script = String(data.dropLast()) + "; \(hint.text) }"
      case .clause(let clause):
        // After the last option of its clause.
        let start = try #require(data.range(of: "\(clause)"))
        var changed = data
        if hint.text.hasPrefix("max_length=") {
          changed = changed.replacing("max_length=4", with: "")
        }
        if hint.text.hasPrefix("min_count="), clause.hasPrefix("target") {
          changed.insert(contentsOf: " \(hint.text)", at: start.upperBound)
          script = changed.replacing(
            "\(clause) \(hint.text) labels", with: "\(clause) labels \(hint.text)")
        } else {
          script = changed.replacing(clause, with: "\(clause) \(hint.text)")
        }
      }
      #expect(
        Recorder(in: folder).check(script).filter { $0.hasPrefix("E") } == [], "\(hint.text)")
    }
    return object.hints.map(\.text)
  }

  @Test func unevenClassesAreWeighted() throws {
    let found = try hints(Self.uneven.replacing("shuffle=no", with: ""))
    #expect(found.prefix(3) == ["class_weights=auto", "input age fill=mean", "group author"])
  }

  @Test func equalTextsAreKeptTogether() throws {
    let rows = (0..<60).map { "[\"text \($0 / 3)\", \"\($0 % 2)\"]" }
    let data =
      "data d = rows [review, c] [\(rows.joined(separator: ", "))] "
      + "{ text review; target c; split 60/20/20 }"
    #expect(try hints(data) == ["group review"])
    let grouped = data.replacing("split 60", with: "group review; split 60")
    let table = try #require(tables(grouped, "leaks").first)
    #expect(table.rows.dropFirst().map { $0[2] } == ["0", "0"])
    #expect(try hints(grouped) == [])
  }

  @Test func fewVeryLongTextsAreCut() throws {
    let long = Array(repeating: "word", count: 80).joined(separator: " ")
    let rows = (0..<300).map { "[\"a b c\($0 == 9 ? long : "")\", \"\($0 % 2)\"]" }
    let data =
      "data d = rows [review, c] [\(rows.joined(separator: ", "))] "
      + "{ text review; target c; split 80/10/10 shuffle=no }"
    #expect(try hints(data) == ["max_length=3"])
  }

  @Test func textsThatAreCutTooSoonAreTold() throws {
    let rows = (0..<40).map { "[\"a b c d e f g\", \"\($0 % 2)\"]" }
    let data =
      "data d = rows [review, c] [\(rows.joined(separator: ", "))] "
      + "{ text review max_length=4; target c; split 80/10/10 shuffle=no }"
    #expect(try hints(data).contains("max_length=7"))
  }

  @Test func wordsThatOccurOnceAreLeftOut() throws {
    let rows = (0..<200).map { "[\"the word\($0)\", \"\($0 % 2)\"]" }
    let data =
      "data d = rows [review, c] [\(rows.joined(separator: ", "))] "
      + "{ text review; target c; split 80/10/10 shuffle=no }"
    #expect(try hints(data) == ["min_count=2"])
  }

  @Test func skewedPositiveSeriesAreTakenByTheirLogarithm() throws {
    let rows = (0..<60).map { "[\($0), \($0 % 20 == 19 ? 500 : 3 + $0 % 4)]" }
    let data =
      "data d = rows [day, load] [\(rows.joined(separator: ", "))] "
      + "{ time day; target load; window 6 horizon=3; split 60/20/20 }"
    #expect(try hints(data) == ["log=yes"])
  }

  @Test func rareLabelsAreLeftOut() throws {
    let rows = (0..<60).map { "[\"text \($0)\", \"common;odd\($0 % 2);l\($0)\"]" }
    let data =
      "data d = rows [review, tags] [\(rows.joined(separator: ", "))] "
      + "{ text review; target tags labels separator=\";\"; split 80/10/10 shuffle=no }"
    #expect(try hints(data).contains("min_count=2"))
  }

  @Test func nothingIsSuggestedWithoutReason() throws {
    #expect(try hints(Samples.data) == [])
    let table = try #require(tables(Samples.data, "hints").first)
    #expect(table.title == "d: nothing to suggest")
  }
}
