// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Files as they come, through the language: each gives a clear message or a right result.
@Suite struct DataHazardTests {
  private let folder: TemporaryFolder
  private static let rows = "text,label\ngood day,1\nbad day,0\ngood night,1\nbad night,0\n"

  init() throws {
    folder = try TemporaryFolder()
  }

  private func problems(
    _ content: String, named name: String = "rows.csv", _ roles: String = "{ split 50/0/50 }"
  ) throws -> [String] {
    try problems(bytes: Array(content.utf8), named: name, roles)
  }

  private func problems(
    bytes: [UInt8], named name: String = "rows.csv", _ roles: String = "{ split 50/0/50 }"
  ) throws -> [String] {
    try folder.write(bytes: bytes, to: name)
    let script = "data d = \"\(name)\" \(roles)\nprint d.rows"
    let recorder = Recorder(in: folder.path)
    let found = recorder.check(script)
    #expect(recorder.run(script) == (found.isEmpty ? .success : .invalidScript))
    return found
  }

  /// The rows that a file comes to.
  private func print(
    _ bytes: [UInt8], _ expression: String, named name: String = "rows.csv"
  ) throws -> [String] {
    try folder.write(bytes: bytes, to: name)
    let recorder = Recorder(in: folder.path)
    recorder.run("data d = \"\(name)\" { split 50/0/50 shuffle=no }\nprint \(expression)")
    #expect(recorder.problems.filter { $0.hasPrefix("E") } == [])
    return recorder.texts()
  }

  // MARK: Files that are none

  @Test func aHeaderThatIsReadAsARowIsNoticed() throws {
    let folder = try TemporaryFolder()
    try folder.write("review,stars\ngood,1\nbad,0\nfine,1\npoor,0\n", to: "rows.csv")
    let data =
      "data d = csv \"rows.csv\" columns=[review, stars] { text review; target stars; split 100/0/0 }"
    let warned = Recorder(in: folder.path)
    #expect(warned.run(data) == .success)
    #expect(warned.problems.contains { "\($0)".contains("names of its columns") })
    let right = Recorder(in: folder.path)
    #expect(
      right.run("data d = csv \"rows.csv\" { text review; target stars; split 100/0/0 }")
        == .success)
    #expect(!right.problems.contains { "\($0)".contains("names of its columns") })
  }

  @Test func anEmptyFile() throws {
    #expect(try problems("") == ["E0504 rows.csv: the file is empty"])
    #expect(try problems("\n\n\n") == ["E0504 rows.csv: there is no row of data"])
  }

  @Test func aHeaderWithoutRows() throws {
    #expect(try problems("text,label\n") == ["E0504 rows.csv: there is no row of data"])
  }

  @Test func aFolder() throws {
    try folder.makeFolder("rows.csv")
    #expect(
      Recorder(in: folder.path).check("data d = \"rows.csv\"\nshow d")
        == ["E0602 rows.csv: this is a folder, not a file"])
  }

  @Test func noFile() {
    #expect(
      Recorder(in: folder.path).check("data d = csv \"none.csv\"\nshow d")
        == ["E0601 none.csv: there is no such file"])
  }

  @Test func aBinaryFile() throws {
    let image: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    #expect(try problems(bytes: image) == ["E0602 rows.csv: this is not text but a PNG image"])
    let noise = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 7) }
    #expect(try problems(bytes: noise).first?.hasPrefix("E0602 rows.csv: this is not text") == true)
  }

  @Test func damagedGzip() throws {
    let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3]
    #expect(
      try problems(bytes: head + [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3], named: "rows.csv.gz")
        == ["E0602 rows.csv.gz: the gzip file is damaged: it is corrupt"])
    #expect(
      try problems(bytes: head, named: "rows.csv.gz")
        == ["E0602 rows.csv.gz: the gzip file is damaged: it is cut off"])
  }

  // MARK: Rows that are not right

  @Test func invalidUTF8() throws {
    let bytes = Array("text,label\ngood,1\nb".utf8) + [0xFF] + Array("d,0\n".utf8)
    #expect(try problems(bytes: bytes) == ["E0503 rows.csv:3: the line is not valid UTF-8"])
  }

  @Test func aRaggedRow() throws {
    #expect(
      try problems("text,label\ngood,1\nbad\n")
        == ["E0503 rows.csv:3: row 2 has 1 cell where there should be 2"])
    #expect(
      try problems("text,label\ngood,1\nbad, very bad,0\n")
        == ["E0503 rows.csv:3: row 2 has 3 cells where there should be 2"])
  }

  @Test func aMissingColumn() throws {
    #expect(
      try problems(Self.rows, "{ text review; target label }")
        == ["E0501 the data has no column `review`"])
    #expect(
      try problems("review,label\na,1\nb,0\n") == [
        "E0305 this data has neither a `text` nor an `input`"
      ])
    #expect(try problems("text,stars\na,1\nb,0\n") == ["E0305 this data has no `target`"])
  }

  @Test func anEmptyLabel() throws {
    #expect(
      try problems("text,label\ngood,1\nbad,\n") == ["E0503 rows.csv:3: \"label\" is empty"])
  }

  @Test func oneClass() throws {
    #expect(
      try problems("text,label\na,1\nb,1\nc,1\nd,1\n")
        == ["E0504 rows.csv: all training rows have the label \"1\""])
  }

  @Test func aLabelThatNoTrainingRowHas() throws {
    try folder.write("text,label\na,1\nb,0\nc,1\nd,2\n", to: "rows.csv")
    let recorder = Recorder(in: folder.path)
    let script = """
      data d = "rows.csv" { split 50/25/25 shuffle=no }
      model m for d = embed 4 | lstm 3 | output
      train r = m epochs=1
      eval t = r
      print t.accuracy, t.loss
      show t errors confusion classes
      show d
      show r gradients
      plot d classes to "c.svg"
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    #expect(
      recorder.problems.contains("W0501 the class \"2\" of `d` has no row that trains"))
    #expect(recorder.tables.contains { $0.rows.contains { $0.first == "2" } })
    #expect(recorder.texts() == ["0 0"])
  }

  /// Labels that differ by their case alone may be meant to be one.
  @Test func labelsThatLookAlikeAreToldAndInvisibleOnesAreOne() throws {
    try folder.write("text,label\na,Good\nb,good\nc,bad\u{A0}\nd,bad\n", to: "rows.csv")
    let recorder = Recorder(in: folder.path)
    recorder.run("data d = \"rows.csv\" { split 100/0/0 }\nprint d.classes")
    #expect(
      recorder.problems == ["W0501 \"Good\" and \"good\" are different classes of `d`"])
    #expect(recorder.texts() == ["3"])
  }

  @Test func theSameTextWithTwoLabelsIsTold() throws {
    try folder.write("text,label\nFine film,1\nfine  Film,0\nbad,0\n", to: "rows.csv")
    let recorder = Recorder(in: folder.path)
    recorder.run("data d = \"rows.csv\" { split 100/0/0 }\nprint d.rows")
    #expect(
      recorder.problems == ["W0501 1 row of `d` has the text of an earlier row and another class"])
  }

  /// Data that are there to be measured need no training rows, and may be a single row.
  @Test func rowsMayBeThereToBeMeasured() throws {
    try folder.write(Self.rows, to: "rows.csv")
    try folder.write("text,label\nGOOD day,1\n", to: "one.csv")
    try folder.write("text,label\ngood day,1\nodd day,2\n", to: "two.csv")
    let recorder = Recorder(in: folder.path)
    let script = """
      data d = "rows.csv" { split 100/0/0 }
      data one = "one.csv" { split 0/0/100 }
      data two = "two.csv" { split test=100% }
      model m for d = embed 8 | lstm 8 | output
      train r = m epochs=60 batch=4 lr=0.05
      eval a = r on one
      eval b = r on two
      print a.accuracy, a.rows, b.accuracy, b.rows
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    #expect(
      recorder.problems.contains("W0501 `r` was not trained on the class \"2\" of `two`"))
    #expect(recorder.texts() == ["1 1 0.5 2"])
    for statement in [
      "model n for one = embed 4 | lstm 3 | output", "baseline n = constant on one",
      "model n for d = embed 4 | lstm 3 | output\ntrain s = n on one",
    ] {
      let found = recorder.check(
        "data d = \"rows.csv\" { split 100/0/0 }\ndata one = \"one.csv\" { split 0/0/100 }\n"
          + statement)
      #expect(found.contains("E0505 `one` has no row to train on"), "\(statement): \(found)")
    }
  }

  @Test func aPartWithoutRows() throws {
    #expect(
      try problems("text,label\na,1\nb,0\n", "{ split 80/10/10 }")
        == ["E0505 rows.csv: valid gets none of the 2 rows"])
  }

  @Test func aSplitColumnWithOtherWords() throws {
    #expect(
      try problems("text,label,part\na,1,train\nb,0,train\nc,1,holdout\n", "{ split by part }")
        == ["E0505 rows.csv:4: \"holdout\" is not a part of a split"])
  }

  @Test func anUnclosedQuote() throws {
    #expect(
      try problems("text,label\n\"good,1\nbad,0\n")
        == ["E0503 rows.csv:2: a quoted cell begins here and never ends"])
  }

  @Test func aLineThatIsNoJSON() throws {
    let found = try problems(
      "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\", label: 0}\n", named: "rows.jsonl")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("E0503 rows.jsonl:2: this is not a JSON object") == true)
  }

  @Test func aFormatThatNothingTells() throws {
    #expect(
      try problems("just some words in a file\n", named: "rows")
        .first?.hasPrefix("E0502 rows: neither the name nor the content") == true)
  }

  // MARK: Rows that look odd and are right

  @Test func lineEndsAndMarksOfOtherSystems() throws {
    let crlf = Self.rows.replacing("\n", with: "\r\n")
    for text in [Self.rows, crlf, "\u{FEFF}" + Self.rows, "\u{FEFF}" + crlf] {
      #expect(
        try print(Array(text.utf8), "d.rows, d.classes, d.vocabulary, d.longest") == ["4 2 4 2"])
    }
  }

  @Test func aLineOfTenMegabytes() throws {
    let long = String(repeating: "word ", count: 2_000_000)
    let text = "text,label\n\(long),1\nbad,0\ngood,1\nbad day,0\n"
    #expect(try print(Array(text.utf8), "d.rows, d.longest") == ["4 2000000"])
  }

  @Test func emptyTextsAreWarnedOf() throws {
    try folder.write("text,label\n,1\nbad,0\n\"  \",1\nworse,0\n", to: "rows.csv")
    let recorder = Recorder(in: folder.path)
    let script = """
      data d = "rows.csv" { split 100/0/0 }
      model m for d = embed 4 | lstm 3 | output
      train r = m epochs=1
      eval t = r on d.train
      predict r "" "   "
      """
    #expect(recorder.run(script) == .success)
    #expect(
      recorder.problems == ["W0501 2 texts of `d` have no words, the first at rows.csv:2"])
    #expect(recorder.tables.last?.rows.count == 2)
  }

  @Test func fewerRowsThanABatch() throws {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Samples.data + "\nmodel m for d = embed 4 | lstm 3 | output\n"
          + "train r = m epochs=2 batch=1000\neval t = r\nprint r.epochs") == .success)
    #expect(recorder.texts() == ["2"])
  }

  @Test func aTextOfAnotherSplitIsWarnedOf() throws {
    try folder.write("text,label\na,1\nb,0\na,1\nc,0\n", to: "rows.csv")
    let recorder = Recorder(in: folder.path)
    recorder.run("data d = \"rows.csv\" { split 50/0/50 shuffle=no }\nprint d.duplicates")
    #expect(recorder.problems.contains { $0.hasPrefix("W0501 1 row") })
    #expect(recorder.texts() == ["1"])
  }

  @Test func unknownWordsAreWarnedOf() throws {
    try folder.write("text,label\na b,1\nb a,0\nx y,1\nz a,0\n", to: "rows.csv")
    let recorder = Recorder(in: folder.path)
    recorder.run("data d = \"rows.csv\" { split 50/0/50 shuffle=no }\nshow d unknown")
    #expect(
      recorder.problems == ["W0502 75 % of the words in the test split of `d` are unknown"])
    #expect(recorder.tables.last?.rows.map { $0[1] } == ["x", "y", "z"])
  }

  @Test func otherColumnsAreLeftAlone() throws {
    try folder.write("id\ttext\tlabel\n1\tgood\tyes\n2\tbad\tno\n", to: "rows.tsv")
    let recorder = Recorder(in: folder.path)
    let script = "data d = tsv \"rows.tsv\" { text \"text\"; target label; split 100/0/0 }"
    #expect(recorder.run(script + "\nprint d.rows") == .success)
    #expect(recorder.texts() == ["2"])
  }

  @Test func pathsStandRelativeToTheFolderOfTheScript() throws {
    try folder.makeFolder("data")
    try folder.write(Self.rows, to: "data/rows.csv")
    let recorder = Recorder(in: folder.path)
    let name = folder.path + "/data/rows.csv"
    for path in ["data/rows.csv", "./data/rows.csv", "data/../data/rows.csv", name] {
      #expect(recorder.check("data d = \"\(path)\" { split 50/0/50 }\nprint d.rows") == [])
    }
  }
}
