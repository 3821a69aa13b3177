// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Runs scripts with the built program, and holds all that it says against `Transcripts/`.
///
/// Those that need data from elsewhere are left out. `RECORD=1` writes the transcripts anew, and
/// fails once.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct TranscriptTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let scripts =
    tests.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("scripts")

  /// The names of the scripts, without their extension.
  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: scripts.path)) ?? []
    return files.filter { $0.hasSuffix(".lstm") }.map { String($0.dropLast(5)) }
      .filter { (try? text(of: scripts, "\($0).lstm").contains("shared/")) == false }.sorted()
  }()

  /// Those that train for seconds are left out with the plain kernels, which take a hundred times as long.
  private static let shown = BuiltProgram.hasPlainKernels ? names.filter { $0 != "reverse" } : names

  @Test(arguments: shown)
  func theProgramSaysWhatTheTranscriptHolds(name: String) throws {
    let said = try run(name, threads: 1)
    let file = Self.tests.appendingPathComponent("Transcripts/\(name).transcript")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(said.utf8).write(to: file)
      Issue.record("recorded \(name).transcript")
    }
    let held = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(difference(held, said) == nil)
  }

  @Test(arguments: names, 2...3)
  func threadsDoNotChangeIt(name: String, threads: Int) throws {
    let file = Self.tests.appendingPathComponent("Transcripts/\(name).transcript")
    let held = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(difference(held, try run(name, threads: threads)) == nil)
  }

  @Test func everyTranscriptHasItsScript() throws {
    let folder = Self.tests.appendingPathComponent("Transcripts").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(Set(files) == Set(Self.names.map { "\($0).transcript" }))
    #expect(Self.names.count >= 2)
  }

  /// What the program writes to both of its outputs, then how it ended.
  private func run(_ name: String, threads: Int) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: try #require(BuiltProgram.path))
    process.arguments = ["run", "\(name).lstm", "--threads", String(threads)]
    process.currentDirectoryURL = Self.scripts
    // A transcript is that of a first run.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "LSTM_CACHE": "", "LSTM_RECORD": "",
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self) + "exit code \(process.terminationStatus)\n"
  }

  /// The first line that is not the same; nil when all are.
  private func difference(_ held: String, _ said: String) -> String? {
    let held = held.split(separator: "\n", omittingEmptySubsequences: false)
    let said = said.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(held.count, said.count) {
      let old = line < held.count ? held[line] : "nothing"
      let new = line < said.count ? said[line] : "nothing"
      if old != new { return "line \(line + 1): held \(old), said \(new)" }
    }
    return nil
  }

  private static func text(of folder: URL, _ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }
}
