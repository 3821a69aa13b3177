// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Runs that go on: after Ctrl-C, in another session, and after their end.
@Suite struct ResumeTests {
  private let folder: TemporaryFolder
  private var cache: String { folder.path + "/cache" }
  private static let model =
    Samples.data
    + "\nmodel m for d = embed 8 | lstm 6 dropout=0.2 | output\n"

  init() throws {
    folder = try TemporaryFolder()
  }

  private func recorder(isFresh: Bool = false, cache: String? = nil) -> Recorder {
    Recorder(in: folder.path, cache: cache ?? self.cache, isFresh: isFresh)
  }

  private func texts(_ recorder: Recorder, _ script: String) -> [String] {
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    return recorder.texts()
  }

  @Test(arguments: ["", "adamw weight_decay=0.1", "sgd momentum=0.9 nesterov", "average=ema"])
  func moreEpochsAreTheRunThatHadThemFromTheStart(options: String) {
    let found = texts(
      recorder(),
      Self.model + """
        train r = m epochs=3 batch=2 lr=0.02 keep=last \(options)
        print r.epochs
        resume r epochs=6
        train s = m epochs=6 batch=2 lr=0.02 keep=last \(options)
        print r.epochs, r.fingerprint == s.fingerprint, r.status
        """)
    #expect(found == ["3", "6 yes finished"])
  }

  @Test func theBestEpochBeforeAndAfterCounts() {
    let found = texts(
      recorder(),
      Self.model + """
        train r = m epochs=3 batch=2 lr=0.05
        resume r epochs=8
        train s = m epochs=8 batch=2 lr=0.05
        print r.best_epoch == s.best_epoch, r.fingerprint == s.fingerprint, r.valid_loss == s.valid_loss
        """)
    #expect(found == ["yes yes yes"])
  }

  /// A cosine over more epochs is another one: the rate jumps, and that is told.
  @Test func whatBecomesOfAScheduleThatSpansTheRunIsTold() {
    let recorder = recorder()
    let script = Self.model + "train r = m epochs=2 batch=3 lr=0.1 cosine\nresume r epochs=4"
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    // Two steps an epoch: the last of four steps, then the fifth of eight.
    #expect(
      recorder.notes.contains(
        "  `cosine` now spans 4 epochs instead of 2: after epoch 2 the learning rate goes on at 0.05, "
          + "from 0.0146 before"))
    let other = self.recorder()
    #expect(
      other.run(Self.model + "train r = m epochs=2 batch=3 lr=0.1 step\nresume r epochs=4")
        == .success)
    #expect(!other.notes.contains { $0.contains("spans") })
  }

  @Test func aRunThatHasEndedSaysSo() {
    let recorder = recorder()
    #expect(recorder.run(Self.model + "train r = m epochs=2\nresume r") == .success)
    #expect(recorder.notes.last?.contains("it has ended: `resume r epochs=…` goes on") == true)
    #expect(recorder.epochs == 2)
  }

  @Test func anInterruptedRunGoesOnAtThePromptBitForBit() {
    let whole = texts(
      recorder(cache: folder.path + "/other"),
      Self.model + "train r = m epochs=5 batch=2 lr=0.05\nprint r.fingerprint")
    let recorder = recorder()
    recorder.enter(Self.model)
    recorder.batchesLeft = 7
    #expect(recorder.enter("train r = m epochs=5 batch=2 lr=0.05") == .interrupted)
    recorder.batchesLeft = 4
    #expect(recorder.enter("resume r") == .interrupted)
    recorder.batchesLeft = nil
    #expect(recorder.enter("resume r") == .success)
    #expect(recorder.notes.contains("  from its checkpoint at epoch 4, batch 2"))
    #expect(recorder.batches == 15)
    recorder.enter("print r.fingerprint")
    #expect(recorder.texts() == whole)
  }

  @Test func theSavedScriptOfAResumedRunMakesItAgain() throws {
    let script =
      Self.model + """
        train r = m epochs=3 batch=2 lr=0.02 cosine
        resume r epochs=6
        save r "a.model"
        """
    _ = texts(recorder(), script)
    let bytes = try folder.bytes(of: "a.model")
    let saved = try SavedRun(path: folder.path + "/a.model", threads: 1).script
    #expect(saved.contains("\nresume r epochs=6\n"))
    _ = texts(recorder(cache: folder.path + "/other"), saved + "save r \"b.model\"")
    #expect(try folder.bytes(of: "b.model") == bytes)
    // Nor does it matter whether runs that are kept may be used.
    _ = texts(recorder(isFresh: true), saved + "save r \"b.model\"")
    #expect(try folder.bytes(of: "b.model") == bytes)
  }

  @Test func withoutItsCheckpointARunDoesNotGoOn() throws {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(Self.model + "train r = m epochs=1\nresume r epochs=2") == .runtimeFailure)
    #expect(
      recorder.problems.last == "E0305 there is no checkpoint of `r`: runs are not kept")
    try folder.write("a file", to: "blocked")
    let blocked = self.recorder(cache: folder.path + "/blocked")
    #expect(
      blocked.run(Self.model + "train r = m epochs=2 cosine\nresume r epochs=4")
        == .runtimeFailure)
    #expect(blocked.epochs == 2)
  }

  @Test func aLoadedRunDoesNotGoOn() throws {
    _ = texts(recorder(), Self.model + "train r = m epochs=1\nsave r \"r.model\"")
    #expect(
      recorder().check("load q = \"r.model\"\nresume q epochs=3")
        == ["E0203 `q` was loaded from a file, which keeps no state of training"])
  }

  @Test func theBestRunOfAGridGoesOn() {
    let found = texts(
      recorder(),
      Self.model + """
        grid g = train m epochs=2 batch=2 lr=[0.01, 0.1] keep=last
        train a = m epochs=4 batch=2 lr=0.01 keep=last
        train b = m epochs=4 batch=2 lr=0.1 keep=last
        resume g.best epochs=4
        print g.best.epochs, g.best.fingerprint == a.fingerprint or g.best.fingerprint == b.fingerprint
        """)
    #expect(found == ["4 yes"])
  }
}
