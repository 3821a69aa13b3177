// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// What is in force, what is stale, and what runs again.
struct NotebookTests {
  private let recorder = Recorder()

  private var stale: [Int] { recorder.session.staleEntries }
  private var numbers: [Int] { recorder.session.entries.map(\.number) }

  private func enter(_ entries: String...) {
    for entry in entries { #expect(recorder.enter(entry) == .success, "\(entry)") }
  }

  // MARK: Redefinition

  @Test func whatStandsOnAReplacedDefinitionIsStale() {
    enter("let a = 1", "let b = a + 1", "let c = b * 2", "let d = 7", "print c")
    #expect(stale.isEmpty)
    enter("let a = 10")
    #expect(stale == [2, 3, 5])
    #expect(numbers == [2, 3, 4, 5, 6])
    #expect(recorder.notes.last == "stale now: b, c, entry 5; :rerun brings all up to date")
    #expect(recorder.texts() == ["4"])
    #expect(recorder.session.rerun() == .success)
    #expect(recorder.texts() == ["22"])
    #expect(stale.isEmpty)
    #expect(recorder.session.rerun() == .success)
    #expect(recorder.notes == ["nothing is stale"])
  }

  @Test func theSameDefinitionAgainMakesNothingStale() {
    enter("let a = 1", "let b = a + 1", "let a = 1.0")
    #expect(stale.isEmpty)
    enter("let a = 2")
    #expect(stale == [2])
    enter("let a  =  1 # as before")
    #expect(stale.isEmpty)
  }

  @Test func whatIsComputedFromSomethingStaleIsStale() {
    enter("let a = 1", "let b = a + 1", "let a = 5", "let c = b")
    #expect(stale == [2, 4])
  }

  @Test func someEntriesRunWithTheStaleOnesTheyStandOn() {
    enter("let a = 1", "let b = a", "let c = b", "let z = a", "let a = 2")
    #expect(stale == [2, 3, 4])
    #expect(recorder.session.rerun([3]) == .success)
    #expect(stale == [4])
    enter("print c, z")
    #expect(recorder.texts() == ["2 1"])
  }

  @Test func anEntryThatIsNotStaleRunsWhenItIsAskedFor() {
    enter("print 1", "print 2")
    _ = recorder.texts()
    #expect(recorder.session.rerun([2]) == .success)
    #expect(recorder.texts() == ["2"])
  }

  @Test func nothingStandsOnItself() {
    enter("let a = 1", "let b = a")
    #expect(recorder.enter("let a = a + 1") == .invalidScript)
    #expect(recorder.problems == ["E0202 `a` would stand on itself"])
    #expect(recorder.enter("let a = b") == .invalidScript)
    #expect(recorder.problems.last == "E0202 `a` would stand on itself by way of `b`")
    enter("print a, b")
    #expect(recorder.texts() == ["1 1"])
    #expect(numbers == [1, 2, 3])
  }

  @Test func theSeedIsADefinition() {
    enter(Samples.data, "model m for d = embed 2 | output", "train r = m epochs=1 batch=4")
    #expect(stale.isEmpty)
    enter("seed 5")
    #expect(stale == [3])
    let before = recorder.object("r")?.value(of: "fingerprint")?.description
    #expect(recorder.session.rerun() == .success)
    #expect(recorder.object("r")?.value(of: "fingerprint")?.description != before)
    enter("seed 0")
    #expect(recorder.session.rerun() == .success)
    #expect(recorder.object("r")?.value(of: "fingerprint")?.description == before)
  }

  @Test func aStatementThatIsSaidAgainIsThereOnce() {
    enter("let a = 1", "print a", "print a", "a", "a", "print 5")
    #expect(numbers == [1, 3, 5, 6])
  }

  @Test func theLastResultIsThatOfItsTime() {
    enter("1 + 1", "_ * 10", "7", "_ * 10")
    _ = recorder.texts()
    #expect(recorder.session.rerun([1, 2, 3, 4]) == .success)
    #expect(recorder.texts() == ["2", "20", "7", "70"])
  }

  // MARK: Running

  @Test func nothingRunsAgainWhileSomethingIsWrong() {
    enter("let a = 1", "print a", "let b = sqrt(a)")
    enter("let a = \"one\"")
    _ = recorder.texts()
    #expect(recorder.session.rerun() == .invalidScript)
    #expect(recorder.texts().isEmpty)
    #expect(stale == [2, 3])
  }

  @Test func whatFailsKeepsItsPlaceAndWhatFollowsWaits() {
    #expect(recorder.enter("print 1; assert 1 > 2; print 3") == .assertionFailed)
    #expect(recorder.session.entries.map(\.mark) == [.failed])
    #expect(stale == [1])
    #expect(recorder.enter("let a = missing") == .invalidScript)
    #expect(numbers == [1])
  }

  @Test func aBrokenOffRunIsStaleUntilItHasGoneOn() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(cache: folder.path)
    recorder.enter(Samples.data + "\nmodel m for d = embed 8 | lstm 6 | output")
    recorder.batchesLeft = 4
    #expect(recorder.enter("train r = m epochs=3 batch=2") == .interrupted)
    #expect(recorder.session.entries.last?.mark == .interrupted)
    recorder.enter("print r.epochs")
    #expect(recorder.session.staleEntries == [2, 3])
    #expect(recorder.enter("resume r") == .success)
    #expect(recorder.session.entries.map(\.number) == [1, 2, 3])
    #expect(recorder.session.staleEntries == [3])
    recorder.enter("resume r epochs=5")
    #expect(recorder.session.entries.map(\.number) == [1, 2, 3, 5])
    #expect(recorder.session.staleEntries == [3])
    _ = recorder.texts()
    #expect(recorder.session.rerun() == .success)
    // It stands before the run goes on, as in a script.
    #expect(recorder.texts() == ["3"])
    #expect(recorder.session.staleEntries.isEmpty)
    recorder.enter("print r.epochs + 0")
    #expect(recorder.texts() == ["5"])
  }

  // MARK: Taking back

  @Test func undoTakesEntriesBackOneByOne() {
    enter("let a = 1", "let b = a", "let a = 2; let c = 3")
    #expect(recorder.session.undo() == "entry 3")
    #expect(recorder.session.names == ["a", "b"])
    #expect(stale.isEmpty)
    enter("print a")
    #expect(recorder.texts() == ["1"])
    #expect(recorder.session.undo() == "entry 3")
    #expect(recorder.session.undo() == "entry 2")
    #expect(recorder.session.undo() == "entry 1")
    #expect(recorder.session.undo() == nil)
    #expect(recorder.session.names.isEmpty)
  }

  @Test func undoTakesBackWhatResumeDid() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(cache: folder.path)
    recorder.enter(Samples.run)
    let before = recorder.object("r")?.value(of: "fingerprint")?.description
    recorder.enter("resume r epochs=6")
    #expect(recorder.object("r")?.value(of: "fingerprint")?.description != before)
    #expect(recorder.session.undo() == "entry 2")
    #expect(recorder.object("r")?.value(of: "fingerprint")?.description == before)
    #expect(recorder.object("r")?.value(of: "epochs")?.description == "3")
  }

  @Test func whatIsReadIsNotDeleted() throws {
    enter("let a = 1", "let b = a", "print 1")
    #expect(throws: Diagnostic.self) { try recorder.session.delete(entries: [1]) }
    try recorder.session.delete(entries: [1, 2])
    #expect(numbers == [3])
    #expect(recorder.session.names.isEmpty)
    #expect(recorder.session.undo() == "the last :delete")
    #expect(numbers == [1, 2, 3])
  }

  // MARK: Changing

  @Test func aChangedEntryKeepsItsPlace() {
    enter("let a = 1", "print a", "let b = a")
    let changed = SourceText(name: "<prompt>", text: "let a = 3; let more = 4")
    #expect(recorder.session.replace(entry: 1, with: changed) == .success)
    #expect(numbers == [1, 2, 3])
    #expect(stale == [2, 3])
    let gone = SourceText(name: "<prompt>", text: "let z = 3")
    #expect(recorder.session.replace(entry: 1, with: gone) == .invalidScript)
    #expect(recorder.problems.last == "E0201 `a` would be lost, and entry 2 reads it")
  }

  // MARK: Files

  @Test func aFileThatChangedMakesStale() throws {
    let folder = try TemporaryFolder()
    let rows = "text,label\ngood,1\nbad,0\nfine,1\npoor,0\n"
    try folder.write(rows, to: "rows.csv")
    let recorder = Recorder(in: folder.path)
    recorder.enter("data d = csv \"rows.csv\" { split 50/50/0 }")
    recorder.enter("print d.rows")
    #expect(recorder.session.staleEntries.isEmpty)
    try folder.write(rows, to: "rows.csv")
    #expect(recorder.session.staleEntries.first == 1)
    #expect(recorder.session.rerun([1]) == .success)
    #expect(recorder.session.staleEntries.isEmpty, "the same rows change nothing")
    try folder.write(rows + "great,1\n", to: "rows.csv")
    #expect(recorder.session.staleEntries == [1, 2])
    _ = recorder.texts()
    #expect(recorder.session.rerun() == .success)
    #expect(recorder.texts() == ["5"])
  }

  @Test func aFileThatIsLoadedHasEntries() throws {
    let source = SourceText(
      name: "f.lstm", text: "let a = 1\n#%% One\nlet b = a\nprint b\n#%% Two\nprint 2 # two\n")
    #expect(recorder.session.load(source, in: ".") == .success)
    #expect(recorder.session.entries.map(\.title) == [nil, "One", "Two"])
    #expect(
      recorder.session.entries.map(\.text) == ["let a = 1", "let b = a\nprint b", "print 2 # two"])
    enter("let a = 2")
    #expect(stale == [2])
  }
}
