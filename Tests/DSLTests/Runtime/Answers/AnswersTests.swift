// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Files that are written again with what was predicted of them.
@Suite struct AnswersTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// What `predict r from INPUT to OUTPUT` writes, after a script that makes `r`.
  private func answer(
    _ content: String, _ input: String, _ output: String, options: String = "",
    script: String = Samples.run
  ) throws -> String {
    try folder.write(content, to: input)
    let recorder = Recorder(in: folder.path)
    let predict = "\npredict r from \"\(input)\"\(options) to \"\(output)\""
    #expect(recorder.run(script + predict) == .success, "\(recorder.problems)")
    return try folder.text(of: output)
  }

  /// Text without what a run predicts: numbers, classes and the names of both.
  private static let tags =
    Samples.tagged + "\nmodel m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=1"

  // MARK: Bytes that stay

  @Test func objectsKeepTheirValues() throws {
    let lines = [
      #"{"id": 7, "stars": 4.50, "ok": true, "no": null, "text": "good", "more": {"a": [1, "}"]}}"#,
      "", #" {"text":"caf\u00e9" , "other": 1e3}  "#,
    ]
    let text = try answer(lines.joined(separator: "\r\n") + "\n", "in.jsonl", "out.jsonl")
    let found = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(found[0].hasPrefix(lines[0].dropLast() + ", \"prediction\": \""))
    #expect(found[0].hasSuffix("}") && found[1] == "")
    #expect(found[2].hasPrefix(#" {"text":"caf\u00e9" , "other": 1e3, "prediction": "#))
    #expect(found[2].hasSuffix("}  \n"))
  }

  @Test func whatAnObjectHasKeepsItsName() throws {
    let text = try answer(
      "{\"text\": \"a\"}\n{\"text\": \"b\", \"prediction\": 1}\n{\"text\": \"c\"}\n", "in.jsonl",
      "out.ndjson")
    let lines = text.split(separator: "\n")
    #expect(lines[0].contains(", \"prediction\": "))
    #expect(lines[1].contains("\"prediction\": 1, \"predicted.prediction\": \""))
    #expect(lines[2].contains("\"c\", \"predicted.prediction\": "))
    let again = try answer(text, "again.jsonl", "twice.jsonl")
    #expect(again.contains("\"predicted.predicted.prediction\": "))
  }

  @Test func cellsKeepTheirQuotesAndEnds() throws {
    let text = try answer(
      "\u{FEFF}\"id\";text\r\n\r\n\"7\";\"a \"\"b\"\"\r\nc\"\r\n8; good ", "in.csv", "out.csv",
      options: " delimiter=\";\"")
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "\u{FEFF}\"id\";text;prediction;probability;p(bad);p(good)")
    #expect(lines[1] == "" && lines[2] == "\"7\";\"a \"\"b\"\"")
    #expect(lines[3].hasPrefix("c\";") && lines[4].hasPrefix("8; good ;"))
    #expect(lines.count == 5 && !text.hasSuffix("\n"))
  }

  @Test func tokensGetOneMoreColumn() throws {
    let text = "we PRP O\nmet\tVB\tO \r\n\n\n-DOCSTART- -X- O\n\nRome NN O\n"
    let answer = try answer(
      text, "in.conll", "out.conll",
      options: " columns=[word, pos, tag]", script: Self.tags)
    let tags = ["O", "B-PER", "B-LOC", "I-LOC"]
    let lines = answer.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(lines.count == 8 && lines[2] == "" && lines[3] == "" && lines[5] == "")
    #expect(lines[4] == "-DOCSTART- -X- O")
    #expect(tags.contains { lines[0] == "we PRP O \($0)" }, "\(lines[0])")
    #expect(tags.contains { lines[1] == "met\tVB\tO\t\($0) \r" }, "\(lines[1])")
    #expect(tags.contains { lines[6] == "Rome NN O \($0)" }, "\(lines[6])")
  }

  @Test func tokensThatAreNotReadAreInNoEntity() throws {
    let script = Self.tags.replacing("tokens=blank", with: "tokens=blank max_length=2")
    let answer = try answer("we O\nmet O\nAnn O\n", "in.conll", "out.conll", script: script)
    #expect(answer.hasSuffix("Ann O O\n"))
  }

  @Test func utterancesGetAThirdPart() throws {
    let line = "BOS we met in Rome EOS\tO O O O B-LOC visit"
    let text = try answer(line + "\n", "in.txt", "out.txt", options: "", script: Self.tags)
    #expect(text.hasPrefix(line + "\tO ") && text.hasSuffix(" O\n"))
    #expect(text.split(separator: "\t").last?.split(separator: " ").count == 6)
  }

  @Test func segmentedLinesAreCutAgain() throws {
    let script = """
      data d = segmented "train.seg" { split 50/0/50 shuffle=no }
      model m for d = embed 4 | bilstm 4 | output crf
      train r = m epochs=1
      """
    try folder.write("我 爱 北京\n你 爱 我\n北京 爱 你\n我们 爱 北京\n", to: "train.seg")
    let text = try answer("我爱北京\n\n你 爱\n", "in.seg", "out.seg", script: script)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map { String($0.filter { $0 != " " }) } == ["我爱北京", "", "你爱", ""])
  }

  @Test func linesStandAfterTheirPrediction() throws {
    let text = try answer("good bed\n\nbad, \"very\"\tbad", "in.txt", "out.txt")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[3] == "")
    for (line, end) in zip(lines, ["\tgood bed", "\t", "\tbad, \"very\"\tbad"]) {
      #expect(line.hasSuffix(end) && (line.hasPrefix("good\t") || line.hasPrefix("bad\t")))
    }
  }

  @Test func packedFilesArePacked() throws {
    let plain = try answer("text\ngood\n", "in.csv", "out.csv")
    _ = try answer("text\ngood\n", "in.csv", "out.csv.gz")
    #expect(try folder.bytes(of: "out.csv.gz").starts(with: [0x1F, 0x8B]))
    let recorder = Recorder(in: folder.path)
    recorder.run(Samples.run + "\npredict r from \"out.csv.gz\" to \"again.csv\"")
    #expect(try folder.text(of: "again.csv").hasPrefix(String(plain.dropLast().prefix(20))))
  }

  // MARK: Small files

  @Test func aHeaderAloneIsAnsweredByAHeader() throws {
    let names = "text,prediction,probability,p(bad),p(good)\n"
    #expect(try answer("text\n", "in.csv", "out.csv") == names)
    #expect(try answer("text\n", "in.csv", "out.tsv") == names.replacing(",", with: "\t"))
  }

  @Test func manyRowsKeepTheirOrder() throws {
    let ids = (0..<9000).map(String.init)
    let text = try answer(
      "id,text\n" + ids.map { "\($0),good \($0)\n" }.joined(), "in.csv", "out.csv")
    let found = text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(found.map(String.init) == ids)
  }

  @Test(arguments: [
    ("in.csv", "text,label,text\na,b,c\n", "E0503 in.csv: two columns are named \"text\""),
    ("in.csv", "", "E0504 in.csv: the file is empty"),
    ("in.jsonl", "\n\n", "E0504 in.jsonl: there is no row of data"),
    ("in.csv", "id;text\n1;a\n", "E0503 in.csv:1: the cells are divided by \";\""),
    ("in.jsonl", "{\"txt\": 1}\n", "E0501 in.jsonl: there is no column \"text\""),
  ])
  func whatIsWrongIsSaidBeforeAnythingRuns(name: String, content: String, problem: String) throws {
    try folder.write(content, to: name)
    let script = Samples.run + "\npredict r from \"\(name)\" to \"out.csv\""
    #expect(Recorder(in: folder.path).check(script) == [problem])
  }

  @Test func aFileThatBreaksOffLeavesNothing() throws {
    try folder.write("text,id\na,1\nb,2\nc\n", to: "in.csv")
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(Samples.run + "\npredict r from \"in.csv\" to \"out.csv\"") == .runtimeFailure)
    #expect(
      recorder.problems.filter { $0.hasPrefix("E") } == [
        "E0503 in.csv:4: row 3 has 1 cell where there should be 2"
      ])
    #expect(try folder.names() == ["in.csv"])
  }

  @Test(arguments: [
    (
      "in.conll", "we O\n", "out.conll", Samples.run, "E0306 a file of `conll` cannot hold what `r`"
    ),
    ("in.csv", "text\na\n", "out.conll", Samples.run, "E0306 what is read as `csv` cannot be"),
  ])
  func filesWithoutAPlaceForItAreRefused(
    input: String, content: String, output: String, script: String, problem: String
  ) throws {
    try folder.write(content, to: input)
    let found = Recorder(in: folder.path)
      .check(script + "\npredict r from \"\(input)\" to \"\(output)\"")
    #expect(found.count == 1 && found.first?.hasPrefix(problem) == true, "\(found)")
  }

  // MARK: Labels and phrases

  @Test func labelsAreDividedAsTheTargetHasThem() throws {
    let script =
      Samples.labelled + "\nmodel m for d = embed 4 | lstm 4 | output threshold=0\n"
      + "train r = m epochs=1"
    let text = try answer("text\nred car\n", "in.csv", "out.csv", script: script)
    let cells = text.split(separator: "\n").last?.split(separator: ",") ?? []
    #expect(cells.count == 3 && cells[1].split(separator: ";").count == 3)
    #expect(cells.last?.split(separator: ";").count == 3)
  }
}
