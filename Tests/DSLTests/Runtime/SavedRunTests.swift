// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

@Suite struct SavedRunTests {
  private let folder: TemporaryFolder
  private static let texts = [
    "good bed", "", "bad bad rude air and much more", "unheard of", "good\tstaff",
  ]

  init() throws {
    folder = try TemporaryFolder()
  }

  private func saved(_ more: String = "") throws -> SavedRun {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(Samples.run + "\nsave r \"r.model\"\n" + more) == .success)
    return try SavedRun(path: folder.path + "/r.model", threads: 1)
  }

  @Test func predictionsAreThoseOfAScriptBitForBit() throws {
    try folder.write(Self.texts.joined(separator: "\n") + "\n", to: "in.txt")
    let run = try saved("predict r from \"in.txt\" to \"out.tsv\"")
    let rows = try folder.text(of: "out.tsv").split(separator: "\n").dropFirst()
    let predictions = try #require(try run.predict(Self.texts))
    #expect(run.labels == ["bad", "good"])
    #expect(rows.count == predictions.count)
    for (row, prediction) in zip(rows, predictions) {
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      #expect(
        Array(cells.dropFirst())
          == [prediction.label] + prediction.fields.map(\.plain))
    }
  }

  @Test func aTextIsPredictedTheSameAloneAndAmongOthers() throws {
    let run = try saved()
    let together = try #require(try run.predict(Self.texts))
    for (text, prediction) in zip(Self.texts, together) {
      #expect(try run.predict([text]) == [prediction])
    }
    #expect(try run.predict([]) == [])
  }

  @Test func predictionStopsWhenItIsAskedTo() throws {
    #expect(try saved().predict(Self.texts, shouldStop: { true }) == nil)
  }

  @Test func tablesSayWhatItIs() throws {
    let run = try saved()
    let tables = run.tables(full: false)
    let facts = try #require(tables.first?.rows)
    #expect(facts.contains(["classes", "2: bad, good"]))
    #expect(facts.contains(["text", "text"]) && facts.contains(["target", "label class"]))
    #expect(tables[1].title == "embed 8 | lstm 6 | output")
    #expect(run.script.contains("train r = m epochs=3 batch=2 lr=0.05"))
    let full = run.tables(full: true)
    #expect(full.map(\.title).contains("classes") && full.count > tables.count)
    for table in full {
      #expect(table.columns.count == table.alignments.count)
      #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    }
  }

  @Test(arguments: [
    "lstm 6", "bilstm 128 dropout=0.3 x2", "dense 64 tanh", "output", "attend", "dropout 0.5",
    "lstm 6 + dense 4 tanh", "mean + max + last",
  ])
  func layersAreWrittenAsInAStack(text: String) throws {
    let recorder = Recorder()
    let source = text == "output" ? "embed 8 | output" : "embed 8 | \(text) | output"
    recorder.run(
      Samples.data + """

        model m for d = \(source)
        train r = m epochs=1
        """)
    guard case .object(let object)? = recorder.session.scope["r"]?.value.known else {
      Issue.record("there is no run: \(recorder.problems)")
      return
    }
    let run = try #require(object as? RunObject)
    #expect(run.setup.stack.map(\.text).joined(separator: " | ") == source)
    let stack = "chars(embed 3 | lstm 2 x2) + embed 4 | lstm 3 | output"
    recorder.enter("model n for d = \(stack)\ntrain s = n epochs=1")
    #expect((recorder.object("s") as? RunObject)?.setup.stackText == stack)
  }

  @Test(arguments: [
    ("none.model", "E0601"), (".", "E0602"), ("empty", "E0604"), ("text", "E0604"),
  ])
  func whatIsNoModelSaysSo(name: String, code: String) throws {
    try folder.write("", to: "empty")
    try folder.write("no model at all", to: "text")
    let error = #expect(throws: Diagnostic.self) {
      try SavedRun(path: folder.path + "/" + name, threads: 1)
    }
    #expect(error?.code.rawValue == code)
    #expect(error?.span == nil)
  }
}

extension Evaluated {
  fileprivate var known: Value? {
    if case .known(let value) = self { value } else { nil }
  }
}
