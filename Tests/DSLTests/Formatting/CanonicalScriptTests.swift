// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct CanonicalScriptTests {
  @Test func whatDoesNotParseHasNoForm() throws {
    let mistakes = try #require(throws: CanonicalScript.Mistakes.self) {
      try CanonicalScript(of: SourceText(name: "x", text: "print )\nprint ("))
    }
    #expect(mistakes.diagnostics.count == 2)
  }

  @Test(arguments: [
    ("print 1\n", false), ("print 1", true), ("\u{FEFF}print 1\n", true), ("", false),
  ])
  func whetherItChangesIsKnown(text: String, isChanged: Bool) throws {
    let script = try CanonicalScript(of: SourceText(name: "x", text: text))
    #expect(script.isChanged == isChanged)
  }

  @Test func itIsWrittenOrSaysWhyNot() throws {
    let folder = try TemporaryFolder()
    let script = try CanonicalScript(of: SourceText(name: "x", text: "print  1"))
    try script.write(to: folder.path + "/x.lstm")
    #expect(try folder.text(of: "x.lstm") == "print 1\n")
    let problem = try #require(throws: Diagnostic.self) { try script.write(to: folder.path) }
    #expect(problem.code == .unwritableFile)
  }
}
