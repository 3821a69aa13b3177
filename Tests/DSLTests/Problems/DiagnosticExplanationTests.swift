// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct DiagnosticExplanationTests {
  /// The codes that an example leads to, as it says it does.
  ///
  /// Those of unused names count only where they are what it is about.
  private func codes(
    _ explanation: DiagnosticExplanation, _ lines: String, for code: DiagnosticCode
  ) throws -> [DiagnosticCode] {
    let folder = try TemporaryFolder()
    for file in explanation.files { try folder.write(file.content, to: file.name) }
    let parts = [explanation.given, explanation.trial.isOfArguments ? "" : lines]
    let text = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    let recorder = Recorder(
      in: folder.path, parameters: try explanation.trial.isOfArguments ? parameters(lines) : [])
    var found = recorder.session.check(SourceText(name: "example.lstm", text: text)).map(\.code)
    if case .run = explanation.trial {
      #expect(found.allSatisfy { $0 == .unusedName }, "it is to be found by running: \(found)")
      recorder.run(text)
      found = recorder.events.compactMap { event in
        if case .diagnostic(let diagnostic) = event { diagnostic.code } else { nil }
      }
    }
    return found.filter { $0 != .unusedName || code == .unusedName }
  }

  /// The parameters of `-p a=1 -p b=2`.
  private func parameters(_ arguments: String) throws -> [(name: String, value: String)] {
    try arguments.split(separator: "-p ").map { argument in
      let halves = argument.split(separator: "=").map { $0.filter { $0 != " " } }
      try #require(halves.count == 2)
      return (name: halves[0], value: halves[1])
    }
  }

  @Test(arguments: DiagnosticCode.allCases)
  func theWrongExampleLeadsToTheCodeAndTheRightOneToNone(code: DiagnosticCode) throws {
    let explanation = code.explanation
    if case .none(let reason) = explanation.trial {
      #expect(!reason.isEmpty)
      return
    }
    #expect(try codes(explanation, explanation.wrong, for: code) == [code])
    #expect(try codes(explanation, explanation.right, for: code) == [])
  }

  @Test func fewExamplesCannotBeTried() {
    let untried = DiagnosticCode.allCases.filter { code in
      if case .none = code.explanation.trial { true } else { false }
    }
    #expect(untried == [.notUTF8, .cacheUnusable, .recordUnusable])
  }

  @Test(arguments: DiagnosticCode.allCases)
  func anExplanationIsComplete(code: DiagnosticCode) {
    let explanation = code.explanation
    #expect(!explanation.title.isEmpty && !explanation.title.hasSuffix("."))
    #expect(explanation.title.count <= 68)
    #expect(explanation.text.hasSuffix(".") && explanation.text.count > 100)
    #expect(!explanation.text.contains("\n"))
    #expect(explanation.wrong != explanation.right)
    let text = explanation.rendered(for: code)
    #expect(text.hasPrefix("\(code.rawValue): \(explanation.title)\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(Reference.codes().contains("\(code.rawValue)  \(explanation.title)"))
  }

  @Test func titlesAreUnique() {
    #expect(
      Set(DiagnosticCode.allCases.map(\.explanation.title)).count == DiagnosticCode.allCases.count)
  }

  @Test func capitalsDoNotMatter() {
    #expect(DiagnosticCode(spelling: "e0301") == .unknownOption)
    #expect(DiagnosticCode(spelling: "w0501") == .suspiciousData)
    #expect(DiagnosticCode(spelling: "E301") == nil)
    #expect(Reference.help(for: "e0301") == Reference.explanation(ofCode: "E0301"))
  }

  @Test func aMistypedCodeSuggestsTheNearest() {
    #expect(Reference.codeSuggestions(for: "E0704") == ["E0701", "E0702", "E0703"])
    #expect(Reference.suggestions(for: "e070") == ["E0701", "E0702", "E0703"])
    #expect(Reference.codeSuggestions(for: "W050") == ["W0501", "W0502", "W0503"])
    #expect(Reference.codeSuggestions(for: "E99999999") == [])
    #expect(Reference.codeSuggestions(for: "") == [])
  }

  @Test func textsAreFilled() {
    #expect(DiagnosticExplanation.wrapped("a bb  ccc\nd", to: 4) == ["a bb", "ccc", "d"])
    #expect(DiagnosticExplanation.wrapped("toolong a", to: 4) == ["toolong", "a"])
  }
}

extension DiagnosticExplanation.Trial {
  fileprivate var isOfArguments: Bool {
    if case .arguments = self { true } else { false }
  }
}
