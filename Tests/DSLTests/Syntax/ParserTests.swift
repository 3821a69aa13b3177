import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct ParserTests {
  // MARK: Where statements end

  @Test func linesAndSemicolonsSeparateStatements() {
    let result = parsed("\n;; seed 1; print 2 ;\n\n  print 3 # three\n")
    #expect(result.diagnostics.isEmpty)
    #expect(
      result.script.statements.map(shape) == [
        "seed(1)", "print([2])", "print([3])",
      ])
  }

  @Test func spansLeaveOutWhatIsAround() throws {
    let source = SourceText(
      name: "t", text: "  print a + b  # sum\nmodel m for d = lstm 4 |\n output")
    let statements = Parser.parse(source).script.statements
    #expect(
      statements.map { source[$0.span] } == ["print a + b", "model m for d = lstm 4 |\n output"])
  }

  @Test(arguments: [
    "print (1 +\n\n 2)", "print [1,\n 2\n]", "print 1,\n 2", "let a =\n 3", "print 1 +\n 2",
    "print a and\n b", "model m for d = lstm 4 |\n # why\n\n output",
    "model m for d = lstm 4\n  | output", "model m for d = lstm 4\n\n # why\n | dense 2 | output",
    "data d = csv \"x\" {\n text a\n\n target b; split 80/10/10 }",
    "data d = csv \"x\",\n sep=\"a\"",
    "data d = csv \"x\" {}", "data d = csv \"x\" { text a }", "train r = m(a=1,\n b=2)",
  ])
  func linesGoOn(text: String) {
    let result = parsed(text)
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.script.statements.count == 1)
  }

  @Test func windowsLineEndsAreLineEnds() {
    #expect(parsed("seed 1\r\nprint 2,\r\n 3\r\n").script.statements.count == 2)
  }

  @Test func nothingIsAScript() {
    for text in ["", "\n", " # comment", ";"] {
      let result = parsed(text)
      #expect(result.diagnostics.isEmpty && !result.isIncomplete)
      #expect(result.script.statements.isEmpty)
    }
  }

  // MARK: Incomplete sources

  @Test(arguments: [
    #"print (a + b * [1, -2, round(x.y, 2)] ^ c)"#,
    #"data d = rows [text, label] [["good", 1], ["bad", (0)]]"#,
    #"model m(units=128, p=0.5) for d = lstm 4"#,
    #"train r = m(units=64, rate=1e-4..1e-1 log)"#,
    "data d = csv \"x\" {\n text review tokens=char min_count=2\n target label; split 80/10/10 "
      + "a=(1 + 2) b=[x, y] c=1..2 log d=t.f1 valid=\"dev.csv\"\n}",
  ])
  func insideABracketEveryBeginningIsIncomplete(text: String) {
    let source = SourceText(name: "t", text: text)
    #expect(Parser.parse(source).diagnostics.map(\.message) == [])
    for end in beginningsWithOpenBrackets(of: text) {
      let result = parsed(end)
      #expect(result.isIncomplete, "\(end): \(result.diagnostics.map(\.message))")
      #expect(result.diagnostics.map(\.code) == [.incomplete])
    }
  }

  /// The text up to each blank or bracket after the first bracket that is not closed there.
  private func beginningsWithOpenBrackets(of text: String) -> [String] {
    var depth = 0
    var inText = false
    var result: [String] = []
    for index in text.indices {
      let character = text[index]
      if character == "\"" { inText.toggle() }
      if inText { continue }
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth > 0, "([{)]},= \n/".contains(character) {
        result.append(String(text[...index]))
      }
    }
    return result
  }

  @Test(arguments: [
    "model m for d = embed 5 |", "print 1,", "let a =", "let a = 1 +", "print a and", "assert a ==",
    "train r = m epochs=", "seed 1\nprint 2 -", "print not a or\n\n", "data d = csv \"x\",",
    "model m for d =", "print 2 ^ # power",
  ])
  func behindATrailingSignASourceIsIncomplete(text: String) {
    let result = parsed(text)
    #expect(result.isIncomplete, "\(result.diagnostics.map(\.message))")
    #expect(result.diagnostics.map(\.code) == [.incomplete])
  }

  @Test(arguments: [
    "print 1", "model m for d = lstm 4", "train r", "print", "model m for", "print \"abc",
    "print (\"abc", "print (1 2", "print (1 +]", "prin (1,\n 2) |", "assert a < b <", "@ (",
    "seed 1 2\nprint (", "print not", "train r = m on", "let a = 1 ..", "data d = csv", "a |",
  ])
  func completeAndWrongSourcesAreNotIncomplete(text: String) {
    #expect(!parsed(text).isIncomplete)
  }

  @Test func aBrokenOffFileNamesWhatIsMissing() {
    #expect(
      messages("model m for d = embed 5 |\n")
        == ["expected a layer after `|`, found the end of the line"])
    let result = parsed("seed 1\nprint (1 + [2,\n 3")
    #expect(result.diagnostics.map(\.message) == ["this `[` is never closed"])
    #expect(result.diagnostics.first?.span == Span(18, 19))
  }

  // MARK: Several mistakes

  @Test func mistakesInDifferentStatementsAreIndependent() {
    let result = parsed(
      """
      seed
      let a = 1
      modle m for d = output
      data d = csv "x" {
        text a == b
        target c
      }
      print (1 + , 2)
      print 2; print ]; print 3
      """)
    let lines = result.diagnostics.compactMap { diagnostic in
      diagnostic.span.flatMap { diagnostic.source?.position(of: $0.start).line }
    }
    #expect(lines == [1, 3, 5, 8, 9])
    #expect(result.script.statements.map(shape) == ["binding(a, 1)", "print([2])", "print([3])"])
  }

  @Test func anUnclosedBracketDoesNotSwallowTheRest() {
    let result = parsed(
      "print [1, 2\nlet x = 3\ndata d = csv \"a\" {\n text a\n\nprint x = 4\nseed 1")
    #expect(result.diagnostics.count == 3)
    #expect(result.diagnostics.first?.notes == ["the `[` of line 1 is still open"])
    #expect(result.script.statements.map(shape) == ["binding(x, 3)", "seed(1)"])
  }

  @Test func atMostTwentyAreReported() {
    #expect(messages(String(repeating: "print )\n", count: 100)).count == 20)
    #expect(messages(String(repeating: "print )\n@\n", count: 100)).count == 20)
  }

  @Test func aStrayCharacterIsNoSecondMistake() {
    #expect(messages("print 1 @ 2\nprint 3 )").count == 2)
    #expect(messages("? help").count == 1)
  }

  @Test func whatBrokenStatementsWouldDefineIsKnown() {
    let result = parsed("data d =)\nmodel m for d = |\nshow x x2 = )\ntrain data = 1")
    #expect(result.unparsedNames == ["d", "m", "data"])
  }

  // MARK: Depth

  @Test(arguments: ["(", "[", "- ", "not ", "f(", "2 ^ ", "data d = (", "[-f(("])
  func deepNestingIsAMistake(part: String) {
    let text = "print " + String(repeating: part, count: 20_000)
    #expect(messages(text).first?.hasPrefix("data" == part.prefix(4) ? "expected" : "this") == true)
    #expect(!parsed(text).isIncomplete)
  }

  @Test(arguments: [" + 1", ".f", " and 1", " * 2"])
  func longChainsAreAMistakeSinceTheirTreesAreDeep(part: String) {
    #expect(messages("print a" + String(repeating: part, count: 150)) == [])
    #expect(
      messages("print a" + String(repeating: part, count: 20_000))
        == ["this nests deeper than 200 levels"])
  }

  @Test func nestedChainsCountTogether() {
    let chain = String(repeating: " + 1", count: 90)
    #expect(messages("print ((a\(chain))\(chain))") == [])
    #expect(messages("print (((a\(chain))\(chain))\(chain))").count == 1)
    #expect(messages("print [[a\(chain)]\(chain)], f(f(a\(chain))\(chain))\(chain)").count == 1)
  }

  @Test func hundredBracketsAreFine() {
    let text = String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100)
    #expect(messages("print " + text) == [])
  }
}
