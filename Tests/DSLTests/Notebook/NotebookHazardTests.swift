// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// What may go wrong between entries that change, go or go on: the session always comes to what its
/// script comes to.
struct NotebookHazardTests {
  private let folder: TemporaryFolder
  private let recorder: Recorder
  private static let model = "model m for d = embed 8 | lstm 6 | output"

  init() throws {
    folder = try TemporaryFolder()
    recorder = Recorder(in: folder.path, cache: folder.path + "/cache")
  }

  private var session: Session { recorder.session }

  private func enter(_ entries: String...) {
    for entry in entries { #expect(recorder.enter(entry) == .success, "\(entry)") }
  }

  private func fingerprint(_ recorder: Recorder) -> String? {
    recorder.object("r")?.value(of: "fingerprint")?.description
  }

  /// Runs what is stale, then the session's script by itself: both come to the same weights and texts.
  private func expectTheScriptToAgree() {
    #expect(session.rerun() == .success, "\(recorder.problems)")
    #expect(session.staleEntries.isEmpty)
    let script = session.script(in: folder.path)
    let again = Recorder(in: folder.path, cache: folder.path + "/other")
    #expect(again.run(script) == .success, "\(script)\(again.problems)")
    #expect(fingerprint(again) == fingerprint(recorder))
    for name in session.names where name != "_" {
      guard case .known(.number(let number))? = session.scope[name]?.value,
        case .known(.number(let other))? = again.session.scope[name]?.value
      else { continue }
      #expect(number == other, "\(name)")
    }
  }

  // MARK: Runs that go on

  @Test func whatWasReadBeforeARunWentOnStaysAsItWas() {
    enter(Samples.data, Self.model, "train r = m epochs=2 batch=2", "let before = r.epochs")
    enter("resume r epochs=4", "let after = r.epochs")
    #expect(session.staleEntries.isEmpty)
    expectTheScriptToAgree()
    enter("print before, after")
    #expect(recorder.texts().last == "2 4")
  }

  @Test func aRunThatIsTrainedAgainGoesOnAgain() {
    enter(Samples.data, Self.model, "train r = m epochs=2 batch=2", "resume r epochs=3")
    let before = fingerprint(recorder)
    #expect(session.rerun([3]) == .success)
    #expect(fingerprint(recorder) == before)
    expectTheScriptToAgree()
  }

  @Test func aRunWhoseGoingOnIsDeletedIsAsItWas() throws {
    enter(Samples.data, Self.model, "train r = m epochs=2 batch=2")
    let before = fingerprint(recorder)
    enter("resume r epochs=3", "let epochs = r.epochs")
    try session.delete(entries: [4])
    expectTheScriptToAgree()
    #expect(fingerprint(recorder) == before)
  }

  @Test func aGoingOnThatFailsIsNotKept() {
    enter(Samples.data, Self.model, "train r = m epochs=4 batch=2")
    #expect(recorder.enter("resume r epochs=3") == .runtimeFailure)
    #expect(session.entries.map(\.number) == [1, 2, 3])
    #expect(session.staleEntries.isEmpty)
  }

  // MARK: The seed

  @Test func aSeedThatIsTakenOutIsNotInForce() throws {
    enter("seed 3", Samples.data, Self.model, "train r = m epochs=1 batch=2")
    try session.delete(entries: [1])
    expectTheScriptToAgree()
    enter("seed 4")
    expectTheScriptToAgree()
    let changed = SourceText(name: "<prompt>", text: "let unused = 1")
    #expect(session.replace(entry: 5, with: changed) == .success)
    expectTheScriptToAgree()
  }

  @Test func theSeedAndTheNamesOfAnIncludedFileMayGo() throws {
    try folder.write("seed 7\nlet v = 5\n", to: "inc.lstm")
    enter("include \"inc.lstm\"", Samples.data, Self.model, "train r = m epochs=1 batch=2")
    enter("let z = v")
    try folder.write("let v = 6\n", to: "inc.lstm")
    expectTheScriptToAgree()
    try folder.write("let w = 6\n", to: "inc.lstm")
    #expect(session.rerun() == .invalidScript)
    #expect(recorder.problems.last == "E0201 `v` is not defined")
  }

  @Test func theFirstSeedSaysWhatIsStale() {
    enter(Samples.data, Self.model, "train r = m epochs=1 batch=2")
    enter("seed 5")
    #expect(recorder.notes.last == "stale now: r; :rerun brings all up to date")
  }

  // MARK: The last result

  @Test func theResultOfAnEntryThatGoesIsNotTheLastOne() throws {
    enter("let a = 1", "a + 1", "a * 100")
    try session.delete(entries: [3])
    enter("let q = _")
    expectTheScriptToAgree()
    enter("print q")
    #expect(recorder.texts().last == "2")
    #expect(throws: Diagnostic.self) { try session.delete(entries: [2]) }
  }

  @Test func whatReadsAReplacedResultReadsTheNewOne() {
    enter(Samples.data, Self.model, "train r = m epochs=1 batch=2", "eval t = r")
    enter("let b = _.loss", "train q = m epochs=3 batch=2 lr=0.1", "t.f1 * 1000", "eval t = q")
    expectTheScriptToAgree()
  }

  // MARK: Files

  @Test func whatTheSessionReadsIsNotOverwritten() throws {
    let rows = "text,label\ngood,1\nbad,0\nfine,1\npoor,0\n"
    try folder.write(rows, to: "rows.csv")
    enter("data d = csv \"rows.csv\" { split 50/50/0 }", Self.model, "train r = m epochs=1 batch=2")
    #expect(recorder.enter("save r \"rows.csv\"") == .invalidScript)
    #expect(recorder.enter("predict r from \"rows.csv\" to \"rows.csv\"") == .invalidScript)
    #expect(try folder.text(of: "rows.csv") == rows)
    #expect(session.reads(session.resolve("rows.csv")))
  }

  @Test func commentsOfALoadedFileAreSaved() throws {
    let text = """
      lstm 1
      #%% One
      # above
      let a = 1
      # end of one
      #%% Only words
      # nothing here
      #%% Two
      print a
      # the end

      """
    #expect(session.load(SourceText(name: "f.lstm", text: text), in: folder.path) == .success)
    let script = session.script()
    for comment in ["# above", "# end of one", "#%% Only words", "# nothing here", "# the end"] {
      #expect(script.contains(comment), "\(comment)")
    }
    #expect(Recorder(in: folder.path).run(script) == .success)
  }

  // MARK: A file that changes

  private func update(_ lines: String...) -> [String] {
    _ = recorder.texts()
    let text = lines.joined(separator: "\n") + "\n"
    #expect(session.update(SourceText(name: "f.lstm", text: text)) == .success)
    return recorder.texts()
  }

  @Test func aWatchedFileWithAResumeSaysWhatItsRunSays() {
    let head = [Samples.data, Self.model, "train r = m epochs=2 batch=2", "let a = r.epochs"]
    let scripts = [
      head + ["resume r epochs=3", "print a, r.epochs"],
      head + ["resume r epochs=3", "print a, r.epochs, \"more\""],
      head + ["resume r epochs=4", "print a, r.epochs, \"more\""],
      head + ["print a, r.epochs, \"more\""],
    ]
    let expected = ["2 3", "2 3 more", "2 4 more", "2 2 more"]
    for (script, text) in zip(scripts, expected) {
      #expect(update(script.joined(separator: "\n")).last == text)
    }
  }

  @Test func aWatchedFileWithResultsSaysWhatItsRunSays() {
    #expect(update("1 + 1", "let z = _", "print z") == ["2", "2"])
    #expect(update("1 + 5", "let z = _", "print z") == ["6", "6"])
    #expect(update("1 + 5", "7", "let z = _", "print z") == ["7", "7"])
  }
}
