// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Recordings from a folder to their predictions.
@Suite struct SoundRunTests {
  private static let given = """
    data d = wav "scripts/data/tones" name="{kind}_{voice}_{take}" {
      sound file features=logmel(12) hop=20
      target kind
      group voice valid=[eve] test=[fay]
    }
    model m for d = lstm 6 | output
    train r = m epochs=2 batch=16
    """

  /// A session in the top folder in which a run is trained.
  private func trained() -> Recorder {
    let recorder = Recorder(in: String(TestFiles.root.dropLast()))
    #expect(recorder.enter(Self.given) == .success, "\(recorder.problems)")
    return recorder
  }

  @Test func theFirstRowsShowWhatNamesSay() throws {
    let recorder = trained()
    #expect(recorder.enter("show d") == .success)
    let rows = try #require(recorder.tables.last)
    #expect(rows.columns == ["class", "file", "seconds", "frames"])
    #expect(rows.rows.count == 5 && rows.rows[0][..<2] == ["down", "down_ada_0.wav"])
  }

  @Test func aClipAFolderAndATableArePredictedAlike() throws {
    let folder = try TemporaryFolder()
    let tones = TestFiles.root + "scripts/data/tones/"
    try folder.write("path,note\n\(tones)up_fay_0.wav,one\n", to: "clips.csv")
    let recorder = trained()
    let prediction = { (statement: String) throws -> [String] in
      #expect(recorder.enter(statement) == .success, "\(recorder.problems)")
      let table = try #require(recorder.tables.last)
      let row = try #require(table.rows.first { $0[0].hasSuffix("up_fay_0.wav") })
      return Array(row.dropFirst())
    }
    let one = try prediction(#"predict r "scripts/data/tones/up_fay_0.wav""#)
    #expect(one == (try prediction(#"predict r from "scripts/data/tones""#)))
    // Of another column there is no path.
    #expect(recorder.enter("predict r from \"\(folder.path)/clips.csv\"") != .success)
    try folder.write("file,note\n\(tones)up_fay_0.wav,one\n", to: "clips.csv")
    #expect(one == (try prediction("predict r from \"\(folder.path)/clips.csv\"")))
  }

  @Test func aRecordingIsExplainedByItsName() throws {
    let recorder = trained()
    let explained = { (name: String) throws -> [[String]] in
      #expect(recorder.enter("explain r \"\(name)\"") == .success, "\(recorder.problems)")
      return try #require(recorder.tables.last).rows
    }
    #expect(try explained("down_ada_1.wav") == explained("2"))
    #expect(recorder.enter(#"explain r "nobody.wav""#) != .success)
    #expect(recorder.diagnostics.last?.help?.contains("number of a row") == true)
    #expect(recorder.enter("explain r 2") != .success)
    #expect(recorder.diagnostics.last?.help?.contains("\"2\"") == true)
    #expect(recorder.enter(#"explain r "down_ada_l.wav""#) != .success)
    #expect(recorder.diagnostics.last?.help?.contains("down_ada_1.wav") == true)
  }

  @Test func anyRecordingIsDrawnByItsName() throws {
    let recorder = trained()
    let drawn = { (statement: String) throws -> Chart in
      #expect(recorder.enter(statement) == .success, "\(recorder.problems)")
      return try #require(recorder.charts.last)
    }
    #expect(try drawn("plot d wave").title == "d: down_ada_0.wav")
    let named = try drawn("plot d wave \"up_fay_0.wav\"")
    #expect(named.title == "d: up_fay_0.wav")
    #expect(named == (try drawn("plot d \"up_fay_0.wav\"")))
    #expect(try drawn("plot d frames \"up_fay_0.wav\"").title == "d: up_fay_0.wav")
    #expect(try drawn("plot d frames \"2\"") == drawn("plot d frames \"down_ada_1.wav\""))
    #expect(recorder.enter("plot d wave \"up_fai_0.wav\"") != .success)
    #expect(recorder.diagnostics.last?.help?.contains("up_fay_0.wav") == true)
    #expect(recorder.enter("plot d classes \"up_fay_0.wav\"") != .success)
    #expect(recorder.enter("plot r \"up_fay_0.wav\"") != .success)
  }

  /// What does not fit together is shown where it is said.
  @Test(arguments: [
    ("low=3000 high=200", "low=3000"), ("high=9000", "high=9000"), ("hop=40 deltas=1", "hop=40"),
    ("features=mfcc(13) frequency_masks=1", "frequency_masks=1"), ("deltas=1 gain=90", "gain=90"),
    ("frequency_masks=1 bins=4", "file"), ("deltas=1 window=90000", "window=90000"),
  ])
  func caretsStandAtTheSetting(options: String, place: String) throws {
    let recorder = Recorder(in: String(TestFiles.root.dropLast()))
    #expect(
      recorder.enter(
        """
        data d = wav "scripts/data/tones" name="{kind}_{voice}_{take}" {
          sound file \(options)
          target kind
        }
        """) != .success)
    let problem = try #require(recorder.diagnostics.last)
    let source = try #require(problem.source)
    #expect(source[problem.span ?? Span(0, 0)] == place)
  }

  @Test func featuresAreKeptBesideRuns() throws {
    let folder = try TemporaryFolder()
    let cache = folder.path + "/cache"
    let root = String(TestFiles.root.dropLast())
    func run(isFresh: Bool = false) -> (notes: [String], text: String?) {
      let recorder = Recorder(in: root, cache: cache, isFresh: isFresh)
      #expect(recorder.enter(Self.given) == .success, "\(recorder.problems)")
      #expect(recorder.enter("print d.fingerprint, r.fingerprint") == .success)
      return (recorder.notes, recorder.texts().last)
    }
    let kept = { RunCache(folder: cache).entries().filter { !$0.isRun } }
    let first = run().text
    #expect(kept().map(\.title) == ["72 recordings, 12 features at 8000 Hz"])
    #expect(first != nil && run().text == first && run(isFresh: true).text == first)
    let name = try #require(kept().first).name
    try folder.write("nothing", to: "cache/" + name)
    let (notes, text) = run()
    #expect(text == first)
    #expect(notes.contains { $0.contains("features in the cache are of no use") })
    // What was damaged has been written anew.
    #expect(try #require(kept().first).bytes > 1000)
    // The oldest goes first when there is no room.
    RunCache(folder: cache, limit: 1000).evict(keeping: "")
    #expect(RunCache(folder: cache).entries().isEmpty)
  }

  @Test func pathsOfATableBeginInItsFolder() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("clips")
    var rows = "path,kind\n"
    for name in try TestFiles.names(in: "scripts/data/tones").sorted() where name.hasSuffix(".wav")
    {
      try folder.write(
        bytes: try TestFiles.bytes("scripts/data/tones/" + name), to: "clips/" + name)
      rows += "clips/\(name),\(name.prefix { $0 != "_" })\n"
    }
    try folder.write(rows, to: "all.csv")
    let recorder = Recorder(in: "/")
    #expect(
      recorder.enter("data d = csv \"\(folder.path)/all.csv\" { sound path; target kind }")
        == .success, "\(recorder.problems)")
    let data = try #require(recorder.object("d") as? DataObject)
    #expect(data.dataset.numbers?.recordings?.names.first == "clips/down_ada_0.wav")
  }

  @Test func aColumnThatNamesWouldGiveIsExplained() {
    let recorder = Recorder(in: String(TestFiles.root.dropLast()))
    #expect(
      recorder.enter(#"data d = wav "scripts/data/tones" { sound file; target kind }"#) != .success)
    #expect(recorder.diagnostics.last?.help?.contains("name=") == true)
  }

  @Test func aBandAboveHalfTheGivenRateIsRefused() {
    let recorder = Recorder(in: String(TestFiles.root.dropLast()))
    let data = { (options: String) in
      """
      data d = wav "scripts/data/tones" name="{kind}_{voice}_{take}" {
        sound file \(options)
        target kind
      }
      """
    }
    // The band is read at the rate that the clause gives, which the recordings do not have.
    #expect(recorder.enter(data("rate=44100 high=10000")) == .success, "\(recorder.problems)")
    #expect(recorder.enter(data("high=10000")) != .success)
  }
}
