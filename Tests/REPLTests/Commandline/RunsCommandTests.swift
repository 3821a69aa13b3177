// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@testable import REPL

/// `lstm runs`, and the record where several processes write, are killed, or cannot write.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct RunsCommandTests {
  private let folder: TemporaryFolder
  private let program: String

  init() throws {
    folder = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func lstm(
    _ arguments: String..., variables: [String: String?] = [:]
  ) throws -> BuiltProgram.Result {
    try BuiltProgram.run(program, arguments, in: folder.path, variables: variables)
  }

  /// Runs a command of bash: dash waits for ever where SIGCHLD is blocked, as in the process of tests.
  private func shell(_ command: String) throws -> BuiltProgram.Result {
    try BuiltProgram.run(
      "/bin/bash", ["-c", command], in: folder.path, variables: ["LSTM_CACHE": ""])
  }

  @Test(arguments: [
    (["LSTM_RECORD": "/a/b"], "/a/b\n"),
    (["LSTM_RECORD": nil, "XDG_DATA_HOME": "/x"], "/x/lstm/record\n"),
    (["LSTM_RECORD": nil, "HOME": "/h"], "/h/.local/share/lstm/record\n"),
    (["LSTM_RECORD": "off"], ""), (["LSTM_RECORD": ""], ""),
    (["LSTM_RECORD": nil, "HOME": nil], ""),
  ])
  func theFolderIsWhatTheEnvironmentSays(variables: [String: String?], path: String) throws {
    let result = try lstm("runs", "path", variables: variables)
    #expect(result.status == 0 && result.output == path)
  }

  @Test func nothingIsWrittenWithoutARecord() throws {
    let variables = ["LSTM_RECORD": "off", "XDG_DATA_HOME": folder.path + "/data"]
    #expect(try lstm("-c", SmallRun.script(epochs: 1), variables: variables).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/record"))
  }

  /// Concurrent writers do not corrupt.
  @Test func fourProcessesNoteRunsOfTheirOwn() throws {
    let script = SmallRun.script(epochs: 1)
    try script.write(toFile: folder.path + "/s.lstm", atomically: true, encoding: .utf8)
    let result = try shell(
      """
      for writer in 1 2 3 4; do
        (for run in 1 2 3 4 5; do '\(program)' run s.lstm --seed $writer$run >/dev/null 2>&1 || exit 1
         '\(program)' runs >/dev/null 2>&1 || exit 1; done) & pids="$pids $!"
      done
      for pid in $pids; do wait $pid || exit 1; done
      """)
    #expect(result.status == 0)
    let list = try lstm("runs", "--limit", "100", "--format", "csv")
    let lines = list.output.split(separator: "\n").dropFirst()
    #expect(lines.count == 20 && lines.allSatisfy { $0.contains(",finished,") })
    let numbers = lines.compactMap { $0.split(separator: ",").first.flatMap { Int($0) } }
    #expect(numbers == (1...20).reversed())
    let rebuilt = try lstm("runs", "rebuild")
    #expect(rebuilt.errors == "made the index of 20 runs anew\n")
    #expect(try lstm("runs", "--limit", "100", "--format", "csv").output == list.output)
  }

  /// Failed runs do not vanish.
  @Test func aRunThatIsKilledHasDied() throws {
    let script = SmallRun.script(epochs: 100_000)
    try script.write(toFile: folder.path + "/s.lstm", atomically: true, encoding: .utf8)
    let result = try shell(
      """
      '\(program)' run s.lstm >/dev/null 2>&1 & pid=$!
      for try in $(seq 200); do
        [ "$(cat record/runs/000001.jsonl 2>/dev/null | wc -l)" -gt 3 ] && break; sleep 0.05
      done
      '\(program)' runs --format csv
      kill -9 $pid; wait $pid
      '\(program)' runs --format csv
      """)
    #expect(result.output.contains(",running,") && result.output.contains(",died,"))
    #expect(try lstm("runs", "show", "1", "--facets", "epochs").output.contains("train.loss"))
  }

  /// A full disk warns once and training goes on.
  @Test func aFullDiskWarnsOnceAndTrainingGoesOn() throws {
    let script = SmallRun.script(epochs: 100) + "\ntrain r2 = m epochs=1\nprint r.epochs\n"
    try script.write(toFile: folder.path + "/s.lstm", atomically: true, encoding: .utf8)
    // Its first line and some epochs, and then nothing more.
    let result = try shell("trap '' XFSZ; ulimit -f 8; exec '\(program)' run s.lstm")
    #expect(result.status == 0 && result.output.contains("100"), "\(result.errors)")
    #expect(result.errors.components(separatedBy: "W0602").count == 2, "\(result.errors)")
    #expect(try lstm("runs").output.contains("died"))
  }

  @Test func aFolderThatCannotBeMadeWarnsOnce() throws {
    let result = try lstm(
      "-c", SmallRun.script(epochs: 2) + "\ntrain r2 = m epochs=1",
      variables: ["LSTM_RECORD": "/proc/nowhere"])
    #expect(result.status == 0)
    #expect(result.errors.components(separatedBy: "W0602").count == 2, "\(result.errors)")
  }

  @Test func numbersAreAskedForWhereTheyAreNeeded() throws {
    #expect(try lstm("runs", "show").status == 2)
    #expect(try lstm("runs", "compare", "1").status == 2)
    #expect(try lstm("runs", "list", "1").status == 2)
    #expect(try lstm("runs", "show", "1").status == 2)
    #expect(try lstm("runs", "--where", "x >").status == 2)
  }
}
