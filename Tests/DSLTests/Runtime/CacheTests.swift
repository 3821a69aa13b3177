// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DSL

/// Runs that are kept: found again, damaged, too many, and used by several sessions.
@Suite struct CacheTests {
  private let folder: TemporaryFolder
  private var cache: String { folder.path + "/cache" }
  private static let script = Samples.run + "\nprint r.fingerprint"

  init() throws {
    folder = try TemporaryFolder()
  }

  private func recorder(isFresh: Bool = false) -> Recorder {
    Recorder(in: folder.path, cache: cache, isFresh: isFresh)
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: cache).sorted()
  }

  @Test func nothingIsTrainedTwice() throws {
    let first = recorder()
    #expect(first.run(Self.script) == .success)
    let second = recorder()
    #expect(second.run(Self.script + "\neval t = r") == .success)
    #expect(first.batches == 9 && second.batches == 0 && second.epochs == 0)
    #expect(second.notes.contains { $0.hasSuffix("from the cache") })
    #expect(first.texts() == second.texts())
    #expect(try files().count == 1)
    let fresh = recorder(isFresh: true)
    #expect(fresh.run(Self.script) == .success)
    #expect(fresh.batches == 9)
  }

  /// Figures that take a whole text are had once; others come from the run in no time.
  @Test func noLanguageModelIsMeasuredTwice() throws {
    let script =
      Samples.language + """

        model m for d = embed 4 | lstm 6 | output
        train r = m epochs=2
        eval e = r
        print e.loss, e.tokens, e.accuracy

        """
    let figures = { (text: String, isFresh: Bool) throws -> (texts: [String], kept: [String]) in
      let recorder = recorder(isFresh: isFresh)
      #expect(recorder.run(text) == .success, "\(recorder.problems)")
      return (recorder.texts(), try files().filter { $0.hasSuffix(".eval") })
    }
    let first = try figures(script, false)
    let path = cache + "/" + (try #require(first.kept.first))
    #expect(first.kept.count == 1 && first.texts.count == 1)
    // What stands in the file is what is said.
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("\"tokens\":", with: "\"tokens\":1").write(
      toFile: path, atomically: true, encoding: .utf8)
    let changed = try figures(script, false)
    #expect(changed.texts != first.texts && changed.texts.count == 1)
    #expect(try figures(script, true).texts == first.texts)
    #expect(try figures(script, false).texts == first.texts)
    // A damaged file is none, and other options are another evaluation.
    try "{".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try figures(script, false).texts == first.texts)
    #expect(try figures(script.replacing("e = r", with: "e = r on d.valid"), false).kept.count == 2)
    #expect(try figures(script.replacing("epochs=2", with: "epochs=3"), false).kept.count == 3)
    #expect(RunCache(folder: cache).entries().count == 2)
    #expect(RunCache(folder: cache).clear() == 5)
  }

  /// What changes a result is another run; what does not is none.
  @Test(arguments: [
    ("lr=0.05", "lr=0.06", true), ("embed 8", "embed 9", true), ("batch=2", "batch=3", true),
    ("lr=0.05", "lr=0.05 seed=1", true), ("good clean", "good neat", true),
    ("50/25/25", "50/50/0", true), ("50/25/25", "50/0/50", true), ("lr=0.05", "lr=5e-2", false),
    ("run", "run", false),
    ("train r", "train other", false), ("print r", "print \"a\"\nprint r", false),
    ("lr=0.05", "lr=0.05 adam", false), ("epochs=3", "epochs=3 keep=best", false),
  ])
  func theKeyIsAllThatCanChangeTheResult(old: String, new: String, isAnother: Bool) {
    recorder().run(Self.script)
    var script = Self.script.replacing(old, with: new)
    if new == "train other" {
      script = script.replacing("r.fingerprint", with: "other.fingerprint")
    }
    let second = recorder()
    #expect(second.run(script) == .success, "\(second.problems)")
    #expect((second.batches > 0) == isAnother, "\(new)")
  }

  /// Equal numbers of tokens with other words after them begin with other vectors.
  @Test func theWordsOfAWarmStartCount() {
    let script = { (word: String) in
      Samples.run + """

        data e = rows [text, label] [["\(word)", "bad"], ["good", "good"], ["\(word)", "bad"], ["good", "good"]] {
          split 50/50/0 shuffle=no
        }
        model n for e = embed 8 | lstm 6 | output
        train s = n from=r epochs=2
        print s.fingerprint
        """
    }
    let prints = ["aaa", "bad"].map { word in
      let alone = Recorder()
      alone.run(script(word))
      let kept = recorder()
      kept.run(script(word))
      let (one, other) = (alone.texts(), kept.texts())
      #expect(one == other && one.count == 1, "\(word)")
      return one
    }
    #expect(prints[0] != prints[1])
  }

  @Test func aDamagedFileIsAMissAndIsTold() throws {
    recorder().run(Self.script)
    let name = "cache/" + (try #require(try files().first))
    let bytes = try folder.bytes(of: name)
    var flipped = bytes
    flipped[bytes.count - 5] ^= 1
    for damaged in [flipped, Array(bytes.prefix(bytes.count / 2)), [], [0, 1, 2]] {
      try folder.write(bytes: damaged, to: name)
      let second = recorder()
      #expect(second.run(Self.script) == .success)
      #expect(second.batches == 9)
      #expect(second.notes.contains { $0.hasPrefix("a run of the cache is of no use: ") })
      #expect(second.problems.allSatisfy { $0.hasPrefix("W0502") })
      #expect(try folder.bytes(of: name) == bytes)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsToldOnce() throws {
    try folder.write("a file", to: "cache")
    let recorder = recorder()
    #expect(recorder.run(Self.script + "\ntrain s = m epochs=1") == .success)
    #expect(recorder.problems.count { $0.hasPrefix("W0601") } == 1)
  }

  @Test func whatWasUsedLongestAgoGoesFirst() throws {
    let all = RunCache(folder: cache)
    for rate in 1...4 { recorder().run(Self.script.replacing("0.05", with: "0.0\(rate)")) }
    let entries = all.entries()
    #expect(entries.count == 4)
    let size = try #require(entries.first).bytes
    // The first run is used again; the others have stood since long ago.
    for (age, entry) in entries.enumerated() {
      // All within a second.
      let date = Date(timeIntervalSince1970: 1_000_000 + 0.2 * Double((age + 2) % 4))
      try FileManager.default.setAttributes(
        [.modificationDate: date], ofItemAtPath: "\(cache)/\(entry.name)")
    }
    recorder().run(Self.script.replacing("0.05", with: "0.01"))
    let used = try #require(all.entries().first)
    let others = entries.enumerated().sorted { ($0.offset + 2) % 4 > ($1.offset + 2) % 4 }
      .map(\.element.name).filter { $0 != used.name }
    #expect(all.entries().dropFirst().map(\.name) == others)
    let small = RunCache(folder: cache, limit: 2 * size + size / 2)
    small.evict(keeping: "no such key")
    #expect(small.entries().count == 2)
    #expect(small.entries().first == used)
    #expect(small.entries().map(\.bytes).reduce(0, +) <= small.limit)
    let again = recorder()
    again.run(Self.script.replacing("0.05", with: "0.01"))
    #expect(again.batches == 0)
    #expect(all.clear() == 2 && all.entries().isEmpty)
  }

  @Test func theRunAtHandStaysWhateverTheLimit() throws {
    recorder().run(Self.script)
    let small = RunCache(folder: cache, limit: 1)
    small.evict(keeping: "another")
    #expect(small.entries().isEmpty)
  }

  /// Two sessions at once in one folder: both end right, and the folder holds whole files.
  @Test func sessionsMayShareAFolder() async throws {
    let (folder, cache) = (folder.path, cache)
    let script =
      Samples.data + """

        model m for d = embed 8 | lstm 6 | output
        grid g = train m epochs=2 batch=2 lr=[0.01, 0.02, 0.05, 0.1, 0.2, 0.3]
        print g.best.fingerprint
        """
    let alone = Recorder()
    alone.run(script)
    let expected = alone.texts()
    let results = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let recorder = Recorder(in: folder, cache: cache)
          let status = recorder.run(script)
          let problems =
            recorder.problems.filter { !$0.hasPrefix("W0502") }
            + recorder.notes.filter { $0.contains("no use") }
          return recorder.texts() + (status == .success ? [] : ["failed"]) + problems
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results == [[String]](repeating: expected, count: 4))
    #expect(try files().count == 6)
    let after = Recorder(in: folder, cache: cache)
    after.run(script)
    #expect(after.batches == 0 && after.texts() == expected)
  }
}
