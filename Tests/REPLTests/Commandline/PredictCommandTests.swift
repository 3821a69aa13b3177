// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation
import Testing

@testable import REPL

/// `lstm show` and `lstm predict` on a model that a script saved.
@Suite struct PredictCommandTests {
  private let bench: SavedModelBench
  private var folder: TemporaryFolder { bench.folder }
  private var model: String { bench.model }

  init() throws {
    bench = try SavedModelBench(
      """
      data d = rows [text, label] [["good room", "good"], ["bad room", "bad"]] { split 100/0/0 }
      model m for d = embed 8 | lstm 4 | output
      train r = m epochs=5 lr=0.05
      save r "r.model"
      """)
  }

  private func predict(
    _ bytes: [UInt8], _ arguments: String...
  ) throws -> (status: DSL.ExitStatus, lines: [String], errors: String) {
    let found = try bench.predict(bytes, arguments)
    let lines = found.output.split(separator: "\n", omittingEmptySubsequences: false)
    return (found.status, lines.dropLast().map(String.init), found.errors)
  }

  @Test func eachLineIsAnsweredInOrder() throws {
    let lines = ["good", "bad", "", "good\tbad", "文"]
    let result = try predict(Array("\u{FEFF}good\nbad\r\n\ngood\tbad\n文".utf8))
    #expect(result.status == .success && result.errors == "")
    #expect(result.lines.count == lines.count)
    for (answer, line) in zip(result.lines, lines) {
      let cells = answer.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      #expect(["good", "bad"].contains(String(cells[0])))
      #expect(Float(cells[1]).map { (0.5...1).contains($0) } == true)
      #expect(cells[2] == line)
    }
  }

  @Test func manyLinesAreAnsweredAsOneIs() throws {
    let texts = (0..<9000).map { String(repeating: "good ", count: $0 % 3) + "bad \($0)" }
    let result = try predict(Array(texts.joined(separator: "\n").utf8))
    #expect(result.lines.map { $0.split(separator: "\t").last.map(String.init) } == texts)
    #expect(try predict(Array(texts[8500].utf8)).lines == [result.lines[8500]])
  }

  @Test func aModelThatWritesNothingTakesNoSearch() throws {
    let found = try predict(Array("good\n".utf8), "--beam", "3")
    #expect(found.status == .usage && found.errors.contains("is for runs that write texts"))
  }

  @Test func nothingIsAnsweredWithNothing() throws {
    #expect(try predict([]) == (.success, [], ""))
  }

  @Test func objectsKeepTheirFields() throws {
    let result = try predict(
      Array("{\"id\": 7, \"text\": \"good\"}\n\n".utf8), "--format", "jsonl")
    #expect(result.status == .success && result.lines.filter { !$0.isEmpty }.count == 1)
    let begin = #"{"id": 7, "text": "good", "prediction": "#
    #expect(result.lines.first?.hasPrefix(begin) == true)
  }

  @Test func whatAnObjectHasKeepsItsName() throws {
    let result = try predict(
      Array("{\"text\": \"good\", \"prediction\": 1}\n".utf8), "--format", "jsonl")
    #expect(result.lines.first?.contains("\"prediction\": 1, \"predicted.prediction\": ") == true)
  }

  @Test func tablesAreAnsweredAsTables() throws {
    let rows = Array("\u{FEFF}id;text\n1;\"good\nroom\"\n\n2;bad\n".utf8)
    let result = try predict(rows, "--format", "csv", "--option", "delimiter=;")
    #expect(result.status == .success && result.errors == "")
    #expect(result.lines.first == "\u{FEFF}id;text;prediction;probability;p(bad);p(good)")
    #expect(result.lines.count == 5 && result.lines[1] == "1;\"good" && result.lines[3] == "")
    #expect(result.lines[2].hasPrefix("room\";") && result.lines[4].hasPrefix("2;bad;"))
    let named = try predict(
      Array("1\tgood\n".utf8), "--format", "tsv", "--option", "columns=id,text")
    #expect(named.lines.count == 1 && named.lines[0].hasPrefix("1\tgood\t"))
  }

  @Test(arguments: [
    (["--format", "xml"], ""), (["--option", "header=no"], ""),
    (["--format", "csv", "--option", "head=no"], "E0301"),
    (["--format", "csv", "--option", "header=maybe"], "E0301"), (["--stream", "--beam", "3"], ""),
    (["--rate", "16000"], ""), (["--stream", "--rate", "10"], ""),
  ])
  func wrongOptionsAreUsage(arguments: [String], code: String) {
    let test = TestConsole()
    let status = Workbench.run(["predict", model] + arguments, on: test.console)
    #expect(status == .usage && (code.isEmpty || test.errors.text.contains(code)))
  }

  @Test func aFormatThatCannotHoldItIsRefused() throws {
    let result = try predict(Array("a O\n".utf8), "--format", "conll")
    #expect(result.status == .usage && result.errors.contains("E0306"))
  }

  @Test func returnsAloneEndLines() throws {
    #expect(try predict(Array("good\rbad\r".utf8)).lines.map { $0.suffix(4) } == ["good", "\tbad"])
  }

  @Test func aLineThatIsNotTextEndsItBehindTheAnswersBefore() throws {
    let result = try predict([0x61, 0x0A, 0xFF, 0x0A, 0x62, 0x0A])
    #expect(result.status == .runtimeFailure && result.lines.count == 1)
    #expect(result.errors.contains("line 2 is not UTF-8 text"))
  }

  @Test func aLineThatIsNoObjectEndsItBehindTheAnswersBefore() throws {
    let result = try predict(Array("{\"text\": \"a\"}\n{\n".utf8), "--format", "jsonl")
    #expect(result.status == .runtimeFailure && result.lines.count == 1)
    #expect(result.errors.contains("E0503") && result.errors.contains("<stdin>:2:"))
  }

  @Test(arguments: ["show", "predict"])
  func whatIsNoModelSaysSo(command: String) throws {
    let test = TestConsole()
    #expect(Workbench.run([command, folder.path + "/none"], on: test.console) == .runtimeFailure)
    #expect(test.errors.text.contains("E0601"))
    let script = try folder.write("print 1\n", to: "train.lstm")
    #expect(Workbench.run([command, script], on: test.console) == .runtimeFailure)
    #expect(test.errors.text.contains("E0604"))
    #expect(test.output.text.isEmpty)
  }

  @Test func aModelIsShown() {
    let (some, all) = (TestConsole(), TestConsole())
    #expect(Workbench.run(["show", model], on: some.console) == .success)
    #expect(Workbench.run(["show", model, "--full"], on: all.console) == .success)
    for text in [some.output.text, all.output.text] {
      #expect(text.contains("embed 8 | lstm 4 | output"))
      #expect(text.contains("2: bad, good"))
      #expect(text.contains("  train r = m epochs=5 lr=0.05\n"))
    }
    #expect(all.output.text.contains("weight_hh"))
    #expect(!some.output.text.contains("weight_hh"))
  }

  @Test func controlCEndsIt() throws {
    let program = try #require(BuiltProgram.path)
    let terminal = try BuiltProgram.start(
      program, home: folder.path, arguments: ["predict", model])
    terminal.send("good room\r")
    try terminal.expect("0.")
    terminal.send("bad\u{3}")
    #expect(try terminal.waitForExit() == 130)
  }

  @Test func aSlowLineIsAnsweredBeforeTheNextComes() throws {
    let program = try #require(BuiltProgram.path)
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["predict", model]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for text in ["good", "bad room"] {
      input.fileHandleForWriting.write(Data("\(text)\n".utf8))
      var answer = ""
      while !answer.hasSuffix("\n") {
        let part = output.fileHandleForReading.availableData
        try #require(!part.isEmpty)
        answer += String(decoding: part, as: UTF8.self)
      }
      #expect(answer.hasSuffix("\t\(text)\n"))
    }
    // What stands after the line end is not a line yet, and must not hold the answer up.
    input.fileHandleForWriting.write(Data("good\nba".utf8))
    let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(answer.hasSuffix("\tgood\n"))
    input.fileHandleForWriting.closeFile()
    let rest = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(rest.hasSuffix("\tba\n"))
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
