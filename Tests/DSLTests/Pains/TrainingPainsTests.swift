// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// What goes wrong elsewhere while a model is trained, and how it cannot happen here.
@Suite struct TrainingPainsTests {
  private let folder: TemporaryFolder
  /// Rows whose validation split contradicts the training split: the more is learnt of the one, the
  /// worse it gets on the other.
  private static let contradiction = """
    data d = rows [text, label, part] [
      ["good clean room", "good", "train"], ["bad dirty room", "bad", "train"],
      ["good kind staff", "good", "train"], ["bad rude staff", "bad", "train"],
      ["good clean room", "bad", "valid"], ["bad rude staff", "good", "valid"]
    ] { split by part }
    model m for d = embed 8 | lstm 6 | output

    """
  /// A run in which all that is random and all that has a state takes part.
  private static let eventful =
    Samples.data + """

      model m for d = embed 8 | lstm 6 dropout=0.3 recurrent_dropout=0.2 | dropout 0.2 | output
      train r = m epochs=5 batch=2 accumulate=2 lr=0.05 cosine average=ema ema_decay=0.9 noise=0.01

      """

  init() throws {
    folder = try TemporaryFolder()
  }

  private func texts(_ script: String) -> [String] {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    return recorder.texts()
  }

  /// The weights of the last epoch are kept elsewhere, or the best ones only when patience ends the
  /// run; here they are those of the best epoch, whatever ends it.
  @Test func bestWeightsAreKept() {
    let found = texts(
      Self.contradiction + """
        train one = m epochs=1 batch=2 lr=0.05
        train r = m epochs=8 batch=2 lr=0.05
        train p = m epochs=8 batch=2 lr=0.05 patience=2
        train last = m epochs=8 batch=2 lr=0.05 keep=last
        eval t = r on d.valid
        print r.best_epoch, r.epochs, p.epochs, p.status, last.best_epoch
        print r.fingerprint == one.fingerprint, p.fingerprint == one.fingerprint
        print last.fingerprint == one.fingerprint, t.loss == r.valid_loss
        """)
    #expect(found == ["1 8 3 patience 8", "yes yes", "no yes"])
    let recorder = Recorder()
    recorder.enter(Self.contradiction)
    recorder.batchesLeft = 9
    #expect(recorder.enter("train r = m epochs=50 batch=2 lr=0.05") == .interrupted)
    recorder.enter("train one = m epochs=1 batch=2 lr=0.05")
    recorder.enter("print r.status, r.epochs, r.fingerprint == one.fingerprint")
    #expect(recorder.texts() == ["interrupted 4 yes"])
  }

  /// A run that goes on elsewhere shuffles anew or forgets its optimizer; here it ends with the same
  /// bits wherever it was interrupted.
  @Test func resumeIsResume() throws {
    let script = Self.eventful + "save r \"r.model\""
    #expect(Recorder(in: folder.path).run(script) == .success)
    let whole = try folder.bytes(of: "r.model")
    for batches in [1, 2, 4, 7] {
      let cache = folder.path + "/cache\(batches)"
      var turns = 0
      var status = ExitStatus.interrupted
      while status == .interrupted, turns < 30 {
        try folder.write("", to: "r.model")
        let recorder = Recorder(in: folder.path, cache: cache)
        recorder.batchesLeft = batches
        status = recorder.run(script)
        turns += 1
      }
      #expect(status == .success && turns > 1)
      #expect(try folder.bytes(of: "r.model") == whole, "stopped after every \(batches) batches")
    }
  }

  /// The same seed gives other results elsewhere, even on one machine; here a model file is the same
  /// bytes on any number of threads, and another seed gives another.
  @Test func sameSeedSameResult() throws {
    let bytes = { (seed: Int, threads: Int) -> [UInt8] in
      let recorder = Recorder(in: folder.path, threads: threads)
      let script = "seed \(seed)\n\(Self.eventful)save r \"r.model\""
      #expect(recorder.run(script) == .success, "\(recorder.problems)")
      return try folder.bytes(of: "r.model")
    }
    let first = try bytes(7, 1)
    #expect(try bytes(7, 1) == first)
    #expect(try bytes(7, 2) == first)
    #expect(try bytes(7, 3) == first)
    let prints = (7...8).map { texts("seed \($0)\n\(Self.eventful)print r.fingerprint") }
    #expect(prints[0] != prints[1])
  }

  /// A loss becomes NaN elsewhere and hours of training are lost; here gradients are clipped, the
  /// run stops at that batch, says where it began, and the best weights are kept.
  @Test func nanAfterHours() throws {
    let recorder = Recorder()
    recorder.enter(Samples.data)
    recorder.enter("model m for d = embed 8 | lstm 6 | output")
    recorder.enter("train one = m epochs=1 batch=2 sgd lr=0.1")
    let script = "train r = m epochs=9 batch=2 sgd lr=0.1 clip=0 list factors=[1, 1e38]"
    #expect(recorder.enter(script) == .diverged)
    #expect(recorder.epochs == 2)
    let problem = try #require(recorder.diagnostics.last)
    #expect(problem.code == .diverged)
    #expect(problem.message == "the loss of `r` is not finite any more, at epoch 2, batch 2")
    #expect(problem.notes.contains { $0.hasPrefix("it began in `") })
    #expect(problem.notes.contains("the weights of epoch 1 are kept"))
    #expect(problem.notes.contains { $0.contains("rows, of the lines") })
    #expect(recorder.enter("eval t = r") == .success)
    recorder.enter("print r.fingerprint == one.fingerprint, r.status")
    #expect(recorder.texts() == ["yes diverged"])
    // With the norm of the gradients held, as it is by default, the same data do no harm.
    #expect(texts(Samples.run + "\nprint r.status") == ["finished"])
    let shown = Recorder()
    shown.run(Samples.run + "\nshow r options")
    #expect(shown.tables.last?.rows.contains { $0.prefix(2) == ["clip", "5"] } == true)
  }

  /// Trying values by hand is error-prone elsewhere, and grid searches refuse sequences; here a grid
  /// is a statement and takes texts like any other.
  @Test func gridTakesSequences() {
    let found = texts(
      Samples.data + """

        model m(units=2) for d = embed 8 | lstm units | output
        grid g = train m(units=[2, 4]) epochs=2 batch=2 lr=[0.01, 0.1]
        train best = m(units=4) epochs=2 batch=2 lr=0.1
        print g.trials, g.best.valid_accuracy >= best.valid_accuracy
        """)
    #expect(found == ["4 yes"])
  }
}
