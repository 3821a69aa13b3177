// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Tags and classes that one model says, from the data to a prediction on raw text.
@Suite struct JointTargetsTests {
  private static let data = """
    data d = rows [text, slots, intent] [
      ["we met in Rome", "O O O B-LOC", "past"],
      ["Ann lives in New York", "B-PER O O B-LOC I-LOC", "now"],
      ["Bob saw Ann", "B-PER O B-PER", "past"], ["it rains in Oslo", "O O O B-LOC", "now"],
      ["Ann met Bob in Oslo", "B-PER O B-PER O B-LOC", "past"],
      ["Bob lives in Rome", "B-PER O O B-LOC", "now"],
      ["it rains in New York", "O O O B-LOC I-LOC", "never"], ["we saw Bob", "O O B-PER", "past"]
    ] { text text tokens=blank; target intent class; target slots tags; split 50/25/25 shuffle=no }
    """
  private static let model = "\nmodel m for d = embed 16 | bilstm 12 | output crf\n"
  private static let run = data + model + "train r = m epochs=40 batch=2 lr=0.05 keep=last\n"

  @Test(arguments: ["crf", "softmax"])
  func oneModelSaysBoth(output: String) throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(
        Self.run.replacing("output crf", with: "output \(output)") + """
          eval e = r on d.train
          print e.f1, e.slots.f1, e.intent.accuracy, e.intent.f1 > 0.6, e.slots.rows
          print e.loss == e.slots.loss + e.intent.loss within 1e-9
          assert e.intent.accuracy >= 0.99
          show e.intent classes
          predict r "Ann saw Bob in Rome"
          save r "r.model"
          """) == .success, "\(recorder.problems)")
    let tables = recorder.tables
    #expect(recorder.texts() == ["1 1 1 yes 4", "yes"])
    let figures = try #require(tables.first { $0.columns.first == "target" })
    #expect(
      figures.rows.map { Array($0.prefix(2)) } == [
        ["slots", "r"], ["slots", "constant"], ["intent", "r"], ["intent", "constant"],
      ])
    let classes = try #require(tables.first { $0.columns.first == "class" })
    #expect(classes.rows.map { $0[0] } == ["never", "now", "past"])
    let prediction = try #require(tables.last)
    #expect(prediction.columns == ["prediction", "intent", "probability"])
    #expect(
      prediction.rows[0].prefix(2) == ["[Ann PER] saw [Bob PER] in [Rome LOC]", "past"])
    // What is saved says the same.
    let again = Recorder(in: folder.path)
    again.run(
      Self.data + """

        load q = "r.model"
        eval f = q on d.train
        predict q "Ann saw Bob in Rome"
        """)
    #expect(again.tables.last == prediction, "\(again.problems)")
    let same = try #require(again.tables.first { $0.columns.first == "target" })
    #expect(same.rows.map { $0.dropFirst(2) } == figures.rows.map { $0.dropFirst(2) })
    let saved = try SavedRun(path: folder.path + "/r.model", threads: 1)
    let line = try saved.answer(to: ["Bob saw Ann"])
    #expect(line.hasPrefix("[Bob PER] saw [Ann PER]\tB-PER O B-PER\tpast\t0."), "\(line)")
    #expect(line.hasSuffix("\tBob saw Ann\n"))
    #expect(saved.tables(full: false)[0].rows.contains(["target", "intent class"]))
  }

  @Test func filesHaveAColumnForEach() throws {
    let folder = try TemporaryFolder()
    try folder.write("text,intent\nAnn saw Bob,past\n", to: "new.csv")
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(Self.run + "predict r from \"new.csv\" to \"out.csv\"") == .success,
      "\(recorder.problems)")
    let lines = try folder.text(of: "out.csv").split(separator: "\n")
    #expect(lines[0] == "text,intent,prediction,tags,prediction.intent,probability.intent")
    #expect(
      lines[1].hasPrefix("Ann saw Bob,past,[Ann PER] saw [Bob PER],B-PER O B-PER,past,0."))
  }

  @Test func epochsAndModelsTellOfBoth() throws {
    let recorder = Recorder()
    recorder.run(
      Self.data + Self.model + """
        train r = m epochs=3 batch=2 by=intent.accuracy
        train s = m epochs=3 batch=2 by=slots.loss
        show r
        show m
        print r.fingerprint == s.fingerprint
        """)
    let epochs = try #require(recorder.tables.first { $0.columns.first == "epoch" })
    #expect(
      epochs.columns == [
        "epoch", "train.loss", "valid.loss", "valid.accuracy", "valid.f1",
        "valid.intent.accuracy", "",
      ], "\(recorder.problems)")
    let layers = try #require(recorder.tables.first { $0.columns.first == "layer" })
    let head = try #require(layers.rows.first { $0[0] == "output1.intent" })
    #expect(head[3] == "75")
    #expect(layers.rows.first { $0[0] == "output1" }?[3] == "124")
    #expect(
      layers.footnotes == [
        "loss: negative log-likelihood of the tags + cross-entropy of intent"
      ])
  }

  @Test func runsOfAGridAreRankedByTheFigureOfATarget() throws {
    let recorder = Recorder()
    recorder.run(
      Self.data + Self.model + """
        grid g = train m epochs=2 batch=2 lr=[1e-9, 3e-2] by intent.loss
        print g.best.fingerprint
        train r = m epochs=2 batch=2 lr=3e-2 by=intent.loss
        print r.fingerprint
        """)
    let texts = recorder.texts()
    #expect(Set(texts).count == 1 && texts.count == 2, "\(texts) \(recorder.problems)")
  }

  @Test func anotherTargetIsAnotherRun() throws {
    let recorder = Recorder()
    recorder.run(
      Self.data + Self.model + "train r = m\n"
        + Self.data.replacing("target intent class; ", with: "").replacing("data d", with: "data o")
        + "\nmodel n for o = embed 16 | bilstm 12 | output crf\ntrain s = n")
    let keys = try ["r", "s"].map { name in
      try #require(recorder.object(name) as? RunObject)
    }.map { RunKey($0)?.text ?? "" }
    #expect(keys[0].contains("intent 3") && !keys[1].contains("intent"), "\(recorder.problems)")
    let prints = try ["d", "o"].map { name in
      try #require(recorder.object(name) as? DataObject).trainingFingerprint
    }
    #expect(prints[0] != prints[1])
  }

  @Test func baselinesSayWhatTheyAreOf() throws {
    let recorder = Recorder()
    recorder.run(
      Self.data + """

        baseline u = unigram on d.test
        baseline c = constant on d.test
        print u.f1, c.intent.accuracy, c.slots.accuracy == c.accuracy, c.loss < 9
        """)
    #expect(recorder.tables[0].title == "u: d.test, slots alone")
    #expect(recorder.tables[1].rows.map { $0[0] } == ["slots", "intent"])
    #expect(recorder.texts() == ["1 0 yes yes"], "\(recorder.problems)")
  }

  @Test func foldsAndOtherDataHaveAllTargets() {
    let recorder = Recorder()
    let other = Self.data.replacing("data d", with: "data o")
    #expect(
      recorder.run(
        Self.data + Self.model + other + """

          train r = m epochs=2
          crossval c = m folds=2 valid=0 epochs=2
          eval e = r on o.test
          eval f = r on d.test
          print e.intent.loss == f.intent.loss, e.loss == f.loss
          """) == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["yes yes"])
  }

  @Test func foldsHaveTheFiguresOfEachTarget() throws {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Self.data + Self.model + """
          crossval c = m folds=2 valid=0 epochs=2
          print c.slots.f1 == c.f1, c.intent.accuracy <= 1, c.intent.f1_deviation >= 0
          print c.loss == c.slots.loss + c.intent.loss within 1e-9
          """) == .success, "\(recorder.problems)")
    let table = try #require(recorder.tables.first { $0.columns.first == "target" })
    #expect(
      table.rows.map { Array($0.prefix(2)) } == [
        ["slots", "fold 1"], ["slots", "fold 2"], ["slots", "mean"], ["slots", "deviation"],
        ["intent", "fold 1"], ["intent", "fold 2"], ["intent", "mean"], ["intent", "deviation"],
      ])
    #expect(table.title?.contains(", intent accuracy ") == true)
    #expect(recorder.notes.contains { $0.contains("fold 2/2") && $0.contains("intent accuracy") })
    let names = recorder.records("eval").last?.fields.map(\.name) ?? []
    #expect(Set(names).isSuperset(of: ["intent.accuracy", "intent.f1", "intent.loss"]))
    let end = recorder.records("end").last?.fields.map(\.name) ?? []
    #expect(Set(end).isSuperset(of: ["intent.f1", "intent.f1_deviation"]))
    #expect(recorder.texts() == ["yes yes yes", "yes"])
    #expect(
      Recorder().check(Self.data + Self.model + "crossval c = m folds=2 valid=0\nprint c.mood.f1")
        .contains { $0.hasPrefix("E0204") })
  }

  @Test func aClassBesideTagsIsExplained() throws {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Self.run + """
          explain r "Bob saw Ann" class="past" steps=400
          explain r "Bob saw Ann" class="now" steps=400
          """) == .success, "\(recorder.problems)")
    let tables = recorder.tables.filter { $0.columns.first == "token" && $0.columns[1] == "weight" }
    try #require(tables.count == 2)
    #expect(tables[0].title?.hasPrefix("r: intent past, probability ") == true)
    #expect(tables[0].rows.map { $0[0] } == ["bob", "saw", "ann"])
    // The weights and what is left over make the score, and hardly anything is left over.
    let rest = tables.compactMap { table in
      table.footnotes[0].split(separator: " ").first {
        $0.hasPrefix("0.00") || $0.hasPrefix("-0.00")
      }
    }
    #expect(rest.count == 2, "\(tables.map(\.footnotes))")
    #expect(tables[0].rows.map { $0[1] } != tables[1].rows.map { $0[1] })
    #expect(
      Recorder().check(Self.run + "explain r \"Bob saw Ann\" class=\"B-PER\"").first?
        .contains("past") == false)
  }

  @Test func theTableOfAGridHasTheFigureThatRanksIt() throws {
    let recorder = Recorder()
    recorder.run(
      Self.data + Self.model + "grid g = train m epochs=1 lr=[1e-3, 3e-2] by intent.f1")
    let table = try #require(recorder.tables.last)
    #expect(
      table.columns == [
        "lr", "valid.loss", "valid.accuracy", "valid.f1", "valid.intent.accuracy",
        "valid.intent.f1", "epoch", "",
      ], "\(recorder.problems)")
    #expect(table.rows.allSatisfy { Double($0[5]) != nil })
  }

  @Test func whatDoesNotFitIsSaid() {
    let check = { (roles: String) in
      Recorder().check(
        Self.data.replacing("target intent class; target slots tags", with: roles) + "\nshow d")
    }
    #expect(check("target slots tags; target intent class") == [])
    let mixed = "E0306 several targets are tags and, beside them, classes"
    #expect(check("target intent class; target slots class") == [mixed])
    #expect(check("target slots tags; target next") == [mixed])
    #expect(
      check("target slots tags; target intent tags") == [
        "E0306 one model has one target with tags"
      ])
    #expect(
      check("target slots tags; target slots class") == [
        "E0306 the column `slots` is a target twice"
      ])
    #expect(check("target slots tags; target text class").first?.contains("text") == true)
    #expect(check("target slots tags; target entent class").first?.contains("entent") == true)
    let by = { (figure: String) in
      Recorder().check(Self.data + Self.model + "train r = m by=\(figure)\nshow r")
    }
    #expect(by("intent.f1") == [])
    #expect(by("intent.auc") == [])
    #expect(by("intent.perplexity") == ["E0304 `by` takes no figure `intent.perplexity` here"])
    #expect(by("mood.accuracy") == ["E0304 `by` takes no figure `mood.accuracy` here"])
    let grid = { (figure: String) in
      Recorder().check(
        Self.data + Self.model + "grid g = train m lr=[1e-2, 1e-1] by \(figure)\nshow g")
    }
    #expect(grid("intent.f1") == [])
    #expect(grid("mood.accuracy") == ["E0304 `by` takes no figure `mood.accuracy` here"])
    let plain = Recorder().check(Samples.run + " by=label.f1\nshow r")
    #expect(plain == ["E0304 `by` takes no figure `label.f1` here"])
    let alone = Self.data.replacing("data d", with: "data o")
      .replacing("target intent class; ", with: "")
    #expect(
      Recorder().check(Self.run + alone + "\neval e = r on o.test\nshow e") == [
        "E0404 `r` also says `intent`, which is no target of `o`"
      ])
    #expect(
      Recorder().check(Self.run + "eval e = r\nprint e.mood.accuracy").first?
        .contains("mood") == true)
  }

  /// A row that stands alone has two targets; they say the same in any order.
  @Test func theOrderOfTheRolesDoesNotMatter() {
    let fingerprint = { (roles: String) in
      let recorder = Recorder(threads: 2)
      recorder.run(
        Self.data.replacing("target intent class; target slots tags", with: roles) + Self.model
          + "train r = m epochs=2\nprint r.fingerprint")
      return recorder.texts()
    }
    let first = fingerprint("target intent class; target slots tags")
    #expect(first.count == 1 && first == fingerprint("target slots tags; target intent class"))
  }
}
