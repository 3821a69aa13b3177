// SPDX-License-Identifier: Apache-2.0

extension Parser {
  // arguments = { [ "," ] argument } ;
  mutating func arguments(upTo words: String?...) throws(Diagnostic) -> [Argument] {
    var result: [Argument] = []
    try skipComma(isLeading: true)
    while startsArgument {
      if words.contains(where: { $0.map(token.isWord) ?? false }), !next.isSymbol(.assign) { break }
      result.append(try argument())
      try skipComma()
    }
    return result
  }

  // argument = [ name "=" ] value ;
  mutating func argument() throws(Diagnostic) -> Argument {
    let label = try argumentLabel()
    if label != nil, !startsArgument { throw expected("a value") }
    return Argument(label: label, value: try value())
  }

  /// True where an argument can begin; the target of a formula is none.
  var startsArgument: Bool {
    switch token.kind {
    case .word, .text: !next.isSymbol(.tilde)
    case .number, .duration: true
    case .symbol(let symbol):
      symbol == .openBracket || symbol == .openParenthesis || symbol == .minus
    case .lineEnd, .end: false
    }
  }

  private mutating func argumentLabel() throws(Diagnostic) -> Name? {
    guard case .word = token.kind, next.isSymbol(.assign) else { return nil }
    let label = try name("a name")
    try expect(.assign)
    return label
  }

  /// A comma before an argument, which may then stand on the next line.
  mutating func skipComma(isLeading: Bool = false) throws(Diagnostic) {
    guard token.isSymbol(.comma) else {
      guard startsArgument else { return }
      if isLeading {
        linePlaces.withLeadingComma.insert(token.span.start)
      } else {
        linePlaces.withComma.insert(token.span.start)
      }
      return
    }
    advanceContinuing()
    if !startsArgument { throw expected("another value") }
  }

  // call_arguments = "(" { [ name "=" ] bounds [ "," ] } ")" ;
  // bounds = expression [ ".." expression [ "log" ] ] ;
  mutating func callArguments() throws(Diagnostic) -> [Argument] {
    open()
    var result: [Argument] = []
    var highest = 0
    while startsExpression {
      let label = try argumentLabel()
      let first = try expression()
      highest = max(highest, height)
      guard token.isSymbol(.range) else {
        result.append(Argument(label: label, value: first))
        try skipCommaInBrackets()
        continue
      }
      advance()
      let last = try expression()
      highest = max(highest, height + 1)
      result.append(Argument(label: label, value: range(from: first, to: last)))
      try skipCommaInBrackets()
    }
    try rejectAssignment()
    try close(orExpecting: result.isEmpty ? "a value" : "`,`")
    try setHeight(highest + 1)
    return result
  }

  // named_arguments = "(" { name "=" bounds [ "," ] } ")" ;
  mutating func namedArguments() throws(Diagnostic) -> [Argument] {
    let bracket = index
    let arguments = try callArguments()
    guard let bare = arguments.first(where: { $0.label == nil }) else { return arguments }
    index = bracket
    throw .parameterNeedsName(source[bare.span], at: bare.span)
  }

  private mutating func skipCommaInBrackets() throws(Diagnostic) {
    guard token.isSymbol(.comma) else { return }
    advance()
    if token.isSymbol(.comma) { throw expected("another value") }
  }

  // value = ( signed | ratio | postfix ) [ ".." ( signed | postfix ) [ "log" ] ] ;
  // ratio = number "/" number { "/" number } ;
  mutating func value() throws(Diagnostic) -> Expression {
    let first = try bound(ratios: true)
    guard token.isSymbol(.range) else { return first }
    advance()
    let last = try bound(ratios: false)
    return range(from: first, to: last)
  }

  // signed = "-" ( number | duration ) ;
  private mutating func bound(ratios: Bool) throws(Diagnostic) -> Expression {
    switch token.kind {
    case .symbol(.minus):
      let start = token.span
      advance()
      switch token.kind {
      case .number, .duration:
        let operand = try primary(callsTouch: true)
        return Expression(.unary(.negate, operand), start.union(operand.span))
      default:
        throw expected("a number", help: "a calculation stands in parentheses, such as `(-n)`")
      }
    case .number(let number)
    where ratios && next.isSymbol(.slash)
      && next.span.start == token.span.end:
      return try ratio(startingWith: number)
    default:
      return try postfix(callsTouch: true)
    }
  }

  private mutating func ratio(startingWith first: Double) throws(Diagnostic) -> Expression {
    let start = token.span
    var parts = [first]
    advance()
    while token.isSymbol(.slash), touchesPrevious {
      advance()
      guard case .number(let part) = token.kind, touchesPrevious else {
        throw expected(
          "another number of the ratio",
          help: "a ratio is `80/10/10`; a calculation stands in parentheses, such as `(1 / n)`")
      }
      parts.append(part)
      advance()
    }
    return Expression(.ratio(parts), start.union(previous?.span ?? start))
  }

  private mutating func range(from first: Expression, to last: Expression) -> Expression {
    let isLog = accept(word: "log")
    let span = first.span.union(isLog ? previous?.span ?? last.span : last.span)
    return Expression(.range(first, last, log: isLog), span)
  }
}
