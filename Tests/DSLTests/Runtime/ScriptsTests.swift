// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct ScriptsTests {
  private static let names: [String] =
    ((try? TestFiles.names(in: "scripts")) ?? []).filter { $0.hasSuffix(".lstm") }

  @Test func thereAreScripts() {
    #expect(Self.names.count >= 5)
  }

  @Test(arguments: names)
  func everyScriptChecks(name: String) throws {
    let source = SourceText(name: name, text: try TestFiles.text("scripts/" + name))
    let found = Recorder(in: TestFiles.root + "scripts").session.check(source)
    if source.text.contains("shared/"), found.first?.code == .fileNotFound {
      print("skipped: the data of \(name) is not beside the repository")
      #expect(Parser.parse(source).diagnostics == [])
    } else {
      #expect(found.map(\.line) == [])
    }
  }

  @Test(arguments: names)
  func everyStatementOfAScriptSurvivesTheFormatter(name: String) throws {
    let source = SourceText(name: name, text: try TestFiles.text("scripts/" + name))
    for statement in Parser.parse(source).script.statements {
      let again = Parser.parse(SourceText(name: name, text: Formatter.format(statement)))
      #expect(again.diagnostics == [] && again.script.statements.count == 1)
    }
  }
}
