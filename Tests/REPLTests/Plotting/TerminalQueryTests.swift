// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

/// Plays a terminal that says what graphics it has, while somebody types.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct TerminalQueryTests {
  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  /// A conversation that has the run `r`.
  private func start() throws -> PseudoTerminal {
    let script = try home.write(SmallRun.script(epochs: 2), to: "run.lstm")
    let terminal = try BuiltProgram.start(program, home: home.path)
    try terminal.expect("lstm> ")
    terminal.send(":load \(script)\r")
    try terminal.expect("run r: kept")
    try terminal.expect("lstm> ")
    return terminal
  }

  @Test func theAnswerIsUsedAndWhatWasTypedMeanwhileIsNotLost() throws {
    let terminal = try start()
    terminal.send("plot r\r")
    try terminal.expect("Gi=31")
    terminal.send("pri\u{1B}_Gi=31;OK\u{1B}\\nt \u{1B}[?62;4c6*7\r")
    try terminal.expect("a=T,f=32")
    try terminal.expect("\n42")
    try terminal.expect("lstm> ")
    // It is asked once.
    terminal.send("plot r\r")
    try terminal.expect("a=T,f=32")
    try terminal.expect("lstm> ")
    #expect(terminal.transcript.split(separator: "\u{1B}[c").count == 2)
    terminal.send("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func sixelIsUsedWhereTheAttributesSaySo() throws {
    let terminal = try start()
    terminal.send("plot r\r")
    try terminal.expect("Gi=31")
    terminal.send("\u{1B}[?62;4;22c")
    try terminal.expect("lstm> ")
    #expect(terminal.transcript.contains("\u{1B}P0;1;0q\"1;1;"))
    #expect(!terminal.transcript.contains("a=T"))
  }

  @Test func withoutAnAnswerThereAreCharactersAndALateOneIsDropped() throws {
    let terminal = try start()
    terminal.send("plot r\r")
    try terminal.expect("○⠄ valid.loss")
    try terminal.expect("lstm> ")
    terminal.send("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;4cprint 6*7\r")
    try terminal.expect("\n42")
    #expect(!terminal.transcript.contains("error["))
    #expect(!terminal.transcript.contains("a=T") && !terminal.transcript.contains("\u{1B}P"))
  }

  @Test func longOutputComesByTheScreen() throws {
    let terminal = try BuiltProgram.start(program, home: home.path)
    try terminal.expect("lstm> ")
    terminal.send("?\r")
    try terminal.expect("more lines; :more shows them")
    try terminal.expect("lstm> ")
    terminal.send(":more\r")
    try terminal.expect("more lines; :more shows them")
    try terminal.expect("lstm> ")
    #expect(terminal.screen.split(separator: "\n").count < 60)
    terminal.send("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }
}
