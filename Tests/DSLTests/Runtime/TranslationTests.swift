// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Scripts whose target is a text.
@Suite struct TranslationTests {
  private static let nouns = [
    ("dog", "Hund"), ("cat", "Kater"), ("bird", "Vogel"), ("fish", "Fisch"),
  ]
  private static let verbs = [("runs", "rennt"), ("sleeps", "schläft"), ("eats", "frisst")]

  /// Sentences of a noun and a verb, or two of these.
  private static var pairs: [(String, String)] {
    var simple: [(String, String)] = []
    for (noun, hauptwort) in nouns {
      for (verb, zeitwort) in verbs {
        simple.append(("The \(noun) \(verb).", "Der \(hauptwort) \(zeitwort)."))
      }
    }
    let joined = simple.indices.map { index in
      let other = simple[(index * 5 + 3) % simple.count]
      return (
        "\(simple[index].0.dropLast()) and \(other.0.lowercased())",
        "\(simple[index].1.dropLast()) und d\(other.1.dropFirst())"
      )
    }
    return simple + joined
  }

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let pairs = Self.pairs
    try folder.write(pairs.map { $0.0 + "\n" }.joined(), to: "train.en")
    try folder.write(pairs.map { $0.1 + "\n" }.joined(), to: "train.de")
    try folder.write(pairs.prefix(6).map { $0.0 + "\n" }.joined(), to: "val.en")
    try folder.write(pairs.prefix(6).map { $0.1 + "\n" }.joined(), to: "val.de")
    return folder
  }

  private static let script = """
    data d = pairs "train.en" "train.de" columns=[en, de] { text en; target de text; split train=100% valid="val.en" }
    model m for d = embed 24 | bilstm 24 => embed 24 | lstm 24 | attend | output
    train r = m epochs=30 batch=4 lr=0.01
    """

  private func session(_ folder: TemporaryFolder) throws -> Recorder {
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(recorder.enter(Self.script) == .success, "\(recorder.problems)")
    return recorder
  }

  @Test func aTranslatorIsTrainedMeasuredSavedAndAsked() throws {
    let folder = try folder()
    let recorder = try session(folder)
    #expect(
      recorder.enter(
        """
        eval t = r on d.valid beam=3
        assert t.exact == 1, t.bleu > 99.9, t.chrf > 99.9, t.wer == 0
        predict r "The bird sleeps."
        predict r "The bird sleeps." beam=4 best=2
        explain r "The bird sleeps."
        save r "r.model"
        load s = "r.model"
        predict r from "val.en" to "a.txt"
        predict s from "val.en" to "b.txt" beam=5
        """) == .success, "\(recorder.problems)")
    let tables = recorder.tables
    #expect(tables.contains { $0.rows == [["The bird sleeps.", "Der Vogel schläft."]] })
    let best = try #require(tables.first { $0.columns == ["text", "written", "score"] })
    #expect(
      best.rows.count == 2 && best.rows[0][1] == "Der Vogel schläft." && best.rows[1][0] == "")
    let alignment = try #require(tables.first { $0.columns.first == "written" })
    #expect(alignment.columns == ["written", "probability", "The", "bird", "sleeps", "."])
    #expect(alignment.rows.map { $0[0] } == ["Der", "Vogel", "schläft", ".", "the end"])
    #expect(try folder.text(of: "a.txt") == folder.text(of: "val.de"))
    #expect(try folder.text(of: "b.txt") == folder.text(of: "val.de"))
  }

  @Test func severalTextsStandInAFileWithTheLineThatTheyAreOf() throws {
    let folder = try folder()
    try folder.write("The dog runs.\n\nThe cat eats.\n", to: "gap.en")
    let recorder = try session(folder)
    #expect(
      recorder.enter(
        "predict r from \"gap.en\" beam=4 best=2 to \"best.txt\"\npredict r from \"gap.en\" to \"one.txt\""
      )
        == .success, "\(recorder.problems)")
    let lines = try folder.text(of: "best.txt").split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(lines.map { $0[0] } == ["1", "1", "2", "3", "3"])
    #expect(lines[2] == ["2", "", ""])
    #expect([lines[0][2], "", lines[3][2]] == ["Der Hund rennt.", "", "Der Kater frisst."])
    #expect(Double(lines[0][1]) ?? 0 > Double(lines[1][1]) ?? 0)
    #expect(try folder.text(of: "one.txt") == "Der Hund rennt.\n\nDer Kater frisst.\n")
  }

  @Test func whatWasCutIsCounted() throws {
    let folder = try folder()
    try folder.write("The dog runs.\n\nThe dog runs and the cat eats.\n", to: "long.en")
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(
      recorder.enter(Self.script.replacing("text en;", with: "text en max_length=5;")) == .success,
      "\(recorder.problems)")
    #expect(
      recorder.enter(
        "predict r from \"long.en\" max_length=2 to \"long.de\"\npredict r \"The dog runs and the cat eats.\""
      )
        == .success)
    #expect(
      try folder.text(of: "long.de").split(separator: "\n", omittingEmptySubsequences: false).count
        == 4)
    #expect(
      recorder.problems.filter { !$0.contains("earlier split") } == [
        "W0501 1 of 3 texts is longer than the 5 tokens that `r` reads; what comes after was left out",
        "W0501 2 of 3 texts that `r` wrote were cut at the longest that they may be",
        "W0501 1 of 1 texts is longer than the 5 tokens that `r` reads; what comes after was left out",
      ])
  }

  @Test func whatWasLookedAtIsDrawn() throws {
    let folder = try folder()
    let recorder = try session(folder)
    #expect(
      recorder.enter("explain r \"The bird sleeps.\" to \"look.svg\"") == .success,
      "\(recorder.problems)")
    let picture = try folder.text(of: "look.svg")
    for word in ["bird", "Vogel", "the end", "looked at"] { #expect(picture.contains(word)) }
    #expect(
      recorder.tables.isEmpty && recorder.notes.contains { $0.hasPrefix("drew r to look.svg") })
  }

  @Test func aDecoderIsFedWhatItLookedAtAndTokensOfItsOwn() throws {
    let folder = try folder()
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
    let script =
      Self.script.replacing("attend |", with: "attend input_feeding=yes |")
      .replacing("lr=0.01", with: "lr=0.01 scheduled_sampling=0.3")
    #expect(
      recorder.enter(
        script + "\n" + """
          eval t = r on d.valid beam=3
          assert t.exact == 1
          show m
          explain r "The bird sleeps."
          save r "r.model"
          load s = "r.model"
          predict r from "val.en" to "a.txt"
          predict s from "val.en" to "b.txt" beam=5
          train f = m epochs=1 freeze=attend
          """) == .success, "\(recorder.problems)")
    let layers = try #require(recorder.tables.first { $0.rows.contains { $0[0] == "feed1" } })
    // The first layer of the decoder is given 24 numbers of the embedding, and 24 that are fed back.
    let lstm = try #require(layers.rows.first { $0[0] == "lstm1" })
    #expect(lstm.contains("7,008"), "\(lstm)")
    let alignment = try #require(recorder.tables.first { $0.columns.first == "written" })
    #expect(alignment.rows.map { $0[0] } == ["Der", "Vogel", "schläft", ".", "the end"])
    #expect(try folder.text(of: "a.txt") == folder.text(of: "val.de"))
    #expect(try folder.text(of: "b.txt") == folder.text(of: "val.de"))
  }

  @Test func theFiguresSayWhoseDefinitionTheyHave() throws {
    let folder = try folder()
    let recorder = try session(folder)
    #expect(recorder.enter("eval t = r on d.valid\nshow t texts\nshow t worst") == .success)
    let figures = try #require(recorder.tables.first { $0.columns.contains("bleu") })
    #expect(
      figures.footnotes.contains(
        "BLEU: sacrebleu 2.6, nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp"))
    // The naive guess stands beside it, and has no probabilities.
    #expect(figures.rows.map { $0[0] } == ["r", "copy"])
    #expect(figures.rows[1].last == "-")
  }

  @Test func otherDataAreReadAsTheRunReadsThem() throws {
    let folder = try folder()
    let recorder = try session(folder)
    #expect(
      recorder.enter(
        """
        save r "r.model"
        load s = "r.model"
        data e = pairs "val.en" "val.de" columns=[en, de] { text en tokens=char; target de text tokens=char; split 50/0/50 }
        eval a = s on e.test
        eval b = r on e.test
        assert a.exact == 1, b.exact == 1, a.perplexity == b.perplexity
        train q = m from=r epochs=1
        """) == .success, "\(recorder.problems)")
  }

  @Test func ofNothingNothingIsWritten() throws {
    let folder = try folder()
    try folder.write("The dog runs.\n\nThe cat eats.\n", to: "gap.en")
    try folder.write("Der Hund rennt.\nleer\nDer Kater frisst.\n", to: "gap.de")
    let recorder = try session(folder)
    #expect(
      recorder.enter(
        """
        data e = pairs "gap.en" "gap.de" columns=[en, de] { text en; target de text; split 0/0/100 }
        eval t = r on e.test
        show t texts
        predict r from "gap.en" to "gap.txt"
        predict r "" "The dog runs."
        """) == .success, "\(recorder.problems)")
    #expect(try folder.text(of: "gap.txt") == "Der Hund rennt.\n\nDer Kater frisst.\n")
    let texts = try #require(
      recorder.tables.first { $0.columns == ["source", "written", "right"] })
    #expect(texts.rows.map { $0[1] } == ["Der Hund rennt.", "", "Der Kater frisst."])
    #expect(recorder.tables.last?.rows == [["", ""], ["The dog runs.", "Der Hund rennt."]])
  }

  @Test func pairsLeftOutOfTrainingAreCountedByRule() throws {
    let folder = try folder()
    try folder.write("The dog runs.\n\nThe cat eats a fish.\nThe bird sleeps.\n", to: "gap.en")
    try folder.write("Der Hund rennt.\nleer\nDer Kater frisst.\nJa.\n", to: "gap.de")
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.enter(
        """
        data d = pairs "gap.en" "gap.de" columns=[en, de] {
          text en skip_over=5
          target de text skip_under=2 skip_ratio=1.8
          split train=100% valid="gap.en"
        }
        assert d.skipped == 3, d.rows == 8
        show d
        """) == .success, "\(recorder.problems)")
    let lines = [
      "left out of training: 1 pair without a token to read, the first at gap.en:2",
      "left out of training: 1 pair with more than 5 tokens to read, the first at gap.en:3",
      "left out of training: 1 pair with one side more than 1.8 times as long as the other, the first at "
        + "gap.en:4",
    ]
    for line in lines { #expect(recorder.notes.contains("  " + line), "\(recorder.notes)") }
    let table = try #require(recorder.tables.last)
    #expect(table.footnotes.filter { $0.hasPrefix("left out") } == lines)
    #expect(table.title?.hasSuffix(", 3 left out of training") == true)
    #expect(table.rows.map { $0[1] } == ["1", "4"])
  }

  @Test func oneVocabularyAndOneTableOfVectors() throws {
    let folder = try folder()
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(
      recorder.enter(
        """
        data d = pairs "train.en" "train.de" columns=[en, de] {
          text   en tokens=subword vocabulary=320 merge_dropout=0.1
          target de text shared=yes merge_dropout=0.1
          split  train=100% valid="val.en"
        }
        model m for d = embed 24 | bilstm 24 => embed 24 tied=yes | lstm 24 | attend 24 | output tied=yes
        show m
        train r = m epochs=40 batch=4 lr=0.01
        eval t = r on d.valid
        assert t.exact == 1
        save r "r.model"
        load s = "r.model"
        eval u = s on d.valid
        assert u.exact == 1, u.loss == t.loss
        predict s "The bird sleeps."
        show s
        """) == .success, "\(recorder.problems)")
    let layers = try #require(recorder.tables.first { $0.columns.contains("type out") })
    let row = try #require(layers.rows.first { $0[0] == "embed2" })
    #expect(row[1] == "vectors of embed1" && row[3] == "0")
    #expect(
      recorder.tables.contains { $0.rows == [["The bird sleeps.", "Der Vogel schläft."]] })
    // What is written keeps its capital letters, and so does what is read with it.
    #expect(recorder.enter("assert d.vocabulary == 320") == .success)
  }

  @Test func mistakesAreFoundBeforeTraining() throws {
    let folder = try folder()
    try folder.write("one line\n", to: "short.de")
    try folder.write("The dog runs.\n", to: "val.fr")
    let recorder = Recorder(in: folder.path)
    let data = #"data d = pairs "train.en" "train.de" columns=[en, de] { text en; target de text }"#
    let expect = { (script: String, problem: String) in
      let found = recorder.check(script)
      #expect(found.contains { $0.contains(problem) }, "\(script)\n\(found)")
    }
    expect(#"data d = pairs "train.en" "short.de""#, "it has 24 lines, and")
    expect(
      #"data d = pairs "train.en" "train.de" { split train=100% valid="val.fr" }"#,
      "its name does not end in \".en\"")
    expect(#"data d = pairs "train.en""#, "pairs are two files")
    expect(#"data d = pairs "train.en" "train.de" "val.de""#, "and this is a third")
    expect(
      #"data d = pairs "train.en" with "train.de""#, "`with` of `pairs` stands without its value")
    expect(data + "\nmodel m for d = embed 8 | lstm 8 | output", "has no `=>`")
    expect(
      data + "\nmodel m for d = embed 8 | lstm 8 => embed 8 | bilstm 8 | output",
      "reads the tokens that the model is to predict")
    expect(
      data + "\nmodel m for d = embed 8 | lstm 8 => lstm 8 | output", "`lstm` wants a sequence")
    expect(
      data + "\nmodel m for d = embed 8 | lstm 8 => embed 8 | lstm 8 | attend heads=3 | output",
      "3 heads share")
    expect(
      data + "\nmodel m for d = embed 8 | lstm 8 => embed 8 | lstm 8 | output\ntrain r = m epochs=1"
        + "\npredict r \"a\" beam=2 best=3", "`best=3` wants more texts")
    expect(
      data + "\nmodel m for d = embed 8 | lstm 8 => embed 8 | lstm 8 | output\ntrain r = m epochs=1"
        + "\npredict r \"a\" prefix=\"Zebra\"", "cannot write \"Zebra\"")
    expect(
      data + "\nmodel m for d = embed 8 | lstm 8 => embed 8 | lstm 8 | output\ntrain r = m epochs=1"
        + "\npredict r from \"train.en\" best=2 to \"o.csv\"", "a table has one text for each row")
    expect(
      data + "\nmodel m for d = embed 8 | lstm 8 => embed 8 | lstm 8 | output\ntrain r = m epochs=1"
        + "\nexplain r \"a\" to \"a.svg\"", "there is no alignment to draw")
    expect(
      data + "\n" + Samples.translator + "\ntrain r = m epochs=1"
        + "\nexplain r \"a\" \"b\" to \"a.svg\"", "the picture of one text")
    expect(
      data + "\n" + Samples.translator + "\ntrain r = m epochs=1"
        + "\nexplain r \"a\" to \"a.gif\"", "a picture is written as SVG")
    expect(
      Samples.run + "\neval t = r beam=3", "`beam=` is for runs that write texts")
  }

  // MARK: Several runs

  @Test func anEnsembleIsMeasuredAndAsked() throws {
    let folder = try folder()
    let recorder = try session(folder)
    #expect(
      recorder.enter(
        """
        model n for d = embed 16 | bigru 16 => embed 16 | gru 16 | attend | output
        train q = n epochs=12 batch=4 lr=0.02 seed=3
        ensemble e = r, q
        eval t = e on d.valid beam=3
        eval a = r on d.valid
        eval b = q on d.valid
        assert t.exact == 1, t.perplexity < max(a.perplexity, b.perplexity), e.runs == 2
        predict e "The bird sleeps."
        predict e from "val.en" to "e.txt"
        show e
        """) == .success, "\(recorder.problems)")
    #expect(recorder.tables.contains { $0.rows == [["The bird sleeps.", "Der Vogel schläft."]] })
    #expect(try folder.text(of: "e.txt") == folder.text(of: "val.de"))
    #expect(recorder.tables.last?.rows.map { $0[0] } == ["r", "q"])
    #expect(recorder.notes.contains("ensemble e: the mean of r and q"))
  }

  @Test func evaluationsAreCompared() throws {
    let folder = try folder()
    let recorder = try session(folder)
    #expect(
      recorder.enter(
        """
        seed 7
        train w = m epochs=1 batch=4 seed=3
        eval t = r on d.valid
        eval u = w on d.valid
        compare c = u, t
        compare f = u, t samples=200 by wer
        compare s = t, t by chrf
        baseline k = copy on d.valid
        compare z = k, t
        assert c.first == u.bleu, c.second == t.bleu, c.difference == t.bleu - u.bleu
        assert c.low <= c.difference, c.difference <= c.high, c.p < 0.1
        assert f.difference < 0, s.p == 1, s.difference == 0, z.second == t.bleu
        """) == .success, "\(recorder.problems)")
    let table = try #require(
      recorder.tables.first { $0.columns == ["", "u", "t", "difference", "from", "to", "p"] })
    #expect(
      table.rows.map { $0[0] } == [
        "bleu", "chrf", "rouge1", "rouge2", "rougeL", "wer", "cer", "exact",
      ])
    #expect(table.title == "c: d.valid, 6 rows")
    // The seed of the script decides.
    let again = try session(folder)
    #expect(
      again.enter(
        """
        seed 7
        train w = m epochs=1 batch=4 seed=3
        eval t = r on d.valid
        eval u = w on d.valid
        compare c = u, t
        """) == .success)
    #expect(again.tables.last?.rows == table.rows)
  }

  @Test func theMeanOfEpochsIsMeasuredAndSaid() throws {
    let folder = try folder()
    let recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(
      recorder.enter(
        Self.script.replacing("epochs=30", with: "epochs=6 average=3 by=bleu")
          + "\neval t = r on d.valid beam=1\nassert t.bleu == r.valid_bleu\nshow r") == .success,
      "\(recorder.problems)")
    #expect(recorder.notes.contains { $0.hasPrefix("  the mean of the epochs ") })
    #expect(recorder.tables.last?.footnotes.first?.hasPrefix("the mean of the epochs ") == true)
  }
}
