// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// `known=` of the `text` role: words that training lacks and vectors have.
@Suite struct KnownVectorsTests {
  private let folder: TemporaryFolder
  private static let vectors = "vectors v = \"v.txt\"\n"
  private static let rows = """
    data d = rows [text, label] [["good day", 1], ["bad day", 0], ["good night", 1],
      ["bad night", 0], ["fine day", 1], ["poor day", 0]] {
      text text known=v
      target label
      split 60/0/40 shuffle=no
    }

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("good 1 0.5\nbad -1 0.5\nfine 1 0.4\npoor -1 0.4\nday 0 1\n", to: "v.txt")
    try folder.write("天 1 0\n地 0 1\n人 1 1\n北京 1 0\n", to: "zh.txt")
    try folder.write("the 1 0\nof 0 1\na 1 1\n", to: "words.txt")
  }

  private func run(_ text: String) -> Recorder {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(text) == .success, "\(recorder.problems)")
    return recorder
  }

  private func problems(_ text: String) -> [String] {
    let recorder = Recorder(in: folder.path)
    _ = recorder.run(text)
    return recorder.problems.filter { $0.hasPrefix("E") || $0.hasPrefix("W05") }
  }

  private static let trained =
    vectors + rows + """
      model m for d = embed v tune=no | mean | output
      train r = m epochs=40 batch=4 lr=0.1

      """

  @Test func aWordIsKnownThatTrainingLacks() throws {
    let recorder = run(
      Self.trained + """
        print d.test.unknown
        eval t = r on d.test
        print t.accuracy
        save r "m.model"
        load l = "m.model"
        predict l "fine" "poor" "nowhere"
        """)
    #expect(recorder.texts().prefix(2) == ["0", "1"])
    let loaded = try #require(recorder.object("l") as? RunObject)
    #expect(loaded.text?.vocabulary.words.suffix(2) == ["fine", "poor"])
    let network = try #require(loaded.outcome?.network)
    let table = network.values(of: network.model.layout.slots[0])
    #expect(Array(table.suffix(4)) == [1, 0.4, -1, 0.4])
    let script = try #require(loaded.outcome?.description.script)
    #expect(script.contains("vectors v = \"v.txt\"") && script.contains("known=v"))
  }

  @Test func aFileIsPredictedWithoutTheVectors() throws {
    _ = run(Self.trained + "save r \"m.model\"")
    try folder.write("", to: "v.txt")
    let recorder = run("load l = \"m.model\"\npredict l \"fine\" \"poor\"")
    let rows = recorder.tables.flatMap(\.rows)
    #expect(rows.map { $0.contains("1") } == [true, false], "\(rows)")
  }

  @Test func otherVectorsAreOtherDataAndAnotherRun() throws {
    let key = { () throws -> (String, Int) in
      let run = try #require(self.run(Self.trained).object("r") as? RunObject)
      return (try #require(RunKey(run)).text, try #require(run.text).vocabulary.count)
    }
    let first = try key()
    #expect(try key() == first)
    try folder.write("good 1 0.5\nbad -1 0.5\nfine 1 0.4\npoor -1 0.3\nday 0 1\n", to: "v.txt")
    let moved = try key()
    #expect(moved.0 != first.0 && moved.1 == first.1)
    try folder.write("good 1 0.5\nbad -1 0.5\nfine 1 0.4\nday 0 1\n", to: "v.txt")
    #expect(try key().1 == first.1 - 1)
  }

  @Test func dataIsStaleWhenItsVectorsChange() throws {
    let recorder = Recorder(in: folder.path)
    for entry in [Self.vectors, Self.rows] { #expect(recorder.enter(entry) == .success) }
    #expect(recorder.enter("vectors v = \"v.txt\" limit=3") == .success)
    #expect(recorder.session.notebook.stale.map(\.entry) == [2])
  }

  @Test func itIsToldWhatIsKnown() {
    let recorder = run(
      Self.vectors + Self.rows + """
        data e = rows [text, label] [["good day", 1], ["bad day", 0], ["good night", 1],
          ["fine day", 0]] { text text; target label; split 50/0/50 shuffle=no }
        model m for d = embed v | mean | output
        model n for e = embed v | mean | output
        show d options
        show v
        """)
    let notes = recorder.events.compactMap { if case .note(let note) = $0 { note } else { nil } }
    #expect(notes.contains { $0.hasSuffix("2 more words are known from `v`") }, "\(notes)")
    #expect(
      notes.contains {
        $0.hasSuffix(
          "1 word of the other rows has one and is unknown: `known=` of `text` makes them known")
      }, "\(notes)")
    let tables = recorder.tables
    #expect(tables[0].rows.contains(["known", "v"]))
    #expect(tables[2].rows.map(\.last) == ["0", "1"])
    #expect(tables[2].footnotes.count == 1)
  }

  @Test func memoryKnowsTheRows() throws {
    let bytes = { (text: String) throws -> Double in
      let recorder = self.run(text + "model m for d = embed v | mean | output\nprint m.bytes")
      return try #require(Double(recorder.texts()[0]))
    }
    let known = try bytes(Self.vectors + Self.rows)
    let plain = try bytes(Self.vectors + Self.rows.replacing(" known=v", with: ""))
    #expect(known - plain == 2 * 2 * 4)
  }

  @Test func charactersMayBeKnown() throws {
    let recorder = run(
      """
      vectors zh = "zh.txt"
      data d = rows [text, label] [["天", "a"], ["地", "b"]] {
        text text tokens=char known=zh; split 100/0/0 }
      """)
    let data = try #require(recorder.object("d") as? DataObject)
    #expect(data.dataset.text?.transform.vocabulary.words == ["<unk>", "地", "天", "人"])
  }

  private static let few = "[text, label] [[\"of it\", \"x\"], [\"at it\", \"y\"]]"

  @Test(arguments: [
    ("data d = rows \(few) { text text known=w }", "E0201 `w` is not defined here"),
    (
      "data d = rows \(few) { text text known=v known=v }", "E0306 `known` of `text` is given twice"
    ),
    (
      "data d = rows \(few) { text text known=\"v\" }",
      "E0302 expected vectors of words, found a text"
    ),
    (
      "data d = rows \(few) { text text stem=english stopwords=english known=w }\n",
      "E0201 `w` is not defined here"
    ),
    (
      "data d = words \"words.txt\" { text text known=v }",
      "E0306 a model of the next token scores the words of training alone"
    ),
    (
      "data d = rows \(few) { text text tokens=blank known=v; split 100/0/0 }\n"
        + "model m for d = embed 4 | mean | output",
      "E0404 of the 5 words that `known=v` adds, none has a vector here"
    ),
    (
      "vectors w = \"w.txt\" limit=2\n"
        + "data d = rows \(few) { text text tokens=blank known=v; split 100/0/0 }\n"
        + "model m for d = embed w | mean | output",
      "E0404 of the 5 words that `known=v` adds, 4 do not have a vector here"
    ),
    (
      "data d = rows \(few) { text text tokens=blank known=v; split 100/0/0 }\n"
        + "model m for d = embed v + embed 3 | mean | output",
      "W0501 5 words that `known=v` adds stay random in this embedding"
    ),
    (
      "data d = rows \(few) { text text; split 100/0/0 }\n"
        + "data e = rows \(few) { text text tokens=blank known=v; split 100/0/0 }\n"
        + "model m for d = embed 4 | mean | output\ntrain r = m on e",
      "E0404 of the 5 words that `known=v` adds, none has a vector here"
    ),
    (
      "vectors en = \"words.txt\"\ndata d = rows \(few) { text text stopwords=english known=en }",
      "E0306 of the 3 words of `en` none can be a token of such texts"
    ),
    (
      "data d = rows \(few) { text text tokens=char known=v }",
      "E0306 of the 5 words of `v` none is a single character"
    ),
  ])
  func mistakesAreFound(script: String, problem: String) throws {
    try folder.write("good 1\nroom 2\n", to: "w.txt")
    let found = problems(Self.vectors + script)
    #expect(found.contains { $0.hasPrefix(problem) }, "\(found)")
  }

  @Test func layersOverCharactersNeedNoVectors() {
    #expect(
      problems(
        Self.vectors + Self.rows
          + "model m for d = chars(embed 3 | lstm 3) | mean | output\n"
          + "model n for d = embed v + chars(embed 3 | lstm 3) | mean | output"
      ).isEmpty)
  }

  // MARK: like

  @Test func nearWordsAreShown() {
    let recorder = run(
      """
      vectors v = "v.txt"
      vectors zh = "zh.txt"
      let word = "天"
      show v like "good" top=2
      vectors zh like [word, "地"] top=1
      """)
    let tables = recorder.tables
    #expect(tables.map(\.title) == ["near \"good\" in v", "near \"天\" in zh", "near \"地\" in zh"])
    #expect(tables[0].rows.map(\.first) == ["fine", "day"])
    #expect(tables[1].rows == [["北京", "1.0000"]] && tables[2].rows == [["人", "0.7071"]])
  }

  @Test func oneFormIsWritten() throws {
    for text in ["vectors v like \"a\" \"b\" top=3", "show v like \"a\" \"b\" top=3"] {
      let statement = try #require(
        Parser.parse(SourceText(name: "t", text: text)).script.statements.first)
      #expect(Formatter.format(statement) == "show v like \"a\" \"b\" top=3")
      #expect(statement.definedNames.isEmpty)
    }
  }

  @Test(arguments: [
    ("show v like \"godo\"", "E0304 `v` has no vector for \"godo\""),
    ("show v like", "E0305 `like` wants a word"),
    ("show v like [\"good\", \"godo\"]", "E0304 `v` has no vector for \"godo\""),
    ("show v like 3", "E0302 expected a text, found a number"),
    ("show v like \"good\" top=0", "E0303 `top` of `like` is a whole number from 1 to 1000, not 0"),
    ("show v like \"good\" tip=3", "E0301 `like` has no option `tip`"),
    ("show v like \"good\" full", "E0306 `like` and its words are all that `show` takes here"),
    ("show v full like \"good\"", "E0306 `like` and its words are all that `show` takes here"),
    ("vectors w like \"good\"", "E0201 `w` is not defined"),
  ])
  func wrongQuestionsAreFound(script: String, problem: String) {
    let found = problems(Self.vectors + script)
    #expect(found.contains { $0.hasPrefix(problem) }, "\(found)")
  }

  @Test func theNearestSpellingIsNamed() {
    for (script, help) in [
      ("show v like \"godo\"", "did you mean \"good\"?"),
      ("vectors zh = \"zh.txt\"\nshow zh like \"北京市\"", "did you mean \"北京\"?"),
    ] {
      let recorder = Recorder(in: folder.path)
      _ = recorder.run(Self.vectors + script)
      #expect(recorder.diagnostics.contains { $0.help == help }, "\(recorder.problems)")
    }
    #expect(
      problems(Self.vectors + "nearest(v, \"godo\")").contains {
        $0.hasSuffix("there is no vector for \"godo\": did you mean \"good\"?")
      })
  }
}
