// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// What holds for the canonical form of any script that parses.
@Suite struct ScriptFormatterLawsTests {
  private static let scripts: [String] =
    ((try? TestFiles.names(in: "scripts")) ?? []).filter { $0.hasSuffix(".lstm") }

  private static let sample = """
    lstm 1
    data d = rows [text, "label"] [["good", 1], ["bad", 0]] sep=";" header {
      text text tokens=char; split 80/10/10

      target "la bel" x=[a, b] (a + 1)
    }
    data e = csv ("a" + "b") columns=[a,b] label ~ review
    model m(units=64, p=50%) for d = embed 32 |
      bilstm units, x2, dropout=p | lstm (x2) | output
    train r = m(units=1e2) on d.train epochs=10, rate=1e-4..1e-1 log adam
    eval t = r on d.test; assert t.f1 > 30%, not (t.loss >= 2 ^ -1) and (a or (b)), f(x, n=1, [2])
    baseline b = seasonal(24, 30%) on d.test top=3
    predict r "很好\\n" ("a" + "b") top=3; print -(1 + 2) * [a, (b)], "a"
    predict r from "in" to (a + "out") full
    show t precision, recall
    """

  /// Whether the text parses, with its laws checked if it does.
  @discardableResult
  private func checkLaws(_ text: String) -> Bool {
    let source = SourceText(name: "law", text: text)
    let result = Parser.parse(source)
    guard result.diagnostics.isEmpty else { return false }
    let (formatted, keptCount) = ScriptFormatter.format(source, result.script)
    let again = SourceText(name: "law", text: formatted)
    let resultAgain = Parser.parse(again)
    #expect(keptCount == 0, "\(text)\n→\n\(formatted)")
    #expect(resultAgain.diagnostics == [], "\(text)\n→\n\(formatted)")
    #expect(shape(resultAgain.script) == shape(result.script), "\(text)\n→\n\(formatted)")
    #expect(comments(again) == comments(source), "\(text)\n→\n\(formatted)")
    let twice = ScriptFormatter.format(again, resultAgain.script).text
    #expect(twice == formatted, "\(text)\n→\n\(formatted)\n→\n\(twice)")
    checkLines(formatted)
    // What the formatter makes of the tree alone, as in a model file, is canonical too.
    let bare = Formatter.format(result.script)
    let bareScript = parsed(bare).script
    #expect(ScriptFormatter.format(SourceText(name: "law", text: bare), bareScript).text == bare)
    return true
  }

  private func checkLines(_ text: String) {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    #expect(lines.last?.isEmpty == true, "a line feed ends the last line")
    #expect(text.isEmpty || lines.first?.isEmpty == false)
    for (first, second) in zip(lines, lines.dropFirst()) {
      #expect(!first.isEmpty || !second.isEmpty, "no two blank lines, none at the end")
      #expect(![UInt8(ascii: " "), UInt8(ascii: "\r")].contains(first.last ?? 0), "\(text)")
    }
  }

  private func comments(_ source: SourceText) -> [String] {
    Lexer.tokenize(source).comments.map { source.commentText($0) }.sorted()
  }

  @Test(arguments: scripts)
  func everyScriptIsInCanonicalForm(name: String) throws {
    let source = SourceText(name: name, text: try TestFiles.text("scripts/" + name))
    #expect(try CanonicalScript(of: source).text == source.text)
    checkLaws(source.text)
  }

  @Test(arguments: ["syntax.chunks", "mistakes.chunks"])
  func lawsHoldForAllChunksThatParse(name: String) throws {
    var count = 0
    for chunk in try ChunkedFile(named: name).chunks where checkLaws(chunk.source.text) {
      count += 1
    }
    #expect(count > 0)
  }

  @Test func lawsHoldForTheSample() {
    #expect(checkLaws(Self.sample))
    #expect(checkLaws(Self.sample.split(separator: "\n").joined(separator: "\r\n")))
  }

  @Test func soupsOfTokensKeepTheirComments() {
    let pieces =
      StatementVerb.allCases.map(\.rawValue) + [
        "(", ")", "(", ")", "[", "]", "{", "}", "|", ",", ",", ";", "=", "~", ".", "..", "+", "-",
        "/", "^", "==", "\n", "\n", "\n", "a", "b", "x2", "on", "from", "to", "for", "log", "and",
        "not", "yes", "1", "0.50", "30%", "10m", "1e-4", "\"t\"", "# c\n", "#%% d \n", "评", "\r\n",
        "rows", "a = b", "print a", "let a = ", "show t a", "f(",
      ]
    var random = Random(seed: 5)
    var count = 0
    for _ in 0..<20_000 {
      let soup = (0..<random.below(14)).map { _ in random.pick(pieces) }
      if checkLaws(soup.joined(separator: random.pick([" ", " ", ""]))) { count += 1 }
    }
    #expect(count > 500)
  }

  @Test func commentsAtAnyBoundaryOfTokensAreKept() {
    var random = Random(seed: 6)
    var count = 0
    let statements = Self.statements(of: Self.sample)
    for round in 0..<4_000 {
      let pieces = statements[round % statements.count]
      var text = ""
      let isLong = random.below(2) == 0
      for (index, piece) in pieces.enumerated() {
        text += isLong ? lengthened(piece, &random) : piece
        guard index + 1 < pieces.count, random.below(pieces.count) < 2 else { continue }
        text += random.pick([
          " # c\(index)\n", "\n  # o\(index) \n", "# a\n\n\n# b\r\n", "\n\n #%% x\n", "\n\n",
          ", # d\n",
        ])
      }
      if checkLaws(text) { count += 1 }
    }
    #expect(count > 800)
  }

  /// A text or a name, now and then so long that a line has no room for three.
  private func lengthened(_ piece: String, _ random: inout Random) -> String {
    guard random.below(3) == 0 else { return piece }
    let more = String(repeating: "x", count: 15 + random.below(25))
    if piece.last == "\"" { return piece.dropLast() + more + "\"" }
    let names: Set<Substring> = ["a", "b", "c", "x", "adam", "full", "columns", "dropout", "t"]
    return names.contains(piece.drop { $0 == " " }) ? piece + "_" + more : piece
  }

  /// The pieces of each statement: its tokens with the blanks before them.
  private static func statements(of text: String) -> [[String]] {
    let source = SourceText(name: "sample", text: text)
    let tokens = Lexer.tokenize(source).tokens
    return Parser.parse(source).script.statements.map { statement in
      var end = statement.span.start
      return tokens.filter {
        $0.span.start >= statement.span.start && $0.span.end <= statement.span.end
      }.map { token in
        defer { end = token.span.end }
        return source[Span(end, token.span.end)]
      }
    }
  }

  @Test func timeGrowsWithTheLengthOfTheScript() {
    let rows = (0..<4_000).map { "[\"text \($0)\", \($0 % 2)], # row \($0)\n" }.joined()
    let arguments = (0..<4_000).map { "\"text \($0)\"" }.joined(separator: ",")
    let clock = ContinuousClock()
    let time = clock.measure {
      for text in ["data d = rows [text, label] [\(rows)]", "predict r \(arguments)"] {
        let source = SourceText(name: "long", text: text)
        #expect(ScriptFormatter.format(source, Parser.parse(source).script).keptCount == 0)
      }
    }
    #expect(time < .seconds(30))
  }
}
