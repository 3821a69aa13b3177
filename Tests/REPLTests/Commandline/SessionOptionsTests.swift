// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import REPL

/// The options of `lstm run` that say where files go, how long it takes and what is kept.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct SessionOptionsTests {
  private let folder: TemporaryFolder
  private let program: String

  init() throws {
    folder = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func lstm(_ arguments: String...) throws -> BuiltProgram.Result {
    try BuiltProgram.run(program, arguments, in: folder.path)
  }

  /// The field of the first `start` or `end` of the run `r`.
  private func field(_ name: String, of event: String, in log: [JSONObject]) -> JSONValue? {
    log.first { $0.event == event && $0["run"] == .text("r") }?[name]
  }

  // MARK: --out

  @Test(arguments: ["out", "new/deep", "new/"])
  func filesGoIntoTheFolder(name: String) throws {
    let script = try folder.write(SmallRun.script(epochs: 1) + #"save r "r.model""#, to: "a.lstm")
    let result = try lstm("run", script, "--out", name)
    #expect(result.status == 0, "\(result.errors)")
    let files = FileManager.default
    #expect(files.fileExists(atPath: "\(folder.path)/\(name)/r.model"))
    #expect(!files.fileExists(atPath: "\(folder.path)/r.model"))
  }

  @Test func aFolderThatCannotBeMadeIsToldBeforeAnythingRuns() throws {
    let script = try folder.write(SmallRun.script(epochs: 1) + #"save r "r.model""#, to: "a.lstm")
    let result = try lstm("run", script, "--out", script + "/x")
    #expect(result.status == 4 && result.errors.hasPrefix("error[E0603]"))
    #expect(!result.errors.contains("epoch"))
  }

  // MARK: --junit

  @Test func aReportThatCannotBeWrittenIsToldBeforeAnythingRuns() throws {
    let script = try folder.write(SmallRun.script(epochs: 1), to: "a.lstm")
    for (path, reason) in [
      (".", "it is a folder"), ("missing/r.xml", "there is no folder `missing/`"),
      ("a.lstm/r.xml", "there is no folder `a.lstm/`"), ("", "it names no file"),
    ] {
      let result = try lstm("run", script, "--junit", path)
      #expect(result.status == 2, "\(path)")
      #expect(result.errors.contains("--junit \(path) cannot be written: \(reason)"), "\(path)")
      #expect(!result.errors.contains("epoch"))
    }
    let inside = try lstm("run", script, "--out", "new", "--junit", "new/r.xml")
    #expect(inside.status == 0, "\(inside.errors)")
  }

  @Test func seedsAreWhatAScriptCanSay() throws {
    let script = try folder.write("print 1\n", to: "s.lstm")
    #expect(try lstm("run", script, "--seed", "9007199254740991").status == 0)
    #expect(try lstm("run", script, "--seed", "9007199254740992").status == 2)
    #expect(try lstm("-c", "seed 9007199254740991").status == 0)
    let found = try lstm("-c", "seed 9007199254740993")
    #expect(found.errors.contains("a seed is a whole number from 0 to 9007199254740991"))
  }

  // MARK: --max-time

  @Test func timeThatIsUpStopsARunAndTheNextGoesOn() throws {
    let script = try folder.write(
      SmallRun.script(epochs: 1_000_000) + #"print "never""#, to: "long.lstm")
    let first = try lstm("run", script, "--max-time", "0.5s", "--log", "json")
    #expect(first.status == 130 && first.output.isEmpty)
    #expect(field("status", of: "end", in: first.log) == .text("interrupted"))
    #expect(field("from", of: "start", in: first.log) == .text("start"))
    #expect(first.log.last?["exit"] == .whole(130))

    let second = try lstm("run", script, "--max-time", "0.5s", "--log", "json")
    #expect(second.status == 130)
    #expect(field("from", of: "start", in: second.log) == .text("checkpoint"))
    guard case .whole(let done)? = field("epochs", of: "end", in: first.log),
      case .whole(let begin)? = field("epoch", of: "start", in: second.log)
    else {
      Issue.record("there are no epochs in \(first.errors.suffix(400))")
      return
    }
    #expect(begin == done + 1 && done > 0)

    let fresh = try lstm("run", script, "--max-time", "0.1s", "--log", "json", "--fresh")
    #expect(field("from", of: "start", in: fresh.log) == .text("start"))
  }

  @Test(arguments: ["0s", "soon", "-1m", "10ms"])
  func aTimeThatIsNoneIsWrongUsage(time: String) throws {
    let result = try lstm("run", "x.lstm", "--max-time=\(time)")
    #expect(result.status == 2)
    #expect(result.errors.contains("--max-time is a time such as 90s, 10m or 2h, not \(time)"))
  }

  // MARK: --fresh

  @Test func aRunIsTrainedOnceUnlessFreshIsAskedFor() throws {
    let script = try folder.write(SmallRun.script(epochs: 2), to: "a.lstm")
    let logs = try [[], [], ["--fresh"], []].map {
      try BuiltProgram.run(program, ["run", script, "--log", "json"] + $0, in: folder.path).log
    }
    #expect(
      logs.map { field("from", of: "start", in: $0) }
        == ["start", "cache", "start", "cache"].map { .text($0) })
    #expect(logs.map { log in log.count { $0.event == "epoch" } } == [2, 0, 2, 0])
    let fingerprints = logs.map { field("fingerprint", of: "end", in: $0) }
    #expect(Set(fingerprints).count == 1 && fingerprints[0] != nil)
  }
}
