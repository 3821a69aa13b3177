// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import REPL

/// Tab, Alt-H and the arrows in the built program on a terminal of its own.
@Suite(
  .serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct CompletionConversationTests {
  private static let up = "\u{1B}[A"
  private static let altH = "\u{1B}h"
  private static let data =
    "data d = rows [text, label] [[\"a b\", 0], [\"b a\", 1], [\"a\", 0], [\"b\", 1]] "
    + "{ split 50/25/25 shuffle=no }"

  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func start(
    locale: String = "C.UTF-8", inputrc: String? = nil
  ) throws -> PseudoTerminal {
    let file = try inputrc.map { try home.write($0, to: "inputrc") }
    let terminal = try BuiltProgram.start(
      program, home: home.path, locale: locale, variables: ["INPUTRC": file ?? "/dev/null"])
    try terminal.expect("lstm> ")
    return terminal
  }

  /// Enters a statement and waits for the next prompt.
  private func enter(_ statement: String, in terminal: PseudoTerminal) throws {
    terminal.send(statement + "\r")
    try terminal.expect("\n")
    try terminal.expect("lstm> ")
  }

  @Test func tabListsWithDescriptionsAndDrawsTheLineAgain() throws {
    let terminal = try start()
    terminal.send("pr\t")
    try terminal.expect("predict  applies a run to texts, or to the rows of a file")
    try terminal.expect("print    shows values")
    try terminal.expect("lstm> pr")
    #expect(terminal.screen.hasSuffix("\nlstm> pr"))
    terminal.send("int 12345\r")
    try terminal.expect("\n12345")
  }

  @Test func theOnlyCandidateIsInsertedWithABlank() throws {
    let terminal = try start()
    terminal.send("pri\t\"wanted\"\r")
    try terminal.expect("\nwanted")
    #expect(terminal.screen.contains("lstm> print \"wanted\""))
  }

  @Test func anOptionIsInsertedWithoutABlank() throws {
    let terminal = try start()
    try enter(Self.data, in: terminal)
    try enter("model m for d = embed 2 | output", in: terminal)
    terminal.send("train r = m epo\t1 pati\t")
    try terminal.expect("epochs=1 patience=")
    #expect(terminal.screen.hasSuffix("lstm> train r = m epochs=1 patience="))
  }

  @Test func layersThatFitAreListed() throws {
    let terminal = try start()
    try enter(Self.data, in: terminal)
    terminal.send("model m for d = e\t8 | max | d\t")
    try terminal.expect("dense    a fully connected layer")
    try terminal.expect("dropout  zeros at random")
    try terminal.expect("lstm> model m for d = embed 8 | max | d")
    #expect(terminal.screen.hasSuffix("lstm> model m for d = embed 8 | max | d"))
    #expect(!terminal.screen.contains("bilstm"))
  }

  @Test func aPathIsCompletedInItsQuotes() throws {
    _ = mkdir(home.path + "/a folder", 0o700)
    _ = try home.write("let x = 4711\n", to: "a folder/one.lstm")
    let terminal = try start()
    terminal.send("include \"\(home.path)/a\t")
    try terminal.expect("/a folder/")
    terminal.send("\t\r")
    try terminal.expect("one.lstm\"")
    try terminal.expect("lstm> ")
    terminal.send("print x\r")
    try terminal.expect("\n4711")
  }

  @Test func aFileOfACommandIsCompletedWithoutQuotes() throws {
    _ = try home.write("print 4711\n", to: "one-two.lstm")
    let terminal = try start()
    terminal.send(":lo\t\(home.path)/one-t\t\r")
    try terminal.expect("one-two.lstm")
    try terminal.expect("\n4711")
  }

  @Test func commandsAndHelpAreCompleted() throws {
    let terminal = try start()
    terminal.send(":h\t")
    try terminal.expect("help     list the commands")
    try terminal.expect("history  show the last")
    terminal.send("\u{15}?bil\t\r")
    try terminal.expect("layer bilstm: ")
  }

  @Test func aFurtherLineOfAnEntryKnowsTheLinesBeforeIt() throws {
    let terminal = try start()
    try enter(Self.data, in: terminal)
    terminal.send("model m for d = embed 8 |\r")
    try terminal.expect("  ...> ")
    terminal.send("  atten\t| out\t\r")
    try terminal.expect("attend | output")
    try terminal.expect("model m: ")
  }

  @Test(arguments: ["C", "C.UTF-8"])
  func chineseNamesAndPathsAreCompleted(locale: String) throws {
    _ = try home.write("文本,标签\n好,一\n坏,二\n", to: "评论.csv")
    let terminal = try start(locale: locale)
    try enter("let 数字 = 47; let 数据 = 11", in: terminal)
    terminal.send("print 数\t")
    try terminal.expect("数字  47")
    try terminal.expect("数据  11")
    try terminal.expect("lstm> print 数")
    terminal.send("字 \r")
    try terminal.expect("\n47")
    terminal.send("data d = \"\(home.path)/评\t{ text 文\ttarget")
    try terminal.expect("/评论.csv\" { text 文本 target")
  }

  @Test func nothingFitsNothingHappens() throws {
    let terminal = try start()
    terminal.send("print \"a\t\", zzz\t1\r")
    try terminal.expect("zzz1` is not defined")
  }

  @Test func theEarlierPartOfALineCanBeCompleted() throws {
    let terminal = try start()
    terminal.send("pri 4711\u{1}\u{6}\u{6}\u{6}\t\r")
    try terminal.expect("\n4711")
  }

  @Test func altHExplainsTheWordAndLeavesTheLine() throws {
    let terminal = try start()
    terminal.send("print 47 + round(0.4)\u{2}\u{2}\u{2}\u{2}\u{2}" + Self.altH)
    try terminal.expect("function round: ")
    try terminal.expect("lstm> print 47 + round(0.4)")
    #expect(terminal.screen.hasSuffix("\nlstm> print 47 + round(0.4)"))
    terminal.send("\u{5} + 1\r")
    try terminal.expect("\n48")
  }

  @Test func upRecallsWhatBeginsLikeTheLine() throws {
    let terminal = try start()
    try enter("print 4711", in: terminal)
    try enter("let x = 1", in: terminal)
    terminal.send("pr" + Self.up + "\r")
    try terminal.expect("\n4711")
    try terminal.expect("lstm> ")
    terminal.send(Self.up + Self.up + "\r")
    try terminal.expect("let x = 1")
    #expect(!terminal.transcript.contains("error["))
  }

  @Test func viModeCompletesSearchesAndExplains() throws {
    let terminal = try start(inputrc: "set editing-mode vi\nset keyseq-timeout 50\n")
    try enter("pri\t4711", in: terminal)
    terminal.send("pr" + Self.up + "\r")
    try terminal.expect("\n4711")
    try terminal.expect("lstm> ")
    terminal.send("print round(0.4)\u{1B}")
    usleep(300_000)
    terminal.send("bbbK")
    try terminal.expect("function round: ")
    terminal.send("0xipx\u{7F}\r")
    try terminal.expect("\n0")
  }

  @Test func theUsersFileWins() throws {
    let terminal = try start(
      inputrc: """
        set show-all-if-ambiguous off
        $if lstm
        "\\e[A": "print 4711"
        "\\C-o": explain-word
        $endif
        $if other
        "\\C-o": "wrong"
        $endif

        """)
    terminal.send(Self.up + "\r")
    try terminal.expect("\n4711")
    try terminal.expect("lstm> ")
    terminal.send("print\u{F}")
    try terminal.expect("statement print: ")
    terminal.send("\u{15}pr\t")
    usleep(300_000)
    terminal.send("zz")
    try terminal.expect("zz")

    #expect(!terminal.screen.contains("applies a run"))
  }

  @Test func helpOnANameOfTheConversationAndASearch() throws {
    let terminal = try start()
    try enter("let mine = 12", in: terminal)
    terminal.send("?mine\r")
    try terminal.expect("mine is a number: 12")
    try terminal.expect("lstm> ")
    terminal.send("?\"learning rate\"\r")
    try terminal.expect("option lr ")
    terminal.send("mine?\r")
    try terminal.expect("mine is a number")
  }
}
