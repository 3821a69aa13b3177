// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// `predict` on texts and from file to file, and `eval` on other data.
@Suite struct PredictionsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ statements: String) -> Recorder {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(Samples.run + "\n" + statements) == .success, "\(recorder.problems)")
    return recorder
  }

  @Test func textsAndListsOfTextsAreTakenInOrder() throws {
    let recorder = run(
      "let more = [\"bad\", \"good\"]\npredict r \"good bed\" more (\"a\" + \"b\")")
    let table = try #require(recorder.tables.last)
    #expect(table.rows.map { $0[0] } == ["good bed", "bad", "good", "ab"])
    #expect(table.columns == ["text", "prediction", "probability", "p(bad)", "p(good)"])
    #expect(table.rows.allSatisfy { ["bad", "good"].contains($0[1]) })
  }

  @Test func aTextIsPredictedTheSameAloneAndAmongOthers() throws {
    let texts = (0..<70).map { "\"\(String(repeating: "good bad ", count: $0 % 9 + 1))\"" }
    let recorder = run(
      "predict r [\(texts.joined(separator: ", "))]\npredict r \(texts[40])")
    let tables = recorder.tables.suffix(2)
    #expect(tables.first?.rows.count == 70)
    #expect(tables.first?.rows[40] == tables.last?.rows[0])
  }

  @Test func noTextsAreNoRows() {
    #expect(run("predict r []").tables.last?.rows == [])
  }

  @Test(arguments: [
    ("in.csv", "id,text,note\n7,\"good, bed\",\"a \"\"b\"\"\"\n3,bad,\n", "out.csv"),
    ("in.tsv", "id\ttext\tnote\n7\tgood, bed\ta \"b\"\n3\tbad\t\n", "out.csv"),
    (
      "in.jsonl",
      "{\"id\": 7, \"text\": \"good, bed\", \"note\": \"a \\\"b\\\"\"}\n"
        + "{\"id\": 3, \"text\": \"bad\", \"note\": \"\"}\n", "out.csv"
    ),
  ])
  func tablesKeepTheirColumnsAndOrder(input: String, content: String, output: String) throws {
    try folder.write(content, to: input)
    _ = run("predict r from \"\(input)\" to \"\(output)\"")
    let lines = try folder.text(of: output).split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[0] == "id,text,note,prediction,probability,p(bad),p(good)")
    #expect(lines[1].hasPrefix("7,\"good, bed\",\"a \"\"b\"\"\","))
    #expect(lines[2].hasPrefix("3,bad,,"))
  }

  @Test func linesBecomeOneColumn() throws {
    try folder.write("good bed\n\nbad, \"very\" bad\n", to: "in.txt")
    _ = run("predict r from \"in.txt\" to \"out.tsv\"\npredict r from \"in.txt\" to \"out.jsonl\"")
    let lines = try folder.text(of: "out.tsv").split(separator: "\n").map(String.init)
    #expect(lines[0] == "text\tprediction\tprobability\tp(bad)\tp(good)")
    #expect(lines[1].hasPrefix("good bed\t"))
    #expect(lines.last?.hasPrefix("bad, \"very\" bad\t") == true)
    let objects = try folder.text(of: "out.jsonl").split(separator: "\n")
    #expect(objects.count == lines.count - 1)
    #expect(
      objects.last?.hasPrefix("{\"text\": \"bad, \\\"very\\\" bad\", \"prediction\": \"") == true)
  }

  @Test func whatIsWrittenCanBeReadBack() throws {
    try folder.write("text\n\"two\nlines, \"\"and\"\" \ttabs\"\nbad\n", to: "in.csv")
    for output in ["a.csv", "a.jsonl", "a.tsv"] {
      _ = run("predict r from \"in.csv\" to \"\(output)\"")
      let recorder = Recorder(in: folder.path)
      #expect(
        recorder.run("data p = \"\(output)\" { target probability; split 100/0/0 }\nprint p.rows")
          == .success, "\(recorder.problems)")
      #expect(recorder.texts() == ["2"])
    }
  }

  @Test func withoutAnOutputTheTableIsShown() throws {
    try folder.write("text\ngood bed\nbad\n", to: "in.csv")
    #expect(
      run("predict r from \"in.csv\"").tables.last?.rows.map { $0[0] } == ["good bed", "bad"])
  }

  @Test func aLoadedModelKnowsTheColumnOfItsTexts() throws {
    try folder.write("review,stars\ngood,1\nbad,0\nfine,1\npoor,0\n", to: "rows.csv")
    let script = Recorder(in: folder.path)
    let model = "model m for d = embed 4 | output\ntrain r = m epochs=1\nsave r \"r.model\"\n"
    let data = "data d = csv \"rows.csv\" { text review; target stars; split 50/0/50 }\n"
    let predict = "load q = \"r.model\"\npredict q from \"rows.csv\""
    #expect(script.run(data + model + predict) == .success, "\(script.problems)")
    let other = Recorder(in: folder.path)
    #expect(other.run(predict) == .success, "\(other.problems)")
    #expect(other.tables.last?.rows.map { $0[0] } == ["good", "bad", "fine", "poor"])
    #expect(other.tables.last?.rows == script.tables.last?.rows)
  }

  @Test func aTableWithoutTheColumnIsRefused() throws {
    try folder.write("review\ngood bed\n", to: "in.csv")
    #expect(
      Recorder(in: folder.path).check(Samples.run + "\npredict r from \"in.csv\" to \"out.csv\"")
        == ["E0501 in.csv: there is no column \"text\""])
  }

  // MARK: Evaluation on other data

  @Test func otherDataIsReadWithTheVocabularyOfTheRun() throws {
    let recorder = run(
      """
      data e = rows [text, label] [
        ["bad dirty room", "bad"], ["good kind staff", "good"]
      ] { split 100/0/0 }
      data f = rows [text, label] [
        ["aaa", "good"], ["bad dirty room", "bad"], ["good kind staff", "good"]
      ] { split test=0% valid=0% }
      eval a = r on e.train
      eval b = r on f.train
      print a.accuracy, a.rows, b.rows
      """)
    #expect(recorder.texts() == ["1 2 3"])
  }

  @Test func theOrderOfTheClassesDoesNotMatter() throws {
    let recorder = Recorder()
    recorder.run(
      """
      data d = rows [text, label] [
        ["a a", "no"], ["b b", "yes"], ["a", "no"], ["b", "yes"]
      ] { split 100/0/0 }
      data e = rows [text, label] [["b", "yes"], ["b", "yes"], ["a", "no"]] { split 100/0/0 }
      model m for d = embed 8 | output
      train r = m epochs=60 batch=2 lr=0.1
      eval t = r on e.train
      print t.accuracy, precision(t, "yes"), recall(t, "no")
      """)
    #expect(recorder.texts() == ["1 1 1"])
  }
}
