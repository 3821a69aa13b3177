// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// What a user who meant no good has found.
@Suite struct HostileTests {
  private static let model = Samples.data + "\nmodel m for d = embed 4 | lstm 3 | output\n"

  @Test func theOutputOfOtherClassesIsNotTakenOver() throws {
    let other = Samples.data.replacing("data d", with: "data e").replacing(
      "\"good\"]", with: "\"zgood\"]")
    let script =
      Self.model + other + """

        model n for e = embed 4 | lstm 3 | output
        train r = m epochs=1
        train q = n epochs=1 lr=1e-12 from=r
        train p = m epochs=1 lr=1e-12 from=r
        """
    let recorder = Recorder()
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    let remarks = recorder.notes.filter { $0.contains("of another run") }
    let tensors = remarks.compactMap { Int($0.split(separator: " ")[2]) }
    // A weight and a bias less.
    #expect(tensors.count == 2 && tensors[0] == tensors[1] - 2, "\(remarks)")
  }

  @Test func whatTheScriptReadsIsNotOverwritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("text,label\na,x\nb,y\na c,x\nb c,y\n", to: "d.csv")
    try folder.write("let half = 0.5", to: "part.lstm")
    let start = """
      include "part.lstm"
      data d = csv "d.csv" { text text; target label; split 50/25/25 shuffle=no }
      model m for d = embed 2 | output
      train r = m epochs=1

      """
    for path in ["d.csv", "part.lstm", "test.lstm"] {
      let found = Recorder(in: folder.path).check(start + "save r \"\(path)\"")
      #expect(found.first?.hasPrefix("E0603 this would overwrite `\(path)`") == true, "\(found)")
    }
    let found = Recorder(in: folder.path).check(start + "predict r from \"d.csv\" to \"d.csv\"")
    #expect(found.first?.hasPrefix("E0603") == true, "\(found)")
    #expect(
      Recorder(in: folder.path).check(start + "save r \"r.model\"") == [
        "W0201 `half` is never used"
      ])
  }

  @Test func anUnfinishedSetOfSeedsIsNotMeasured() {
    let recorder = Recorder()
    #expect(recorder.enter(Self.model) == .success)
    recorder.batchesLeft = 4
    #expect(recorder.enter("train s = m seeds=3 epochs=2 batch=2") == .interrupted)
    recorder.batchesLeft = nil
    #expect(recorder.enter("eval x = s") == .runtimeFailure)
    #expect(recorder.problems.last?.hasPrefix("E0305 `s` has no result") == true)
  }

  @Test func aFreshRunThatIsBrokenOffLeavesWhatWasKept() throws {
    let folder = try TemporaryFolder()
    let script = Self.model + "train r = m epochs=3 batch=2\nprint r.fingerprint"
    let first = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(first.run(script) == .success)
    let fresh = Recorder(in: folder.path, cache: folder.path + "/cache", isFresh: true)
    fresh.batchesLeft = 2
    #expect(fresh.enter(script) == .interrupted)
    let again = Recorder(in: folder.path, cache: folder.path + "/cache")
    #expect(again.run(script) == .success && again.epochs == 0)
    #expect(again.texts() == first.texts())
  }

  @Test func rowsThatOnlyMeasureChangeNoKey() throws {
    let folder = try TemporaryFolder()
    let cache = folder.path + "/cache"
    let script = Self.model + "train r = m epochs=2\nprint r.fingerprint"
    // The last three rows measure.
    let changed = script.replacing("good fresh air", with: "good stale air")
    let first = Recorder(in: folder.path, cache: cache)
    let second = Recorder(in: folder.path, cache: cache)
    #expect(first.run(script) == .success && second.run(changed) == .success)
    #expect(first.epochs == 2 && second.epochs == 0)
    #expect(first.texts() == second.texts())
  }

  @Test func foldsDoNotLearnFromWhatComesAfterThem() {
    let script = """
      data d = rows [text, label, at] [
        ["a", "x", 1], ["b", "y", 2], ["a", "x", 3], ["b", "y", 4], ["a", "x", 5], ["b", "y", 6]
      ] { text text; target label; time at; split 50/25/25 }
      model m for d = embed 2 | output
      crossval c = m folds=2 valid=0 from=r
      crossval e = m folds=2 valid=0
      """
    let found = Recorder().check(script).map { $0.prefix(5) }
    #expect(found == ["E0306", "E0306"])
  }

  @Test func aTolerancePaysForDecimalFractions() {
    let recorder = Recorder()
    #expect(recorder.run("assert 1 == 1.05 within 0.05, 100 == 105 within 5") == .success)
    #expect(recorder.run("assert 1 == 1.06 within 0.05") == .assertionFailed)
  }

  @Test func resumingALoadedRunIsFoundEarly() throws {
    let folder = try TemporaryFolder()
    let script =
      Self.model
      + "train r = m epochs=1\nsave r \"r.model\"\nload z = \"r.model\"\nresume z epochs=3"
    let found = Recorder(in: folder.path).check(script)
    #expect(found.contains { $0.hasPrefix("E0203 `z` was loaded from a file") }, "\(found)")
  }

  @Test func wordsOfAListOptionAreSwept() {
    let recorder = Recorder()
    #expect(
      recorder.run(Self.model + "grid g = train m class_weights=[none, auto] epochs=1 by loss")
        == .success, "\(recorder.problems)")
    #expect((recorder.object("g") as? SweepObject)?.trials.count == 2)
  }
}
