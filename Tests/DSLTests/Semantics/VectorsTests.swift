// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

@Suite struct VectorsTests {
  private let folder: TemporaryFolder
  private static let data = "data d = \"rows.csv\" { text text; target label; split 50/0/50 }\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "text,label\ngood day,1\nbad day,0\ngood night,1\nbad night,0\n", to: "rows.csv")
    try folder.write("3 2\ngood 1 0.5\nbad -1 0.5\nday 0 1\n", to: "v.txt")
    try folder.write("good 1 0.5\nbad -1\n", to: "wrong.txt")
  }

  private func run(_ text: String, cache: String? = nil) -> Recorder {
    let recorder = Recorder(in: folder.path, cache: cache)
    #expect(recorder.run(text) == .success, "\(recorder.problems)")
    return recorder
  }

  @Test func theyAreShownAndAsked() {
    let recorder = run(
      """
      vectors v = "v.txt"
      print v.words, v.dimension, v.duplicates
      print nearest(v, "good", 1), fixed(similarity(v, "good", "bad"), 2)
      show v
      vectors w = "v.txt" limit=2
      print w.words
      """)
    #expect(recorder.texts() == ["3 2 0", "[\"day\"] -0.60", "2"])
  }

  @Test func anEmbeddingBeginsWithThem() throws {
    let recorder = run(
      Self.data + """
        vectors v = "v.txt"
        model m for d = embed v tune=no | lstm 3 | output
        train r = m epochs=2
        save r "m.model"
        load l = "m.model"
        predict l "good day"
        """)
    let notes = recorder.events.compactMap { if case .note(let note) = $0 { note } else { nil } }
    let told = notes.contains { $0.contains("vectors for 3 of 4 words (75.0 %)") }
    #expect(told || notes.contains { $0.contains("vectors for 2 of 3 words") }, "\(notes)")
    #expect(notes.contains { $0.hasSuffix("none for night") } || told)
  }

  @Test func frozenVectorsStayAndTunedOnesMove() throws {
    let script = { (tune: String) in
      Self.data + """
        vectors v = "v.txt"
        model m for d = embed v tune=\(tune) | lstm 3 | output
        train r = m epochs=3 lr=0.1
        """
    }
    for tune in ["yes", "no"] {
      let recorder = run(script(tune))
      let run = try #require(recorder.object("r") as? RunObject)
      let network = try #require(run.outcome?.network)
      let table = network.values(of: network.model.layout.slots[0])
      let good = try #require(run.text?.vocabulary.words.firstIndex(of: "good"))
      #expect((Array(table[2 * good..<2 * good + 2]) == [1, 0.5]) == (tune == "no"))
    }
  }

  @Test func otherVectorsAreAnotherRun() throws {
    let script =
      Self.data + "vectors v = \"v.txt\"\nmodel m for d = embed v | output\ntrain r = m epochs=1\n"
    let key = { () throws -> String in
      let run = try #require(self.run(script).object("r") as? RunObject)
      return try #require(RunKey(run)).text
    }
    let first = try key()
    #expect(first.contains("\"vectors\":"))
    #expect(try key() == first)
    try folder.write("3 2\ngood 1 0.25\nbad -1 0.5\nday 0 1\n", to: "v.txt")
    #expect(try key() != first)
  }

  @Test(arguments: [
    ("vectors v = \"no.txt\"\nv.words", "E0601 no.txt: there is no such file"),
    (
      "vectors v = \"wrong.txt\"\nv.words",
      "E0503 wrong.txt:2: the line has 1 number where there should be 2"
    ),
    ("vectors v = \"v.txt\" limt=3\nv.words", "E0301 `vectors` has no option `limt`"),
    (
      "vectors v = \"v.txt\"\nnearest(v, \"tree\", 2)",
      "E0303 `nearest`: there is no vector for \"tree\""
    ),
  ])
  func mistakesAreFound(script: String, problem: String) {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(script) != .success)
    #expect(recorder.problems.contains { $0.hasPrefix(problem) }, "\(recorder.problems)")
  }

  @Test func theyAreReadByTheStatement() throws {
    let source = SourceText(name: "t", text: "vectors v = \"a.txt\" limit=3")
    let statement = try #require(Parser.parse(source).script.statements.first)
    #expect(StatementPaths(statement).literals.map(\.path) == ["a.txt"])
    #expect(Formatter.format(statement) == source.text)
  }

  @Test func foldsKeepTheVectors() {
    _ = run(
      """
      data d = "rows.csv" { text text; target label; split 100/0/0 }
      vectors v = "v.txt"
      model m for d = embed v | output
      crossval c = m folds=2 epochs=1 valid=0
      """)
  }
}
