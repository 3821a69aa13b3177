// SPDX-License-Identifier: Apache-2.0

/// The wording of all that the lexer and the parser have to say.
extension Diagnostic {
  static func withinNeedsEquation(_ sign: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "`within` gives an equation its tolerance, not `\(sign)`", at: span,
      help: "write for example `assert t.f1 == 0.84 within 0.01`")
  }

  /// A fence of a page without a closing line.
  static func unclosedFence(_ fence: MarkdownPage.Fence, in source: SourceText) -> Diagnostic {
    let line = source.position(of: fence.start).line
    let length = source.line(line).utf8.count
    return Diagnostic(
      .incomplete, "the fence that begins here has no end",
      at: Span(fence.start, fence.start + length), label: "no line closes it",
      help: "write a line with as many backticks, or tildes, after its last statement"
    ).placed(in: source)
  }

  /// Where it begins, for sorting.
  var start: Int { span?.start ?? 0 }

  /// The same diagnostic with the source that its span points into.
  func placed(in source: SourceText) -> Diagnostic {
    var copy = self
    copy.source = source
    return copy
  }

  // MARK: Characters

  static func unexpectedCharacter(
    _ scalar: Unicode.Scalar, written: String, at span: Span, help: String?
  ) -> Diagnostic {
    let codePoint = "U+" + hexadecimal(scalar.value)
    let isVisible = DisplayWidth.of(scalar) > 0 && !scalar.properties.isWhitespace
    return Diagnostic(
      .unexpectedCharacter,
      isVisible ? "unexpected `\(written)`" : "an invisible character, \(codePoint), stands here",
      at: span, notes: scalar.isASCII || !isVisible ? [] : ["the character is \(codePoint)"],
      help: help
        ?? (isVisible
          ? nil : "delete it, or write it in a text as `\\u{\(codePoint.dropFirst(2))}`"))
  }

  static func lookAlike(
    _ scalar: Unicode.Scalar, ascii: String, at span: Span, help: String?
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedCharacter, "`\(scalar)` looks like `\(ascii)` but is another character", at: span,
      label: "U+" + hexadecimal(scalar.value), help: help ?? "write `\(ascii)`")
  }

  /// An arrow that the language does not have.
  static func thinArrow(_ written: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedCharacter, "`\(written)` is no sign of the language", at: span,
      help: "write `=>` from the layers that read to those that write or forecast")
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  // MARK: Texts and numbers

  static func unterminatedText(at span: Span) -> Diagnostic {
    Diagnostic(
      .unterminatedText, "this text has no closing `\"`", at: span,
      label: "a text ends on the line where it begins",
      help: "close it with `\"`; a line end inside a text is written `\\n`")
  }

  static func wrongQuotes(_ written: String, content: String?, at span: Span) -> Diagnostic {
    guard let content else {
      return Diagnostic(
        .unexpectedCharacter, "a text stands in double quotes, not after `\(written)`", at: span,
        help: "write `\"` before and after the text")
    }
    return Diagnostic(
      .unexpectedCharacter, "a text stands in double quotes", at: span,
      help: "write `\(Token.quoted(content))`")
  }

  static func badEscape(_ written: String, at span: Span) -> Diagnostic {
    let isCodePoint = written.hasPrefix("\\u")
    return Diagnostic(
      .badEscape,
      isCodePoint ? "`\(written)` names no character" : "`\(written)` is no escape of a text",
      at: span,
      notes: [#"the escapes are `\n` `\t` `\"` `\\` and `\u{…}`"#],
      help: isCodePoint
        ? #"write the code point in hexadecimal digits, such as `\u{4E2D}`"#
        : #"a backslash itself is written `\\`; in paths `/` works everywhere"#)
  }

  static func numberTooLarge(at span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "this number is too large", at: span, help: "the largest is about 1.8e308")
  }

  static func missingDigit(_ written: String, complete: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "`\(written)` lacks a digit beside its point", at: span,
      help: "write `\(complete)`")
  }

  static func underscoreInNumber(_ written: String, plain: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "a number has no `_` inside", at: span, help: "write `\(plain)`")
  }

  static func badNumber(_ written: String, repeatCount: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "`\(written)` is not a number", at: span,
      help: repeatCount.map { "a repeated layer is written `\($0)`" }
        ?? "numbers look like `64`, `0.5`, `1e-4` or `30%`, durations like `90s`, `10m` or `24h`")
  }

  // MARK: Tokens

  static func expected(
    _ what: String, after: String?, found: String, at span: Span, isBrokenOff: Bool,
    openBracket: (text: String, line: Int)?, help: String?
  ) -> Diagnostic {
    let context = after.flatMap { $0.count <= 24 && !$0.contains("\n") ? " after `\($0)`" : nil }
    return Diagnostic(
      isBrokenOff ? .incomplete : .unexpectedToken,
      "expected \(what)\(context ?? ""), found \(found)", at: span,
      notes: openBracket.map { ["the `\($0.text)` of line \($0.line) is still open"] } ?? [],
      help: help)
  }

  static func unclosedBracket(
    _ bracket: String, closing: String, beforeLine line: Int?, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .incomplete, "this `\(bracket)` is never closed", at: span,
      label: "expected `\(closing)` before \(line.map { "line \($0)" } ?? "the end")")
  }

  static func reservedName(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken,
      word == "_" ? "`_` always is the last result" : "`\(word)` means the same everywhere",
      at: span, label: "this cannot be defined", help: "choose another name")
  }

  static func pathNeedsQuotes(_ written: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a file name stands in quotes", at: span,
      help: "write `\(Token.quoted(written))`")
  }

  // MARK: Statements

  static func unknownStatement(_ word: String, verbs: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownStatement, "no statement begins with `\(word)`", at: span,
      help: ForeignNames.statement(word) ?? NearestNames.suggestion(for: word, among: verbs)
        ?? "the statements are " + verbs.map { "`\($0)`" }.joined(separator: ", "))
  }

  static func notInThisVersion(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(.unknownStatement, "\(what) is not in this version", at: span)
  }

  static func unknownEdition(_ written: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownEdition, "this program does not know edition \(written) of the language", at: span,
      help: "write `lstm 1`")
  }

  static func lateEdition(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "the edition is named before everything else", at: span,
      help: "make `lstm 1` the first statement, or leave it out")
  }

  static func strayStack(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a stack of layers belongs to a model", at: span,
      help: "write `model m for d = …`, where `d` is a data set")
  }

  static func definitionNeedsVerb(
    _ name: String, _ verb: StatementVerb, rest: String, at span: Span
  ) -> Diagnostic {
    let isShort = rest.count <= 60 && !rest.contains("\n") && !rest.contains("`")
    let own =
      rest.hasPrefix("\(verb.rawValue) ") ? String(rest.dropFirst(verb.rawValue.count + 1)) : rest
    let shown = isShort ? own : "…"
    return Diagnostic(
      .unknownStatement, "a definition begins with a verb", at: span,
      help: verb == .model && own == rest
        ? "write `model \(name) for DATA = \(shown)`"
        : verb == .let ? "write `let \(name) = …`" : "write `\(verb.rawValue) \(name) = \(shown)`")
  }

  static func formulaInBraces(target: String, text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "`~` stands in the place of the braces, not in them", at: span,
      help: "write `data d = \"FILE\" \(target) ~ \(text)`, or in the braces "
        + "`text \(text); target \(target)`")
  }

  static func braceOnNextLine(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "`{` stands on a line of its own", at: span,
      help: "put it at the end of the `data` line")
  }

  static func crossvalTakesModel(_ model: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "`crossval` takes the model itself", at: span,
      help: "leave `train` out: `crossval c = \(model) folds=5`")
  }

  static func lateOn(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "`on` comes too late", at: span,
      help: "`on DATA` stands once, before the options")
  }

  static func parameterNeedsName(_ written: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a model's parameter is written `name=value`", at: span,
      help: "name it, such as `units=\(written)`")
  }

  static func badRepeatCount(_ word: String, at span: Span) -> Diagnostic {
    let range = RepeatCountWord.range
    return Diagnostic(
      .outOfRange,
      "`\(word)` repeats a layer \(range.lowerBound) to \(range.upperBound) times only",
      at: span, help: "leave it out for a single layer")
  }

  static func secondRepeatCount(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "a layer has one repeat count", at: span, label: "this is the second",
      help: "remove one of them")
  }

  // MARK: Expressions

  static func comparisonNeedsTwoEquals(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a single `=` does not compare", at: span, help: "write `==` to compare")
  }

  static func chainedComparison(_ first: String, _ second: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "comparisons do not chain", at: span,
      help: "write `\(first) and \(second)`")
  }

  static func notNeedsParentheses(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "`not` after an operator needs parentheses", at: span,
      help: "write `(not …)`")
  }

  static func calculationNeedsParentheses(_ symbol: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a calculation among options needs parentheses", at: span,
      help: "write `(… \(symbol) …)`")
  }

  static func tooDeep(at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "this nests deeper than \(Parser.maximumDepth) levels", at: span,
      help: "name a part of it with `let` and use the name")
  }
}
