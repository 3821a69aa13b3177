// SPDX-License-Identifier: Apache-2.0
import Testing

/// The grammar law: docs/grammar.ebnf is the productions over the parse functions.
@Suite struct GrammarTests {
  @Test func theGrammarIsTheCommentsOverTheParseFunctions() throws {
    let folder = "Sources/DSL/Syntax"
    var inSources: [String: String] = [:]
    for file in try TestFiles.names(in: folder) {
      let text = try TestFiles.text("\(folder)/\(file)")
      let comments = text.split(separator: "\n").compactMap { line in
        let code = line.drop { $0 == " " }
        return code.hasPrefix("// ") ? code.dropFirst(3) : nil
      }
      inSources.merge(productions(comments)) { first, _ in first }
    }
    let grammar = try TestFiles.text("docs/grammar.ebnf")
    let inGrammar = productions(grammar.split(separator: "\n"))
    #expect(inGrammar.count > 40)
    #expect(inGrammar == inSources)
  }

  @Test func everyNameInTheGrammarIsDefined() throws {
    let grammar = try TestFiles.text("docs/grammar.ebnf")
    let rules = productions(grammar.split(separator: "\n"))
    let characters: Set<String> = ["letter", "mark", "digit", "hex_digit", "character", "line_end"]
    for (name, rule) in rules {
      for word in references(in: rule) where !characters.contains(word) {
        #expect(rules[word] != nil, "\(word) in \(name)")
      }
    }
  }

  /// The productions among lines, by name: `name = … ;`, over one line or several.
  private func productions(_ lines: [Substring]) -> [String: String] {
    var result: [String: String] = [:]
    var open: String?
    for line in lines {
      let words = line.split(separator: " ")
      if open == nil, words.count > 2, words[1] == "=",
        words[0].allSatisfy({ $0.isLowercase || $0 == "_" })
      {
        open = String(words[0])
      }
      guard let name = open else { continue }
      result[name, default: ""] += words.joined(separator: " ") + " "
      if words.last == ";" { open = nil }
    }
    return result
  }

  /// The words of a production that are no literals.
  private func references(in rule: String) -> [String] {
    rule.split(separator: " ").map(String.init).filter { word in
      word.allSatisfy { $0.isLowercase || $0 == "_" }
    }
  }
}
