// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation
import FoundationXML
import Testing

@testable import REPL

/// Reports are read back with a parser of XML.
@Suite struct JUnitReportTests {
  private func parsed(_ report: String) throws -> ReportReader {
    let (reader, parser) = (ReportReader(), XMLParser(data: Data(report.utf8)))
    parser.delegate = reader
    try #require(parser.parse(), "\(parser.parserError.debugDescription)\n\(report)")
    return reader
  }

  private func assertion(_ condition: String, _ holds: Bool, _ values: String...) -> Event {
    .assertion(AssertionResult(condition: condition, holds: holds, values: values))
  }

  @Test func assertionsAreTestCases() throws {
    var report = JUnitReport(script: "a/b.lstm")
    report.note(assertion("t.f1 > 0.5", true, "t.f1 = 0.7"))
    report.note(assertion("t.f1 > 0.9", false, "t.f1 = 0.7"))
    report.note(.diagnostic(Diagnostic(.assertionFailed, "this does not hold", at: nil)))
    report.note(.note("a remark"))
    let found = try parsed(report.text(.assertionFailed))
    #expect(found.suite == ["name": "a/b.lstm", "tests": "3", "failures": "2", "errors": "0"])
    #expect(found.cases.map(\.name) == ["t.f1 > 0.5", "t.f1 > 0.9", "the script runs to its end"])
    #expect(found.cases.map(\.problem) == [nil, "failure", "failure"])
    #expect(found.cases[1].message == "this does not hold: t.f1 > 0.9")
    #expect(found.cases[1].body == "t.f1 = 0.7")
    #expect(Set(found.cases.map(\.script)) == ["a/b.lstm"])
  }

  @Test(arguments: [
    (ExitStatus.invalidScript, "E0301 `train` has no option `epoch`"),
    (.diverged, "it ended with exit code 5"), (.interrupted, "it ended with exit code 130"),
  ])
  func whatEndsAScriptIsAnError(status: DSL.ExitStatus, message: String) throws {
    var report = JUnitReport(script: "a.lstm")
    if status == .invalidScript {
      report.note(.diagnostic(Diagnostic(.unknownOption, "`train` has no option `epoch`", at: nil)))
      report.note(.diagnostic(Diagnostic(.undefinedName, "`x` is not defined", at: nil)))
    }
    let found = try parsed(report.text(status))
    #expect(found.suite["tests"] == "1" && found.suite["errors"] == "1")
    #expect(found.cases.first?.problem == "error" && found.cases.first?.message == message)
    if status == .invalidScript { #expect(found.cases[0].body.hasSuffix("`x` is not defined")) }
  }

  @Test(arguments: [
    ("a < b && c > \"d\" 'e'", nil), ("]]> <!-- -- &amp; &#9;", nil), ("来一首歌 🎵 é", nil),
    ("one\ntwo\tthree\rfour", nil), ("\u{1}\u{1B}[0m\u{FFFE}\u{FFFF}\u{0}", "??[0m???"),
  ])
  func anyTextIsXML(text: String, shown: String?) throws {
    var report = JUnitReport(script: text)
    report.note(assertion(text, false, text))
    report.note(.diagnostic(Diagnostic(.undefinedName, text, at: nil)))
    let found = try parsed(report.text(.runtimeFailure))
    #expect(found.suite["name"] == shown ?? text)
    #expect(found.cases[0].name == shown ?? text && found.cases[0].body == shown ?? text)
    #expect(found.cases[1].message == "E0201 " + (shown ?? text))
  }

  @Test func theFileIsWrittenHoweverTheScriptEnds() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/report.xml"
    let fine = try folder.write("let a = 1\nassert a == 1, a < 2\n", to: "fine.lstm")
    let wrong = try folder.write("assert b == 1\n", to: "wrong.lstm")
    let cases: [(file: String, status: DSL.ExitStatus, tests: String)] = [
      (fine, .success, "3"), (wrong, .invalidScript, "1"), ("/nowhere.lstm", .usage, "1"),
    ]
    for (file, status, tests) in cases {
      let test = TestConsole()
      #expect(Workbench.run(["run", file, "--junit", path], on: test.console) == status)
      let found = try parsed(try String(contentsOfFile: path, encoding: .utf8))
      #expect(found.suite["name"] == file && found.suite["tests"] == tests)
      #expect(found.suite["errors"] == (status == .success ? "0" : "1"))
    }
  }

  @Test func statementsOnStandardInputAreAScriptToo() throws {
    let folder = try TemporaryFolder()
    let program = try #require(BuiltProgram.path)
    let result = try BuiltProgram.run(
      "/bin/sh", ["-c", "echo 'assert 1 > 2' | '\(program)' --junit r.xml --log json"],
      in: folder.path)
    let text = try String(contentsOfFile: folder.path + "/r.xml", encoding: .utf8)
    let found = try parsed(text)
    #expect(found.suite["name"] == "<stdin>" && found.suite["failures"] == "2")
    #expect(result.status == 3)
    #expect(result.log.map(\.event) == ["start", "assert", "error", "end"])
    #expect(result.log.last?["exit"] == .whole(3))
  }

  @Test func aFileThatCannotBeWrittenIsToldBeforeTheRun() throws {
    let test = TestConsole()
    let arguments = ["-c", "print 1", "--junit", "/nowhere/report.xml"]
    #expect(Workbench.run(arguments, on: test.console) == .usage)
    #expect(test.output.text.isEmpty && test.errors.text.contains("/nowhere/report.xml"))
  }
}

/// Takes the suite and the cases out of a report.
private final class ReportReader: NSObject, XMLParserDelegate {
  struct Case {
    let name: String
    let script: String
    var problem: String?
    var message = ""
    var body = ""
  }

  private(set) var suite: [String: String] = [:]
  private(set) var cases: [Case] = []
  private var isInProblem = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    switch name {
    case "testsuite": suite = attributes
    case "testcase":
      cases.append(Case(name: attributes["name"] ?? "", script: attributes["classname"] ?? ""))
    case "failure", "error":
      guard let last = cases.indices.last else { return }
      cases[last].problem = name
      cases[last].message = attributes["message"] ?? ""
      isInProblem = true
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isInProblem = false
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard let last = cases.indices.last, isInProblem else { return }
    cases[last].body += text
  }
}
