// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import REPL

/// Drives the built program on a terminal of its own, as a person would.
@Suite(
  .serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct ConversationTests {
  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func start(locale: String = "C.UTF-8") throws -> PseudoTerminal {
    let terminal = try BuiltProgram.start(program, home: home.path, locale: locale)
    try terminal.expect("lstm> ")
    return terminal
  }

  @Test func answersAStatementAndLeavesOnControlD() throws {
    let terminal = try start()
    terminal.send("print 12345\r")
    try terminal.expect("\n12345")
    try terminal.expect("lstm> ")
    terminal.send("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func controlCDropsTheLineAndTheConversationGoesOn() throws {
    let terminal = try start()
    terminal.send("print \"unwanted\"")
    try terminal.expect("unwanted")
    terminal.send("\u{3}")
    try terminal.expect("^C")
    try terminal.expect("lstm> ")
    terminal.send("print \"wanted\"\r")
    try terminal.expect("\nwanted")
    try terminal.expect("lstm> ")
    #expect(!terminal.screen.contains("\nunwanted"))
    terminal.send(":quit\r")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func controlCDropsAnEntryOfSeveralLines() throws {
    let terminal = try start()
    terminal.send("print [1,\r")
    try terminal.expect("  ...> ")
    terminal.send("2\u{3}")
    try terminal.expect("lstm> ")
    terminal.send("print \"still here\"\r")
    try terminal.expect("\nstill here")
    try terminal.expect("lstm> ")
    terminal.send("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func manyControlCsEndNothing() throws {
    let terminal = try start()
    for _ in 0..<20 {
      terminal.send("a\u{3}")
      try terminal.expect("lstm> ")
    }
    terminal.send(":quit\r")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func aPasteWithPromptsIsOneEntry() throws {
    let terminal = try start()
    terminal.send(
      "\u{1B}[200~lstm> print [1,\n  ...> 2]\nan old result\nlstm> print \"end\"\u{1B}[201~\r")
    try terminal.expect("\nend")
    try terminal.expect("lstm> ")
    #expect(!terminal.transcript.contains("error["))
  }

  @Test func aPasteWithoutBracketsIsSeveralLines() throws {
    let terminal = try start()
    terminal.send("print [1,\n2]\nprint \"end\"\n")
    try terminal.expect("\nend")
    #expect(!terminal.transcript.contains("error["))
  }

  @Test(arguments: ["C", "POSIX", "C.UTF-8"])
  func chineseIsErasedByTheCharacter(locale: String) throws {
    let terminal = try start(locale: locale)
    terminal.send("print \"你好坏\u{7F}世界\"\r")
    try terminal.expect("\n你好世界")
    #expect(terminal.screen.contains("lstm> print \"你好世界\"\n你好世界"))
  }

  @Test func entriesAreRecalledInTheNextConversation() throws {
    let first = try start()
    first.send("print \"kept\", [1,\r")
    try first.expect("  ...> ")
    first.send("22]\r")
    try first.expect("lstm> ")
    first.send("\u{4}")
    #expect(try first.waitForExit() == 0)

    let second = try start()
    second.send("\u{1B}[A")
    try second.expect("22]")
    #expect(second.screen.hasSuffix("lstm> print \"kept\", [1,\n22]"))
    second.send("\r")
    try second.expect("\nkept")
  }

  @Test func anEditedRecallThatIsDroppedLeavesTheHistoryAsItWas() throws {
    let terminal = try start()
    terminal.send("print \"one\"\r")
    try terminal.expect("\none")
    try terminal.expect("lstm> ")
    terminal.send("\u{1B}[A\u{7F}\u{7F}two")
    try terminal.expect("two")
    terminal.send("\u{3}")
    try terminal.expect("lstm> ")
    terminal.send("\u{1B}[A\r")
    try terminal.expect("\none")
  }

  @Test func aResizedWindowIsFilledAnew() throws {
    let terminal = try start()
    terminal.send("let long = \"\(String(repeating: "word ", count: 12))\"\r")
    try terminal.expect("lstm> ")
    terminal.send("print \"before")
    try terminal.expect("before")
    terminal.resize(columns: 40)
    terminal.send(" and after\"\r")
    try terminal.expect("\nbefore and after")
    try terminal.expect("lstm> ")
    // A table is as wide as the window is now.
    terminal.send(":cells\r")
    try terminal.expect("lstm> ")
    let lines = terminal.screen.split(separator: "\n").suffix(4)
    #expect(
      lines.contains {
        $0.hasPrefix("1    let long") && $0.hasSuffix("…") && (36...40).contains($0.count)
      },
      "\(lines)")
    terminal.resize(columns: 100)
    terminal.send(":cells\r")
    try terminal.expect("word word \"")
  }

  @Test func sigtermLeavesTheTerminalInOrder() throws {
    let terminal = try start()
    terminal.signal(SIGTERM)
    #expect(try terminal.waitForExit() == 143)
    #expect(terminal.transcript.hasSuffix("\u{1B}[?2004l\r\r\n"))
  }

  @Test func aPipeIsReadPlainly() throws {
    let terminal = try BuiltProgram.start(
      "/bin/sh", home: home.path,
      arguments: ["-c", "printf 'print\\t\"a\"\\nprint [1,\\n\\t2], \"end\"\\n' | '\(program)'"])
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.screen.contains("a"))
    #expect(terminal.screen.contains("end"))
    #expect(!terminal.screen.contains("lstm>"))
  }

  @Test func theEndOfTheInputInAnOpenEntrySaysWhatIsMissing() throws {
    let terminal = try start()
    terminal.send("print [1,\r")
    try terminal.expect("  ...> ")
    terminal.send("\u{4}")
    try terminal.expect("E0106")
    try terminal.expect("lstm> ")
  }
}
