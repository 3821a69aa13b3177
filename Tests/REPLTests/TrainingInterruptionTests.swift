// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import REPL

/// Stops training runs of the built program, from its prompt and in a batch script.
@Suite(
  .serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct TrainingInterruptionTests {
  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  /// Statements whose last one trains for much longer than a test waits; each stands on a line.
  private static let statements = [
    #"data d = rows [text, label] [["a b", 0], ["b c", 1], ["c a", 0], ["c b", 1], ["a c", 0], ["b b", 1]]"#
      + " { text text; target label; split train=60% valid=40% }",
    "model m for d = embed 8 | bilstm 16 | output",
    "train r = m epochs=1000000 batch=2",
  ]

  /// A conversation in the middle of training.
  private func training() throws -> PseudoTerminal {
    let terminal = try BuiltProgram.start(program, home: home.path, columns: 160)
    for statement in Self.statements {
      try terminal.expect("lstm> ")
      terminal.send(statement + "\r")
    }
    try terminal.expect("epoch      20/1000000")
    return terminal
  }

  @Test func controlCStopsTrainingAndKeepsTheBestWeights() throws {
    let terminal = try training()
    terminal.send("\u{3}")
    try terminal.expect("stopped at epoch")
    try terminal.expect("kept epoch")
    try terminal.expect("lstm> ")
    terminal.send("print r.status, r.best_epoch > 0\r")
    try terminal.expect("interrupted yes")
    try terminal.expect("lstm> ")
    terminal.send("eval r on d.train\r")
    try terminal.expect("constant")
    try terminal.expect("lstm> ")
    terminal.send(":quit\r")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func controlCTwiceStopsAtOnceAndTheConversationGoesOn() throws {
    let terminal = try training()
    terminal.send("\u{3}\u{3}")
    try terminal.expect("stopped at epoch")
    try terminal.expect("lstm> ")
    terminal.send("print r.status\r")
    try terminal.expect("\ninterrupted")
    try terminal.expect("lstm> ")
    terminal.send("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func controlCStopsAGridAndWhatItHasRunIsKept() throws {
    let terminal = try BuiltProgram.start(program, home: home.path, columns: 160)
    let grid = "grid g = train m epochs=1000000 batch=2 lr=[1e-3, 1e-2]"
    for statement in Self.statements.prefix(2) + [grid] {
      try terminal.expect("lstm> ")
      terminal.send(statement + "\r")
    }
    try terminal.expect("g 1/2  epoch")
    terminal.send("\u{3}")
    try terminal.expect("lstm> ")
    terminal.send(":cells\r")
    try terminal.expect("~ broken off")
    try terminal.expect("lstm> ")
  }

  @Test func aStopThatWasMeantForOneRunDoesNotStopTheNext() throws {
    let terminal = try training()
    terminal.send("\u{3}")
    try terminal.expect("stopped at epoch")
    try terminal.expect("lstm> ")
    terminal.send("train s = m epochs=3 batch=2\r")
    try terminal.expect("run s: kept epoch")
    try terminal.expect("lstm> ")
    terminal.send(":quit\r")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func aSignalStopsAScriptAfterItsBatch(signal: Int32, status: Int32) throws {
    let text = (Self.statements + [#"print "never""#]).joined(separator: "\n") + "\n"
    let script = try home.write(text, to: "long.lstm")
    let terminal = try BuiltProgram.start(
      program, home: home.path, arguments: ["run", script], columns: 160)
    try terminal.expect("epoch      20/1000000")
    terminal.signal(signal)
    try terminal.expect("stopped at epoch")
    #expect(try terminal.waitForExit() == status)
    #expect(!terminal.transcript.contains("never"))
  }
}
