// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// The figures of all tasks: which there are, and that each is a number.
@Suite struct FiguresTests {
  /// Small data with each kind of target, one of them with two, and one without validation rows.
  private static let tasks: [String: String] = [
    "class": Samples.data, "tags": Samples.tagged, "labels": Samples.labelled,
    "phrases": Samples.keyed, "next": Samples.language,
    "joint": Samples.tagged.replacing("[text, label]", with: "[text, label, kind]")
      .replacing("LOC\"]", with: "LOC\", \"place\"]").replacing("PER\"]", with: "PER\", \"none\"]")
      .replacing("target label tags", with: "target label tags; target kind class"),
    "alone": Samples.data.replacing("split 50/25/25", with: "split 70/0/30"),
  ]

  /// Everything that a statement defines, of a task.
  private func recorder(_ task: String) -> Recorder {
    let recorder = Recorder()
    let isSwept = task != "alone"
    #expect(
      recorder.run(
        (Self.tasks[task] ?? "") + """

          model m for d = embed 4 | lstm 4 | output
          train r = m epochs=2 batch=2 lr=0.05
          train q = m epochs=1 range_test
          eval t = r
          baseline b = \(task == "next" ? "frequency" : "constant") on d.test
          """
          + (isSwept
            ? """

            grid g = train m lr=[1e-3, 1e-2] epochs=1
            train s = m seeds=2 epochs=1
            eval u = s
            crossval c = m folds=2 epochs=1 valid=20%
            """ : "")) == .success, "\(recorder.problems)")
    return recorder
  }

  @Test(arguments: ["class", "tags", "labels", "phrases", "next", "joint", "alone"])
  func noFieldIsNan(task: String) throws {
    let recorder = recorder(task)
    let names = ["d", "m", "r", "q", "t", "b", "g", "s", "u", "c"]
    var paths = names.filter { recorder.object($0) != nil }
    #expect(paths.count == (task == "alone" ? 6 : 10))
    var seen = 0
    while let path = paths.popLast() {
      let found = try #require(recorder.value(of: path))
      guard case .object(let object) = found else {
        seen += 1
        if case .number(let number) = found { #expect(number.isFinite, "\(task) \(path)") }
        continue
      }
      paths += object.fields.map { "\(path).\($0.name)" }
      // What others of the kind have is a mistake with a reason, or is there.
      for field in type(of: object).fields where !object.fields.contains(field) {
        recorder.enter("print \(path).\(field.name)")
        #expect(recorder.problems.last?.hasPrefix("E0204") == true, "\(path).\(field.name)")
      }
      #expect(recorder.enter("show \(path) full") == .success, "\(path)")
    }
    #expect(seen > 20)
    let cells = recorder.tables.flatMap { $0.rows.joined() + $0.footnotes + [$0.title ?? ""] }
    #expect(cells.allSatisfy { !$0.isNoNumber }, "\(cells.filter(\.isNoNumber))")
    for record in ["end", "eval", "start", "data"].flatMap(recorder.records) {
      for field in record.fields {
        if case .number(let number) = field.value {
          #expect(number.isFinite, "\(task) \(record.kind) \(field.name)")
        }
      }
    }
  }

  @Test func aLanguageModelHasNoFiguresOfClasses() {
    let check = { (line: String) in
      Recorder().check(
        Samples.language + "\nmodel m for d = embed 4 | lstm 4 | output\ntrain r = m epochs=1\n"
          + "eval t = r\n\(line)")
    }
    #expect(check("print t.f1") == ["E0204 `t` has no `f1`: it is no figure of tokens"])
    #expect(check("print t.auc") == ["E0204 `t` has no `auc`: it is no figure of tokens"])
    #expect(
      check("print r.valid_f1") == [
        "E0204 `r` has no `valid_f1`: it is no figure of tokens"
      ])
    #expect(check("assert r.valid_perplexity > 1, t.perplexity > 1") == [])
    #expect(check("print f1(t, \"the\")") == ["E0303 `f1`: tokens have no such figure each"])
  }

  @Test func aLoadedRunHasNoFiguresOfEpochs() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.run(Samples.run + "\nsave r \"r.model\"\nload p = \"r.model\"\nprint p.status")
        == .success)
    #expect(
      recorder.enter("print p.train_loss") == .invalidScript, "\(recorder.problems)")
    #expect(
      recorder.problems.filter { $0.hasPrefix("E") } == [
        "E0204 `p` has no `train_loss`: a model file keeps no figures of epochs"
      ])
  }

  @Test func aRunThatFinishedNoEpochHasNoFigures() {
    let recorder = Recorder()
    recorder.batchesLeft = 1
    recorder.enter(Samples.run)
    recorder.batchesLeft = nil
    for field in ["train_loss", "valid_loss", "best_epoch"] {
      recorder.enter("print r.\(field)")
      #expect(
        recorder.problems.last == "E0204 `r` has no `\(field)`: no epoch was finished")
    }
  }

  @Test func entityFiguresTakeTheTypesOfEntities() {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Samples.tagged + """

          model m for d = embed 4 | lstm 4 | output
          train r = m epochs=1
          eval t = r on d.train
          baseline u = unigram on d.train
          print t.f1 == t.f1_micro, t.precision == t.precision_micro
          print t.f1_macro == mean(f1(t, "LOC"), f1(t, "PER"))
          print f1(u, "PER"), recall(u, "LOC"), precision(u, "LOC")
          show u classes
          """) == .success, "\(recorder.problems)")
    let texts = recorder.events.compactMap { event in
      if case .text(let text) = event { text } else { nil }
    }
    #expect(texts == ["yes yes", "yes", "1 1 1"])
    #expect(recorder.tables.last?.rows.map { $0[0] } == ["LOC", "PER", "all"])
    let found = Recorder().check(
      Samples.tagged + "\nbaseline u = unigram on d.test\nprint f1(u, \"B-PER\")")
    #expect(
      found == [
        "E0303 `f1`: there is no type of entity \"B-PER\"; the types of entities are \"LOC\", \"PER\""
      ])
  }

  @Test func figuresOfRanksStandBesideTheOthers() throws {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Samples.run + """

          eval t = r on d.train
          let a = t.auc
          assert a >= 0, t.auc <= 1, t.average_precision > 0
          print auc(t, "good") == auc(t, "bad"), t.auc == auc(t, "good")
          baseline b = constant on d.train
          print b.auc
          show t auc average_precision; show t classes
          crossval c = m folds=2 epochs=1 valid=0
          print c.auc <= 1, c.auc_deviation >= 0
          """) == .success, "\(recorder.problems)")
    let figures = try #require(recorder.tables.first { $0.columns.contains("auc") })
    #expect(figures.columns == ["", "auc", "average_precision"])
    #expect(figures.rows[1].dropFirst() == ["0.5000", "0.5000"])
    let classes = try #require(recorder.tables.first { $0.columns.first == "class" })
    #expect(classes.columns == ["class", "precision", "recall", "f1", "auc", "rows"])
    #expect(recorder.texts() == ["yes yes", "0.5", "yes yes"])
    let tags = Recorder().check(
      Samples.tagged + "\nbaseline u = unigram on d.test\nprint auc(u, \"PER\")")
    #expect(tags == ["E0303 `auc`: types of entities have no such figure each"])
  }

  /// A split in which a class has no row leaves it out and says so; one of a single class has no order.
  @Test func classesWithoutRowsAreLeftOutAndNamed() throws {
    let recorder = Recorder()
    let data = """
      data d = rows [text, label] [["a", "x"], ["b", "y"], ["c", "z"], ["a b", "x"], ["b c", "y"],
        ["a", "x"]] { text text; target label class; split 50/0/50 shuffle=no }
      """
    #expect(
      recorder.run(
        data + """

          baseline b = bayes on d.test
          show b auc
          print b.auc
          """) == .success, "\(recorder.problems)")
    #expect(
      recorder.tables.last?.footnotes == ["no row has z, left out of auc and average_precision"])
    let single = Samples.data.replacing("[\"bad damp air\", \"bad\"]", with: "[\"air\", \"good\"]")
      .replacing("[\"bad hard bed\", \"bad\"]", with: "[\"bed\", \"good\"]")
    let one = Recorder()
    one.run(single + "\nbaseline b = constant on d.test\nassert b.rows == 3, b.auc > 0.5")
    #expect(
      one.assertions.map(\.holds) == [true, false]
        && one.assertions[1].values == [
          "`b` has no `auc`: there is no class that some of the rows have and some have not"
        ], "\(one.assertions.map(\.values)) \(one.problems)")
  }
}

extension String {
  /// Whether a cell says what is no number.
  fileprivate var isNoNumber: Bool {
    split(whereSeparator: { " ±()".contains($0) }).contains { ["nan", "inf", "-inf"].contains($0) }
  }
}

extension Recorder {
  /// What a path such as `c.kind.f1` stands for.
  fileprivate func value(of path: String) -> Value? {
    let parts = path.split(separator: ".").map(String.init)
    return parts.dropFirst().reduce(object(parts[0]).map { .object($0) }) { value, field in
      guard case .object(let object)? = value else { return nil }
      return object.value(of: field)
    }
  }
}
