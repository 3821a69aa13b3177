// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation
import Testing

@testable import REPL

@Suite struct ManualPageTests {
  @Test func everythingIsInIt() throws {
    let text = ManualPage.text
    let program = try #require(CommandDescription.ofProgram())
    for name in CommandLineTool.commandNames {
      let command = try #require(program.subcommands?.first { $0.commandName == name })
      let abstract = try #require(command.abstract)
      #expect(text.contains(".SS \"lstm \(name)"))
      #expect(text.contains(Roff.escaped(abstract)))
    }
    for option in program.options {
      let name = try #require(option.names?.first)
      #expect(text.contains(#"\fB"# + Roff.escaped(name.spelling)))
      #expect(option.abstract?.isEmpty == false)
    }
    for statement in Reference.statements {
      #expect(text.contains(Roff.escaped(statement.form)))
    }
    for status in ExitStatus.allCases {
      #expect(text.contains(#".TP"# + "\n" + #"\fB\#(status.rawValue)\fR"#))
    }
  }

  @Test func aCommandHasOneEntry() {
    #expect(ManualPage.text.split(separator: ".SS \"lstm help").count == 2)
  }

  @Test func itIsTheSameEachTimeAndASCII() {
    #expect(ManualPage.text == ManualPage.text)
    let isASCII = ManualPage.text.unicodeScalars.allSatisfy { $0.isASCII }
    #expect(isASCII)
    #expect(ManualPage.text.split(separator: "\n").allSatisfy { !$0.hasPrefix("'") })
  }

  @Test func textIsNotTakenForRequests() {
    var page = Roff()
    page.line(".SH not a section")
    page.line("'quote' and back\\slash, `bold` word")
    page.verbatim([".x"])
    page.paragraph("one\n\ntwo")
    let lines = page.text.split(separator: "\n")
    #expect(lines[1] == #"\&.SH not a section"#)
    #expect(lines[2] == #"\&\(aqquote\(aq and back\eslash, \fBbold\fR word"#)
    #expect(lines.contains(#"\&.x"#))
    #expect(lines.suffix(4) == [".PP", "one", ".PP", "two"])
    #expect(Roff.escaped("–a~…") == #"\[u2013]a\(ti\[u2026]"#)
  }

  @Test func groffHasNothingToSay() throws {
    guard access("/usr/bin/groff", X_OK) == 0 else { return }
    let folder = try TemporaryFolder()
    let page = try folder.write(ManualPage.text, to: "lstm.1")
    let groff = try Tool.run("/usr/bin/groff", ["-ww", "-man", "-Tutf8", page])
    #expect(groff.status == 0)
    #expect(groff.errors == "")
    #expect(groff.output.contains("LSTM(1)"))
  }
}

/// Runs another program to its end.
enum Tool {
  /// Its exit status, and what it wrote.
  static func run(
    _ path: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: written, as: UTF8.self),
      String(decoding: complaints, as: UTF8.self)
    )
  }
}
