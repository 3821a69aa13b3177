// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Grids, searches, seeds and cross-validations through the language.
@Suite struct SweepsTests {
  private let folder: TemporaryFolder
  private static let model =
    Samples.data + "\nmodel m(units=2) for d = embed 4 | lstm units | output\n"
  private static let grid =
    model + "grid g = train m(units=[2, 4]) epochs=2 batch=2 lr=[0.02, 0.1] by loss\n"
  private static let search = """
    search s = train m(units=2..6) epochs=2 batch=2 lr=1e-3..1e-1 log trials=5

    """

  init() throws {
    folder = try TemporaryFolder()
  }

  private func texts(_ script: String, cache: String? = nil) -> [String] {
    let recorder = Recorder(in: folder.path, cache: cache)
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    return recorder.texts()
  }

  // MARK: Grid

  @Test func theBestRunIsTheOneThatSingleStatementsFind() throws {
    var script = Self.grid
    var names: [String] = []
    for units in [2, 4] {
      for (index, rate) in ["0.02", "0.1"].enumerated() {
        names.append("r\(units)\(index)")
        script +=
          "train r\(units)\(index) = m(units=\(units)) epochs=2 batch=2 lr=\(rate) by=loss\n"
      }
    }
    let losses = names.map { "\($0).valid_loss" }.joined(separator: ", ")
    script += "let least = min(\(losses))\nprint g.trials, g.best.valid_loss == least\n"
    script +=
      "print "
      + names.map { "g.best.fingerprint == \($0).fingerprint" }
      .joined(separator: ", ")
    script += "\nprint " + names.map { "\($0).valid_loss == least" }.joined(separator: ", ")
    let found = texts(script)
    #expect(found[0] == "4 yes")
    #expect(found[1] == found[2] && found[1].contains("yes") && found[1].contains("no"))
  }

  @Test func theFigureBehindByRanksAndChoosesTheEpoch() throws {
    let script =
      Self.model + """
        grid g = train m epochs=4 batch=2 lr=[1e-4, 0.1] by accuracy
        train a = m epochs=4 batch=2 lr=1e-4 by=accuracy
        train b = m epochs=4 batch=2 lr=0.1 by=accuracy
        print g.best.valid_accuracy == max(a.valid_accuracy, b.valid_accuracy)
        print g.best.fingerprint == a.fingerprint or g.best.fingerprint == b.fingerprint
        """
    let recorder = Recorder()
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["yes", "yes"])
    let sweep = try #require(recorder.object("g") as? SweepObject)
    #expect(sweep.metric.name == FigureName("accuracy"))
    #expect(sweep.trials.allSatisfy { $0.run.plan?.options.monitor == FigureName("accuracy") })
    #expect(sweep.best.setup.script.contains("by=accuracy"))
  }

  /// A figure that no run notes unless it is asked for chooses epochs and runs like any other.
  @Test func anyFigureThatTellsBetterFromWorseChoosesAndRanks() throws {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Self.model + """
          train r = m epochs=5 batch=2 lr=0.01 by=auc
          grid g = train m epochs=3 batch=2 lr=[1e-4, 0.01, 0.1] by auc
          print r.valid_auc, g.best.valid_auc, g.valid_auc <= g.best.valid_auc
          """) == .success, "\(recorder.problems)")
    let run = try #require(recorder.object("r") as? RunObject)
    let epochs = try #require(run.outcome?.result?.epochs)
    let figures = try epochs.map { try #require($0.figure(FigureName("auc"))) }
    let kept = try #require(run.keptEpoch)
    #expect(epochs.count == 5 && kept.figure(FigureName("auc")) == figures.max())
    // Of equal figures the epoch with the lower loss is kept.
    let loss = FigureName("loss")
    let equals = epochs.filter { $0.figure(FigureName("auc")) == figures.max() }
    #expect(kept.figure(loss) == equals.compactMap { $0.figure(loss) }.min())
    let sweep = try #require(recorder.object("g") as? SweepObject)
    let areas = try sweep.trials.map { try #require(figure("auc", of: $0.run)) }
    #expect(areas.count == 3 && figure("auc", of: sweep.best) == areas.max())
    let table = try #require(recorder.tables.last)
    #expect(table.columns.contains("valid.auc"))
    #expect(recorder.texts().first?.hasSuffix("yes") == true)
  }

  /// Lower perplexity is better, whatever the order of the runs.
  @Test(arguments: ["1e-5, 0.05", "0.05, 1e-5"])
  func theLowestPerplexityOfALanguageModelRanksFirst(rates: String) throws {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Samples.language + """

          model m for d = embed 6 | lstm 6 | output
          grid g = train m epochs=3 batch=2 lr=[\(rates)] by perplexity
          """) == .success, "\(recorder.problems)")
    let sweep = try #require(recorder.object("g") as? SweepObject)
    let figures = try sweep.trials.map { try #require(figure("perplexity", of: $0.run)) }
    let lowest = try #require(figures.min())
    #expect(Set(figures).count == 2 && figure("perplexity", of: sweep.best) == lowest)
    #expect(sweep.ranked.first?.trial.title == "lr=0.05")
    #expect(sweep.ranked.map { sweep.metric.value($0.figure) } == figures.sorted())
  }

  /// A figure of the epoch that a run kept.
  private func figure(_ name: String, of run: RunObject) -> Double? {
    run.keptEpoch?.figure(FigureName(name))
  }

  @Test func anInterruptedGridGoesOnWithWhatIsThere() {
    let cache = folder.path + "/cache"
    let whole = texts(Self.grid + "print g.best.fingerprint")
    let first = Recorder(in: folder.path, cache: cache)
    first.batchesLeft = 8
    #expect(first.run(Self.grid) == .interrupted)
    let second = Recorder(in: folder.path, cache: cache)
    #expect(second.run(Self.grid + "print g.best.fingerprint") == .success)
    // Each run has 2 epochs of 3 batches: 8 of the 24 were done before.
    #expect(first.batches == 8 && second.batches == 16)
    #expect(second.notes.filter { $0.contains("from the cache") }.count == 1)
    #expect(second.texts() == whole)
    let third = Recorder(in: folder.path, cache: cache)
    #expect(third.run(Self.grid + "print g.best.fingerprint") == .success)
    #expect(third.batches == 0 && third.texts() == whole)
  }

  @Test func aWiderGridTrainsOnlyWhatIsNew() {
    let cache = folder.path + "/cache"
    _ = texts(Self.grid, cache: cache)
    let recorder = Recorder(in: folder.path, cache: cache)
    #expect(recorder.run(Self.grid.replacing("[0.02, 0.1]", with: "[0.02, 0.05, 0.1]")) == .success)
    #expect(recorder.batches == 2 * 6)
  }

  @Test func aRunThatDivergesDoesNotEndTheGrid() {
    let script = Self.model + "grid g = train m sgd clip=0 epochs=2 batch=2 lr=[1e30, 0.1]\n"
    #expect(texts(script + "print g.trials, g.best.status") == ["2 finished"])
    let recorder = Recorder()
    #expect(
      recorder.run(Self.model + "grid g = train m sgd clip=0 batch=2 lr=[1e30, 1e31]")
        == .diverged)
    #expect(
      recorder.problems.last
        == "E0701 every run of `g` diverged: its loss or a gradient is not finite any more")
  }

  /// The first epoch of such a run is finished, and its weights are kept; it diverges all the same.
  private static let spoilt = "sgd clip=0 epochs=3 batch=2 list factors=[1, 1e38]"

  @Test(arguments: [
    "train a = m seeds=2 lr=0.1", "grid a = train m(units=[2, 3]) lr=0.1",
    "search a = train m(units=2..6) lr=0.1 trials=3", "crossval a = m folds=3 valid=0.2 lr=0.1",
  ])
  func whereEveryRunDivergesTheStatementDoes(statement: String) throws {
    let recorder = Recorder()
    #expect(recorder.run(Self.model + "\(statement) \(Self.spoilt)") == .diverged)
    #expect(
      recorder.problems.last
        == "E0701 every run of `a` diverged: its loss or a gradient is not finite any more")
    let single = Recorder()
    #expect(single.run(Self.model + "train a = m lr=0.1 \(Self.spoilt)") == .diverged)
    #expect(single.epochs == 1)
  }

  @Test func whatDivergedIsNeitherTheBestNorPartOfAMean() throws {
    let recorder = Recorder()
    // With the small rate even the large factor is a step that can be made.
    let script =
      Self.model + """
        grid g = train m \(Self.spoilt) lr=[0.1, 1e-40] by loss
        train r = m \(Self.spoilt) lr=1e-40 by=loss
        print g.trials, g.best.fingerprint == r.fingerprint, g.valid_loss == r.valid_loss
        """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    let warning = try #require(recorder.diagnostics.last)
    #expect(recorder.tables.last?.title?.contains("2 runs, 1 of them diverged") == true)
    #expect(recorder.texts() == ["2 yes yes"])
    #expect(warning.code == .someDiverged && warning.severity == .warning)
    #expect(warning.message == "1 of 2 runs of `g` diverged")
    #expect(
      warning.notes == ["they are no part of the means, and none is the best: lr=0.1"])
  }

  @Test func aFoldThatDivergedIsLeftOutOfTheMean() throws {
    let recorder = Recorder()
    #expect(recorder.run(Self.model + "crossval c = m folds=3 valid=0 epochs=1") == .success)
    let object = try #require(recorder.object("c") as? CrossValidationObject)
    let figure = try #require(MetricCatalog.entry("loss"))
    let losses = object.measured.compactMap { $0.figure(FigureName("loss")) }
    object.turns[1] = CrossValidationObject.Turn(
      epochText: "0 of 0", endText: "diverged", evaluation: nil)
    #expect(object.statistics(figure)?.mean == (losses[0] + losses[2]) / 2)
    #expect(object.diverged == ["fold 2"] && object.title.contains("(1 of them diverged)"))
    let table = try #require(object.tables(facets: [], full: false).first)
    #expect(table.rows[1].first == "fold 2" && table.rows[1].last == "diverged")
    #expect(object.chart("folds") != nil)
  }

  @Test func theSavedScriptOfTheBestRunMakesTheSameModelFile() throws {
    for (kind, sweep) in [("grid", Self.grid), ("search", Self.model + Self.search)] {
      let name = kind == "grid" ? "g" : "s"
      _ = texts(sweep + "save \(name).best \"a.model\"")
      let bytes = try folder.bytes(of: "a.model")
      let script = try SavedRun(path: folder.path + "/a.model", threads: 1).script
      #expect(script.contains("\ntrain \(name) = m(units=") && !script.contains(kind))
      _ = texts(script + "save \(name) \"b.model\"")
      #expect(try folder.bytes(of: "b.model") == bytes, "\(kind):\n\(script)")
    }
  }

  // MARK: Search

  @Test func aSearchIsTheSameEveryTime() {
    let script = Self.model + Self.search + "print s.best.fingerprint, s.trials"
    let found = texts(script)
    #expect(found == texts(script) && found[0].hasSuffix(" 5"))
    #expect(found != texts("seed 1\n" + script))
    let cache = folder.path + "/cache"
    let first = Recorder(in: folder.path, cache: cache)
    first.batchesLeft = 10
    #expect(first.run(script) == .interrupted)
    #expect(texts(script, cache: cache) == found)
    let third = Recorder(in: folder.path, cache: cache)
    #expect(third.run(script) == .success)
    #expect(third.batches == 0 && third.texts() == found)
  }

  /// Runs that a search stopped early and that were then trained to their end do not change it.
  @Test func aSearchDoesNotDependOnWhatElseIsKept() throws {
    let cache = folder.path + "/cache"
    let script =
      Self.model + """
        search s = train m(units=2..12) lr=1e-5..1e-1 log epochs=6 batch=2 trials=12 by loss

        """
    let summary = { (recorder: Recorder) -> [String] in
      let sweep = try #require(recorder.object("s") as? SweepObject)
      return sweep.trials.map { "\($0.title) \($0.run.epochText) \($0.run.endText)" }
    }
    let first = Recorder(in: folder.path, cache: cache)
    #expect(first.run(script) == .success)
    let sweep = try #require(first.object("s") as? SweepObject)
    let pruned = sweep.trials.filter { $0.run.endText == "pruned" }
    #expect(pruned.count > 2)
    for trial in pruned {
      let units = try #require(trial.settings.first { $0.name == "units" }).text
      let rate = try #require(trial.settings.first { $0.name == "lr" }).text
      let longer = Recorder(in: folder.path, cache: cache)
      #expect(
        longer.run(
          Self.model + "train q = m(units=\(units)) lr=\(rate) epochs=6 batch=2 by=loss")
          == .success)
      #expect(longer.notes.contains { $0.hasPrefix("  from its checkpoint at epoch ") })
    }
    let second = Recorder(in: folder.path, cache: cache)
    #expect(second.run(script) == .success)
    #expect(try summary(second) == summary(first))
    // Nor does the search take away what was trained.
    let units = try #require(pruned[0].settings.first { $0.name == "units" }).text
    let rate = try #require(pruned[0].settings.first { $0.name == "lr" }).text
    let third = Recorder(in: folder.path, cache: cache)
    third.run(
      Self.model + "train q = m(units=\(units)) lr=\(rate) epochs=6 batch=2 by=loss")
    #expect(third.batches == 0)
  }

  @Test func whatIsTriedLiesInItsRange() throws {
    let recorder = Recorder()
    #expect(
      recorder.run(Self.model + Self.search.replacing("trials=5", with: "trials=12 random"))
        == .success)
    let sweep = try #require(recorder.object("s") as? SweepObject)
    #expect(sweep.trials.count == 12)
    for trial in sweep.trials {
      let units = try #require(trial.settings.first { $0.name == "units" }.flatMap { Int($0.text) })
      let rate = try #require(trial.settings.first { $0.name == "lr" }.flatMap { Double($0.text) })
      #expect((2...6).contains(units) && (1e-3...1e-1).contains(rate))
    }
    #expect(Set(sweep.trials.map(\.title)).count > 8)
  }

  // MARK: Seeds

  @Test func seedsGiveMeanAndDeviation() throws {
    let script =
      "seed 5\n" + Self.model + """
        train r = m epochs=2 batch=2 lr=0.05 seeds=3 by=loss
        train a = m epochs=2 batch=2 lr=0.05 seed=5 by=loss
        train b = m epochs=2 batch=2 lr=0.05 seed=6 by=loss
        train c = m epochs=2 batch=2 lr=0.05 seed=7 by=loss
        let mean = (a.valid_loss + b.valid_loss + c.valid_loss) / 3
        let squares = (a.valid_loss - mean) ^ 2 + (b.valid_loss - mean) ^ 2 + (c.valid_loss - mean) ^ 2
        assert r.valid_loss == mean within 1e-12, r.deviation == sqrt(squares / 2) within 1e-9
        assert r.best.valid_loss == min(a.valid_loss, b.valid_loss, c.valid_loss), r.deviation > 0
        eval t = r
        eval ta = a; eval tb = b; eval tc = c
        print t.rows, t.accuracy == (ta.accuracy + tb.accuracy + tc.accuracy) / 3
        """
    let recorder = Recorder()
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["3 yes"])
  }

  // MARK: Cross-validation

  @Test func everyRowIsMeasuredOnceByARunThatHasNotSeenIt() throws {
    let rows = (0..<24).map { "[\"own\($0) shared\", \"\($0 % 2)\"]" }.joined(separator: ", ")
    let recorder = Recorder()
    let script = """
      data d = rows [text, label] [\(rows)] { split 75/0/25 shuffle=no }
      model m for d = embed 4 | output
      crossval c = m folds=3 epochs=1
      print c.rows, c.folds
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["6 3"])
    let object = try #require(recorder.object("c") as? CrossValidationObject)
    let all = try #require(recorder.object("d") as? DataObject).dataset
    var measured: [Int] = []
    for (fold, turn) in object.turns.enumerated() {
      let data = try object.data(of: fold).dataset
      #expect(turn.evaluation?.rows == data.splits.test)
      measured += data.splits.test
      let words = try #require(data.text).transform.vocabulary.words
      // Every row has a word of its own: that of a training row is known, no other is.
      for row in data.splits.train { #expect(words.contains("own\(row)")) }
      for row in data.splits.valid + data.splits.test { #expect(!words.contains("own\(row)")) }
      #expect(words.contains("shared"))
      let parts = data.splits.train + data.splits.valid + data.splits.test
      #expect(parts.sorted() == Array(0..<18))
    }
    #expect(measured.sorted() == all.splits.train)
  }

  @Test func aTurnWithTooFewRowsIsFoundBeforeAnythingTrains() {
    let found = Recorder().check(Self.model + "crossval c = m folds=2")
    #expect(
      found.filter { $0.hasPrefix("E") }
        == ["E0505 in the turn of fold 1 of 2, valid gets none of the 4 rows"])
    #expect(
      Recorder().check(Self.model + "crossval c = m folds=2 valid=0").allSatisfy {
        $0.hasPrefix("W")
      })
  }

  @Test func anInterruptedCrossValidationGoesOn() {
    let cache = folder.path + "/cache"
    let script =
      Self.model + "crossval c = m folds=3 valid=0.2 epochs=2 batch=2\nprint c.loss, c.accuracy"
    let whole = texts(script)
    let first = Recorder(in: folder.path, cache: cache)
    first.batchesLeft = 5
    #expect(first.run(script) == .interrupted)
    let second = Recorder(in: folder.path, cache: cache)
    #expect(second.run(script) == .success)
    #expect(second.texts() == whole)
    let third = Recorder(in: folder.path, cache: cache)
    #expect(third.run(script) == .success)
    #expect(third.batches == 0 && third.texts() == whole)
  }
}
