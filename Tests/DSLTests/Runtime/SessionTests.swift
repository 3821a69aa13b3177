// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct SessionTests {
  @Test func aFileRunsFromItsFirstStatementToItsLast() {
    let recorder = Recorder()
    #expect(recorder.run(Samples.run + "\neval t = r\nprint r.epochs, t.rows") == .success)
    #expect(recorder.epochs == 3)
    #expect(recorder.texts() == ["3 3"])
    #expect(recorder.session.names == ["_", "d", "m", "r", "t"])
  }

  @Test func checkingTellsNothingAndDefinesNothing() {
    let recorder = Recorder()
    #expect(recorder.check(Samples.run + "\neval r") == [])
    #expect(recorder.events.isEmpty)
    #expect(recorder.session.names.isEmpty)
  }

  @Test func problemsComeInTheOrderOfTheSource() {
    #expect(
      Recorder().check("print b\nprint )\nprint a") == [
        "E0201 `b` is not defined", "E0105 expected a value after `print`, found `)`",
        "E0201 `a` is not defined",
      ])
  }

  // MARK: The prompt

  @Test func aDefinitionOfThePromptReplacesAnEarlierOne() {
    let recorder = Recorder()
    recorder.enter("let a = 1")
    recorder.enter("let a = 2")
    recorder.enter("print a")
    #expect(recorder.texts() == ["2"])
    #expect(recorder.run("let a = 1\nlet a = 2") == .invalidScript)
  }

  @Test func aFileHasOneSeedBeforeAllThatDraws() {
    let late = "let a = 1\n" + Samples.run + "\nseed 5"
    #expect(Recorder().check(late).contains { $0.hasPrefix("E0202 the seed is set too late") })
    #expect(Recorder().check("seed 5\nseed 6") == ["E0202 the seed is set twice"])
    #expect(Recorder().check("seed 5\nseed 5").isEmpty)
  }

  @Test func anEntryThatFailsLeavesTheNamesAsTheyWere() {
    let recorder = Recorder()
    recorder.enter("let a = 1")
    #expect(recorder.enter("let a = missing; let b = 2") == .invalidScript)
    #expect(recorder.session.names == ["a"])
    recorder.enter("print a")
    #expect(recorder.texts() == ["1"])
  }

  @Test func underscoreIsTheLastResult() {
    let recorder = Recorder()
    recorder.enter("1 + 2")
    recorder.enter("_ * 2")
    recorder.enter("_ * 2")
    #expect(recorder.texts() == ["3", "6", "12"])
    recorder.enter("\"text\"")
    recorder.enter("print _; 5")
    recorder.enter("print _")
    #expect(recorder.texts() == ["text", "text", "5", "5"])
  }

  @Test func underscoreIsTheLastEvaluationInFilesToo() {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Samples.run + "\neval r\nlet a = _.rows\nbaseline b = constant on d.train\nprint a, _.rows")
        == .success)
    #expect(recorder.texts() == ["3 6"])
  }

  @Test func beforeAnyResultThereIsNoUnderscore() {
    #expect(Recorder().check("print _") == ["E0201 `_` is not defined"])
  }

  @Test func aModelKeepsTheValuesOfItsNames() {
    let recorder = Recorder()
    recorder.enter(Samples.data)
    recorder.enter("let units = 3")
    recorder.enter("model m for d = embed 4 | lstm units | output")
    recorder.enter("let units = 5")
    recorder.enter("train r = m epochs=1")
    recorder.enter("print r.parameters == m.parameters")
    #expect(recorder.texts() == ["yes"])
  }

  @Test func onlyThePromptReadsOn() {
    #expect(Session.isIncomplete("print ["))
    #expect(Session.isIncomplete("model m for d = embed 4 |"))
    #expect(!Session.isIncomplete("print 1"))
    #expect(!Session.isIncomplete("print )"))
  }

  // MARK: Parameters and seeds

  @Test func paramsAreSetFromOutside() {
    let recorder = Recorder(parameters: [
      ("size", "64"), ("name", "a b"), ("flag", "no"), ("time", "2m"), ("list", "[1, 2]"),
    ])
    let text = """
      param size = 32
      param name = "x"
      param flag = yes
      param time = 10s
      param list = []
      param other = 1.5
      print size, name, flag, time, list, other
      """
    #expect(recorder.run(text) == .success)
    #expect(recorder.texts() == ["64 a b no 120s [1, 2] 1.5"])
  }

  @Test(arguments: [
    ("size", "big", "E0302 `-p size=big` is not a number"),
    ("size", "1; print 2", "E0302 `-p size=1; print 2` is not a number"),
    ("size", "", "E0302 `-p size=` is not a number"),
    ("size", "\"64\"", "E0302 `-p size=\"64\"` is not a number"),
    ("flag", "1", "E0302 `-p flag=1` is not yes or no"),
    ("siez", "64", "E0206 `-p siez=…` sets no `param` of this script"),
  ])
  func wrongParamsAreRefused(name: String, value: String, problem: String) {
    let recorder = Recorder(parameters: [(name, value)])
    #expect(recorder.check("param size = 32\nparam flag = yes\nprint size, flag") == [problem])
  }

  @Test func aParamWhoseStatementDoesNotParseIsNotUnknown() {
    let recorder = Recorder(parameters: [("size", "64")])
    #expect(recorder.check("param size = )").count == 1)
  }

  @Test func theSeedDecidesTheWeights() {
    let fingerprint = { (seed: String, option: Int?) -> [String] in
      let recorder = Recorder(seed: option)
      #expect(
        recorder.run(seed + "\n" + Samples.run + "\nprint r.fingerprint, d.fingerprint")
          == .success)
      return recorder.texts()
    }
    let seven = fingerprint("seed 7", nil)
    #expect(seven == fingerprint("seed 7", nil))
    #expect(seven != fingerprint("seed 8", nil))
    #expect(seven == fingerprint("seed 8", 7))
    #expect(fingerprint("", nil) == fingerprint("seed 0", nil))
  }

  @Test func aNegativeSeedFromOutsideDoesNoHarm() {
    #expect(Recorder(seed: -1).run("print 1") == .success)
  }

  @Test func aRunMayHaveASeedOfItsOwn() {
    let recorder = Recorder()
    recorder.run(
      Samples.run + "\ntrain s = m epochs=3 batch=2 lr=0.05 seed=4\n"
        + "train t = m epochs=3 batch=2 lr=0.05 seed=0\n"
        + "print r.fingerprint == s.fingerprint, r.fingerprint == t.fingerprint")
    #expect(recorder.texts() == ["no yes"])
  }

  // MARK: How it ends

  @Test func nothingTrainsWhileAnErrorIsLeft() {
    let recorder = Recorder()
    #expect(recorder.run(Samples.run + "\nprint missing") == .invalidScript)
    #expect(recorder.epochs == 0)
    #expect(recorder.problems == ["E0201 `missing` is not defined"])
    #expect(recorder.session.names.isEmpty)
  }

  @Test func everyConditionIsToldBeforeAFalseOneEndsTheRun() {
    let recorder = Recorder()
    let text = """
      let a = 2
      assert a > 1, a + 1 > a * 2, not (a == 2 and a > 5), a < 1
      print "not reached"
      """
    #expect(recorder.run(text) == .assertionFailed)
    #expect(
      recorder.assertions == [
        AssertionResult(condition: "a > 1", holds: true, values: ["a = 2"]),
        AssertionResult(condition: "a + 1 > a * 2", holds: false, values: ["a = 2"]),
        AssertionResult(
          condition: "not (a == 2 and a > 5)", holds: true, values: ["a = 2"]),
        AssertionResult(condition: "a < 1", holds: false, values: ["a = 2"]),
      ])
    #expect(
      recorder.problems == [
        "E0702 this does not hold: a + 1 > a * 2", "E0702 this does not hold: a < 1",
      ])
    #expect(recorder.texts() == [])
  }

  @Test func aLossThatIsNotFiniteEndsTheRun() {
    let recorder = Recorder()
    let text =
      Samples.data + """

        model m for d = embed 8 | lstm 6 | output
        train r = m epochs=5 batch=2 sgd lr=1e30 clip=0
        print "not reached"
        """
    #expect(recorder.run(text) == .diverged)
    #expect(
      recorder.problems.last?.hasPrefix("E0701 the loss of `r` is not finite any more, at epoch")
        == true)
    #expect(recorder.texts() == [])
    recorder.enter(text.replacing("\nprint \"not reached\"", with: ""))
    recorder.enter("print r.status")
    #expect(recorder.texts() == ["diverged"])
  }

  @Test func anInterruptedRunKeepsItsBestWeightsAndTheSessionGoesOn() {
    let recorder = Recorder()
    recorder.enter(Samples.data)
    recorder.enter("model m for d = embed 8 | lstm 6 | output")
    recorder.batchesLeft = 7
    #expect(recorder.enter("train r = m epochs=50 batch=2 lr=0.05") == .interrupted)
    #expect(recorder.epochs == 2)
    #expect(
      recorder.notes.last?.hasPrefix("stopped at epoch 3, batch 1; run r: kept epoch") == true)
    #expect(recorder.enter("eval t = r") == .success)
    recorder.enter("train s = m epochs=2 batch=2 lr=0.05")
    recorder.enter("print r.status, r.best_epoch, r.fingerprint == s.fingerprint")
    #expect(recorder.texts() == ["interrupted 2 yes"])
  }

  @Test func anInterruptedFileStopsThere() {
    let recorder = Recorder()
    recorder.batchesLeft = 2
    #expect(recorder.run(Samples.run + "\nprint \"not reached\"") == .interrupted)
    #expect(recorder.texts() == [])
  }

  @Test func statementsThatWereNotReachedDefineNothing() {
    let recorder = Recorder()
    recorder.enter("let a = 1")
    #expect(recorder.enter("assert a > 1; let a = 3; let b = 4") == .assertionFailed)
    #expect(recorder.session.names == ["a"])
    recorder.enter("print a")
    #expect(recorder.texts() == ["1"])
  }

  @Test func whatWasInterruptedHasNoResult() {
    let recorder = Recorder()
    recorder.enter(Samples.run)
    #expect(recorder.texts() == [])
    recorder.batchesLeft = 0
    #expect(recorder.enter("eval t = r") == .interrupted)
    #expect(recorder.enter("predict r \"a\"") == .interrupted)
    recorder.batchesLeft = nil
    for statement in ["show t", "print t.accuracy", "assert t.rows > 1", "t.f1", "let a = t.f1; a"]
    {
      #expect(recorder.enter(statement) == .runtimeFailure, "\(statement)")
    }
    #expect(recorder.problems.count == 5)
    #expect(recorder.problems.allSatisfy { $0.hasPrefix("E0305") })
  }

  @Test(arguments: 0...3)
  func threadsDoNotChangeTheResult(threads: Int) {
    let fingerprint = { (threads: Int) in
      let recorder = Recorder(threads: threads)
      recorder.run(Samples.run + "\nprint r.fingerprint")
      return recorder.texts()
    }
    #expect(fingerprint(threads) == fingerprint(1))
  }
}
