// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@testable import REPL

/// The notebook at the prompt of the built program: its commands, its editor, and what outlives it.
@Suite(
  .serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct NotebookConversationTests {
  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func start(_ variables: [String: String] = [:]) throws -> PseudoTerminal {
    let terminal = try BuiltProgram.start(
      program, home: home.path, columns: 120, variables: variables)
    try terminal.expect("lstm> ")
    return terminal
  }

  @Test func entriesAreListedWithWhatIsStale() throws {
    let terminal = try start()
    try terminal.enter("let a = 1", "let b = a", "print b", "let a = 2", ":cells")
    #expect(terminal.screen.contains("stale now: b, entry 3; :rerun brings all up to date"))
    #expect(terminal.screen.contains("2  *  let b = a\n3  *  print b\n4     let a = 2"))
    try terminal.enter(":rerun", ":stale")
    #expect(terminal.screen.hasSuffix(":rerun\n2\nlstm> :stale\nnone\nlstm>"))
    try terminal.enter(":undo", ":undo", ":cells")
    #expect(terminal.screen.contains("took back the last :rerun"))
    #expect(terminal.screen.hasSuffix("1    let a = 1\n2    let b = a\n3    print b\n\nlstm>"))
  }

  @Test func anEntryIsChangedInTheEditor() throws {
    let editor = home.path + "/editor"
    try "#!/bin/sh\nsed -i s/one/two/ \"$2\"\n".write(
      toFile: editor, atomically: true, encoding: .utf8)
    chmod(editor, 0o755)
    let terminal = try start(["EDITOR": editor + " --wait"])
    try terminal.enter("print \"one\"", ":edit 1")
    #expect(terminal.screen.hasSuffix("lstm> :edit 1\nprint \"two\"\ntwo\nlstm>"))
    try terminal.enter(":edit 1")
    #expect(terminal.screen.hasSuffix("unchanged\nlstm>"))
    try terminal.enter(":edit 7")
    #expect(terminal.screen.hasSuffix("there is no entry 7; :cells lists them\nlstm>"))
    // What was edited can be recalled.
    terminal.send("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A")
    try terminal.expect("print \"two\"")
  }

  @Test func anEditorThatIsNotThereIsSaid() throws {
    let terminal = try start(["EDITOR": "/nowhere/at/all"])
    try terminal.enter("print 1", ":edit")
    #expect(terminal.screen.contains("/nowhere/at/all: No such file or directory"))
  }

  @Test func aSessionIsSavedAsAScriptThatRuns() throws {
    let terminal = try start()
    try terminal.enter("let a = 2 # two", "print a * 21", ":save \(home.path)/work.lstm")
    #expect(terminal.screen.contains("saved 2 entries to"))
    let run = try BuiltProgram.run(program, ["run", "work.lstm"], in: home.path)
    #expect(run.output == "42\n")
    try terminal.enter(":undo", ":undo", ":load \(home.path)/work.lstm", ":cells")
    #expect(terminal.screen.contains("42\nlstm> :cells\n"))
    #expect(terminal.screen.contains("let a = 2 # two\n"))
  }

  // MARK: What outlives the program

  @Test(arguments: [SIGKILL, SIGHUP])
  func aSessionThatWasBrokenOffIsRestored(signal: Int32) throws {
    let first = try start()
    try first.enter("let a = 20", "print a + 1")
    first.signal(signal)
    #expect(try first.waitForExit() == (signal == SIGKILL ? 137 : 143))
    let second = try start()
    #expect(second.screen.contains("a session of 2 entries was broken off"))
    try second.enter(":restore", "print a * 2")
    #expect(second.screen.hasSuffix(":restore\n21\nlstm> print a * 2\n40\nlstm>"))
    second.send("\u{4}")
    #expect(try second.waitForExit() == 0)
    // What was left on purpose is not offered, and still there.
    let third = try start()
    #expect(!third.screen.contains("broken off"))
    try third.enter(":restore")
    #expect(third.screen.hasSuffix(":restore\n21\n40\nlstm>"))
  }

  @Test func theSessionsOfTwoProgramsAreTwo() throws {
    let (first, second) = (try start(), try start())
    #expect(!second.screen.contains("broken off"))
    try first.enter("let a = 1")
    try second.enter("let b = 2")
    first.signal(SIGKILL)
    #expect(try first.waitForExit() == 137)
    let third = try start()
    try third.enter(":restore", "print a")
    #expect(third.screen.hasSuffix("print a\n1\nlstm>"))
    try second.enter("print b")
    #expect(second.screen.hasSuffix("print b\n2\nlstm>"))
  }

  // MARK: Scripts

  @Test func aCellRunsWithWhatItStandsOn() throws {
    let script = "let a = 1\nprint \"first\"\n#%% Two\nlet b = a + 1\nprint b\n#%%\nprint b * 10\n"
    try script.write(toFile: home.path + "/f.lstm", atomically: true, encoding: .utf8)
    let output = { (cell: String) in
      try BuiltProgram.run(program, ["run", "f.lstm", "--cell", cell], in: home.path)
    }
    #expect(try output("1").output == "first\n")
    #expect(try output("2").output == "2\n")
    #expect(try output("3").output == "20\n")
    let missing = try output("4")
    #expect(missing.status == 2)
    #expect(missing.errors == "f.lstm has 3 cells (1, 2 Two, 3), and no cell 4\n")
  }

  @Test func whatHasChangedInAFileRunsWhenItIsSaved() throws {
    let path = home.path + "/f.lstm"
    let save = { (text: String) in
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    try save("let a = 1\nprint \"kept\"\nprint a\n")
    let terminal = try BuiltProgram.start(
      program, home: home.path, arguments: ["run", path, "--watch"])
    try terminal.expect("kept\n1\n")
    try terminal.expect("Ctrl-C ends")
    try save("let a = 2\nprint \"kept\"\nprint a\n")
    try terminal.expect("running 2 of 3 statements\n2\n")
    try terminal.expect("Ctrl-C ends")
    try save("let a = 2\nprint \"kept\"\nprint a, missing\n")
    try terminal.expect("`missing` is not defined")
    try terminal.expect("Ctrl-C ends")
    try save("let a = 2\nprint \"kept\"\nprint a, \"again\"\n")
    try terminal.expect("running 1 of 3 statements\n2 again\n")
    try terminal.expect("Ctrl-C ends")
    terminal.send("\u{3}")
    #expect(try terminal.waitForExit() == 130)
  }

  // MARK: Interruption

  @Test func controlCStopsReadingDataAndNothingHasChanged() throws {
    var rows = "text,label\n"
    for row in 0..<400_000 { rows += "a text of row \(row) with some words,c\(row % 3)\n" }
    try rows.write(toFile: home.path + "/rows.csv", atomically: true, encoding: .utf8)
    let terminal = try start()
    terminal.send("data d = \"\(home.path)/rows.csv\" { text text; target label }\r")
    usleep(200_000)
    terminal.send("\u{3}")
    try terminal.expect("stopped while it was checked; nothing has changed")
    try terminal.expect("lstm> ")
    try terminal.enter("print \"still here\"", ":cells")
    #expect(terminal.screen.hasSuffix("1    print \"still here\"\n\nlstm>"))
  }
}
