// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

/// The built program under `ulimit -v`, where memory that is not there cannot be had.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct MemoryLimitTests {
  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  /// Rows that take nothing and a model that takes gigabytes.
  private static let large =
    SmallRun.model + "model big for d = embed 4 | lstm 9000 | output\ntrain b = big\n"

  private func limited(_ kilobytes: Int, _ arguments: String) throws -> BuiltProgram.Result {
    try BuiltProgram.run(
      "/bin/sh", ["-c", "ulimit -v \(kilobytes); exec '\(program)' \(arguments)"], in: home.path)
  }

  @Test func aRunThatIsTooLargeDoesNotCheck() throws {
    _ = try home.write(Self.large, to: "large.lstm")
    for command in ["check", "run"] {
      let result = try limited(800_000, "\(command) large.lstm")
      #expect(result.status == 4, "\(result.errors)")
      #expect(result.errors.contains("E0405") && result.errors.contains("`ulimit -v`"))
    }
  }

  @Test func aFileThatIsTooLargeIsToldBeforeItIsRead() throws {
    // All but its beginning is a hole, which nobody has to write.
    let rows = String(repeating: "good room,pos\nbad room,neg\n", count: 20_000)
    _ = try home.write("text,label\n" + rows, to: "holes.csv")
    let made = try BuiltProgram.run(
      "/bin/sh", ["-c", "truncate -s 2G holes.csv"], in: home.path)
    try #require(made.status == 0)
    _ = try home.write("data d = csv \"holes.csv\" { text text; target label }\n", to: "x.lstm")
    let result = try limited(800_000, "check x.lstm")
    #expect(result.status == 4, "\(result.errors)")
    #expect(result.errors.contains("reading holes.csv takes 6.4 GB"), "\(result.errors)")
  }

  @Test func thePromptLivesOn() throws {
    let terminal = try BuiltProgram.start(
      "/bin/sh", home: home.path,
      arguments: ["-c", "ulimit -v 800000; exec '\(program)'"], columns: 200)
    try terminal.expect("lstm> ")
    for line in Self.large.split(separator: "\n") { terminal.send("\(line)\r") }
    try terminal.expect("E0405")
    try terminal.expect("lstm> ")
    terminal.send("train r = m epochs=1\r")
    try terminal.expect("kept epoch 1")
    try terminal.expect("lstm> ")
    terminal.send("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }
}
