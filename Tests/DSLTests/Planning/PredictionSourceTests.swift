// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Files to predict are read as the training file was, also with a model that was saved.
@Suite struct PredictionSourceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let model =
    "model m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=1\nsave r \"r.model\"\n"

  /// The texts that are predicted of a file, by the run and by its saved model.
  private func texts(
    _ data: String, train: (String, String), predict: (String, String), format: String = "",
    options: String = ""
  ) throws -> [String] {
    try folder.write(train.1, to: train.0)
    try folder.write(predict.1, to: predict.0)
    let script = "data d = \(data) { split 50/0/50 shuffle=no }\n" + Self.model
    let recorder = Recorder(in: folder.path)
    let statement = "from \(format)\"\(predict.0)\"\(options)"
    #expect(
      recorder.run(script + "predict r \(statement)") == .success, "\(recorder.problems)")
    let own = recorder.tables.last?.rows.map { $0[0] } ?? []
    let other = Recorder(in: folder.path)
    #expect(
      other.run("load r = \"r.model\"\npredict r \(statement)") == .success, "\(other.problems)")
    #expect(other.tables.last?.rows.map { $0[0] } == own)
    return own
  }

  private static let rows = "a;x\nb;y\nc;x\nd;y\n"

  @Test func theDelimiterIsRemembered() throws {
    let found = try texts(
      "\"t.csv\" delimiter=\";\"", train: ("t.csv", "text;label\n" + Self.rows),
      predict: ("p.csv", "id;text\n1;new, one\n"))
    #expect(found == ["new, one"])
  }

  @Test func anOptionReplacesWhatIsRemembered() throws {
    let found = try texts(
      "\"t.csv\" delimiter=\";\"", train: ("t.csv", "text;label\n" + Self.rows),
      predict: ("p.csv", "id|text\n1|new; one\n"), options: " delimiter=\"|\"")
    #expect(found == ["new; one"])
  }

  @Test func aFileOfTheSameNameHasTheSameFormat() throws {
    let rows = Self.rows.replacing(";", with: "\t")
    #expect(
      try texts(
        "tsv \"t.csv\"", train: ("t.csv", "text\tlabel\n" + rows),
        predict: ("p.csv", "text\tid\n\"new\t1\n")) == ["\"new"])
    #expect(
      try texts(
        "csv \"t.dat\"", train: ("t.dat", "text,label\na,x\nb,y\nc,x\nd,y\n"),
        predict: ("p.dat", "text\nnew\n")) == ["new"])
  }

  @Test func theTargetMayBeMissing() throws {
    let train = ("t.csv", "1,a,x\n2,b,y\n3,c,x\n4,d,y\n")
    let data = "\"t.csv\" columns=[id, text, label]"
    #expect(try texts(data, train: train, predict: ("p.csv", "7,new\n8,old\n")) == ["new", "old"])
    #expect(try texts(data, train: train, predict: ("q.csv", "7,new,x\n")) == ["new"])
    #expect(
      try texts(data, train: train, predict: ("h.csv", "id,text,label\n7,new,x\n")) == ["new"])
    #expect(try texts(data, train: train, predict: ("n.csv", "id,text\n7,new\n")) == ["new"])
  }

  @Test func labelledLinesMayComeWithoutLabels() throws {
    let train = ("t.txt", "LOC where is it\nNUM how many\nLOC where now\nNUM how much\n")
    #expect(
      try texts("labelled \"t.txt\"", train: train, predict: ("p.txt", "NUM how long\n"))
        == ["how long"])
    #expect(
      try texts("labelled \"t.txt\"", train: train, predict: ("q.txt", "how long\nwhere\n"))
        == ["how long", "where"])
  }

  @Test func sentencesMayComeWithoutTags() throws {
    let train = ("t.txt", "Ada N B\nran V O\n\nBob N B\n\nran V O\n\nwe P O\nran V O\n")
    let data = "conll \"t.txt\" columns=[word, pos, tag]"
    for content in ["Eve N B\nsaw V O\n\nhe P O\n", "Eve N\nsaw V\n\nhe P\n"] {
      #expect(try texts(data, train: train, predict: ("p.txt", content)).count == 2, "\(content)")
    }
    // A sentence a line is no token with many columns.
    #expect(
      try texts(data, train: train, predict: ("q.txt", "Eve saw him run\nhe ran\n")).count == 2)
  }

  @Test func theFormatCanBeSaid() throws {
    let found = try texts(
      "\"t.csv\" delimiter=\";\"", train: ("t.csv", "text;label\n" + Self.rows),
      predict: ("p.csv", "{\"text\": \"new\"}\n"), format: "jsonl ")
    #expect(found == ["new"])
  }

  @Test func olderModelsSayNothingOfIt() throws {
    #expect(Recorder(in: folder.path).run(Samples.run + "\nsave r \"r.model\"") == .success)
    try folder.write("id,text\n1,good\n", to: "p.csv")
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run("load r = \"r.model\"\npredict r from \"p.csv\"") == .success)
    #expect(recorder.tables.last?.rows.map { $0[0] } == ["good"])
  }
}
