// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Models that read the characters of tokens, from the script to a prediction on raw text.
struct CharactersTests {
  private static let stack = "embed 6 + chars(embed 5 | bilstm 4) | bilstm 8 | output crf"
  private static let tagger = """

    model m for d = \(stack)
    train r = m epochs=40 batch=2 lr=0.05
    """

  @Test func whatIsSavedPredictsTheSame() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(
        Samples.tagged + Self.tagger
          + "\neval t = r on d.train\nprint t.f1\neval t2 = r on d.test\nprint t2.loss, r.fingerprint"
          + "\npredict r \"Ann saw Bobby in Rome\"\nsave r \"r.model\"") == .success,
      "\(recorder.problems)")
    let predicted = recorder.tables.last?.rows
    let said = recorder.texts()
    #expect(said[0] == "1" && predicted?.first?.first?.hasPrefix("[Ann PER] saw") == true)
    let again = Recorder(in: folder.path)
    again.run(
      Samples.tagged + "\nload q = \"r.model\"\npredict q \"Ann saw Bobby in Rome\""
        + "\neval t = q on d.test\nprint t.loss, q.fingerprint\nsave q \"q.model\"")
    #expect(again.tables.first?.rows == predicted)
    #expect(again.texts() == [said[1]])
    #expect(try folder.bytes(of: "q.model") == folder.bytes(of: "r.model"))
    // Each by itself as all together.
    let saved = try SavedRun(path: folder.path + "/r.model", threads: 1)
    let texts = ["Ann saw Bobby", "", "OSLO", "it rains in new york", "Ann Ann"]
    let together = try #require(try saved.predict(texts))
    for (text, prediction) in zip(texts, together) {
      #expect(try saved.predict([text]) == [prediction], "\(text)")
    }
    #expect(saved.tables(full: true)[1].title == Self.stack)
  }

  /// What is the same word to the embedding is told apart by its letters.
  @Test func capitalLettersCount() throws {
    let recorder = Recorder()
    recorder.run(
      """
      data d = rows [text, label] [
        ["Reading is far", "B-LOC O O"], ["reading is fun", "O O O"],
        ["Bath is near", "B-LOC O O"], ["a bath is fun", "O O O O"],
        ["Reading and Bath", "B-LOC O B-LOC"], ["a bath and reading", "O O O O"]
      ] { text text tokens=blank; target label tags; split 100/0/0 shuffle=no }
      model m for d = embed 4 + chars(embed 4 | lstm 6) | lstm 6 | output
      train r = m epochs=60 batch=2 lr=0.05
      eval t = r on d.train
      print t.f1
      predict r ["reading Reading", "bath Bath"]
      """)
    #expect(recorder.tables.last?.rows == [["reading [Reading LOC]"], ["bath [Bath LOC]"]])
    #expect(recorder.texts() == ["1"], "\(recorder.problems)")
  }

  @Test(arguments: 0...3)
  func threadsDoNotChangeTheResult(threads: Int) {
    let fingerprint = { (threads: Int) in
      let recorder = Recorder(threads: threads)
      recorder.run(
        Samples.tagged + Self.tagger.replacing("40", with: "3") + "\nprint r.fingerprint")
      return recorder.texts()
    }
    #expect(fingerprint(threads) == fingerprint(1))
  }

  /// A run is kept under all that it reads: the letters of its words too.
  @Test func spellingIsPartOfARunsKey() throws {
    let key = { (text: String) -> String? in
      let recorder = Recorder()
      recorder.run(text)
      return (recorder.object("r") as? RunObject).flatMap { RunKey($0)?.text }
    }
    let short = Samples.tagged + Self.tagger.replacing("40", with: "1")
    let loud = short.replacing("Bob saw Ann", with: "BOB saw Ann")
    #expect(key(short) != nil && key(short) == key(short) && key(short) != key(loud))
    let plain = { (text: String) in text.replacing(" + chars(embed 5 | bilstm 4)", with: "") }
    #expect(key(plain(short)) == key(plain(loud)))
    #expect(key(short) != key(plain(short)))
    #expect(key(short) != key(short.replacing("bilstm 4)", with: "bilstm 5)")))
  }

  @Test func foldsWarmStartsAndFrozenLayersKnowOfThem() throws {
    let recorder = Recorder()
    let status = recorder.run(
      Samples.tagged + Self.tagger.replacing("40", with: "2")
        + """

        train s = m from=r epochs=1 batch=2 freeze=chars
        train q = m on d epochs=1 freeze=[chars1, embed]
        crossval c = m folds=2 epochs=1 valid=0.4
        show m full
        """)
    #expect(status == .success, "\(recorder.problems)")
    let layers = try #require(recorder.tables.first { $0.columns.first == "layer" })
    #expect(
      layers.rows.map { $0[0] } == [
        "", "embed1", "chars1.embed1", "chars1.bilstm1", "chars1.last1", "chars1", "join1",
        "bilstm1", "output1", "all",
      ])
    let check = { (text: String) in
      Recorder().check(Samples.tagged + Self.tagger + "\n" + text)
    }
    #expect(
      check("train s = m freeze=chars2").first
        == "E0401 the model has no layer `chars2` to freeze")
  }

  @Test func whatDoesNotFitIsSaid() {
    let check = { (stack: String) in
      Recorder().check(Samples.tagged + "\nmodel m for d = \(stack)")
    }
    let cases: [(String, String)] = [
      (
        "embed 4 | lstm 3 + mean | output",
        "E0402 layers beside one another give one vector a row, or one a step: `mean` gives "
          + "vector[4], and the first seq[3]"
      ),
      (
        "embed 4 | lstm 3 | chars(embed 3) | output",
        "E0402 `chars` wants tokens, but `lstm` gives seq[3]"
      ),
      (
        "embed 4 + embed 2 | dense 3 + chars(embed 3) | output",
        "E0402 `chars` wants tokens, but `embed + embed` gives seq[6]"
      ),
      (
        "embed 4 + chars(embed 3 | max | gru 2) | output",
        "E0402 `gru` wants a sequence of vectors, seq[…], but `max` gives vector[3]"
      ),
      (
        "chars(chars(embed 3) | lstm 4) | output",
        "E0402 `chars` stands inside of `chars`, and a character has no characters"
      ),
      ("chars | output", "E0305 `chars` has layers of its own in parentheses"),
      (
        "chars(embed 4 | output) | output",
        "E0402 `output` is the end of a stack, and more stands after it"
      ),
      ("chars(embed 4 | lstm 2) + lasst | output", "E0401 there is no layer `lasst`"),
      ("chars(embed 4 | lstm units=no) | output", "E0302 `units` of `lstm` is a whole number"),
      ("embed 3 + chars(embed 3) x2 | output", "E0402 `chars` cannot be repeated"),
    ]
    for (stack, message) in cases {
      #expect(check(stack).first?.hasPrefix(message) == true, "\(stack): \(check(stack))")
    }
  }

  @Test func theGrammarKnowsTheLayersThatTakeAStack() {
    #expect(LayerCall.layersWithStack == Set(Reference.layersWithStack))
  }

  @Test(arguments: [
    "model m for d = embed 50 + chars(embed 25 | bilstm 25) | bilstm 100 | output crf",
    "model m for d = lstm 3 x2 + dense 4 tanh + chars(embed 2 + embed 3 | mean) x2 | output",
  ])
  func formattingKeepsIt(text: String) {
    let formatted = Parser.parse(SourceText(name: "a", text: text)).script
    #expect(Formatter.format(formatted) == text + "\n")
  }

  @Test func aLongStackIsBrokenBetweenItsLayers() {
    let text =
      "model m for d = embed 50 + chars(embed 25 | dropout 0.25 | bilstm 25) | dropout 0.5 | "
      + "bilstm 100 | dropout 0.5 | output crf"
    let formatted = Formatter.format(Parser.parse(SourceText(name: "a", text: text)).script)
    #expect(
      formatted == """
        model m for d =
          embed 50 + chars(embed 25 | dropout 0.25 | bilstm 25) |
          dropout 0.5 |
          bilstm 100 |
          dropout 0.5 |
          output crf

        """)
    let again = Parser.parse(SourceText(name: "a", text: formatted))
    #expect(Formatter.format(again.script) == formatted)
  }

  @Test func deepNestingIsRefused() {
    let text = "model m for d = " + String(repeating: "chars(", count: 100_000)
    #expect(Recorder().check(text).count == 1)
  }
}
