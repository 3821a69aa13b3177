// SPDX-License-Identifier: Apache-2.0

extension BinaryOperator {
  /// How tightly it binds; a larger number binds its operands first.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide: 6
    case .power: 8
    }
  }

  /// True for `==`, `<` and their kind, which do not chain.
  var isComparison: Bool { precedence == BinaryOperator.equal.precedence }
}

extension UnaryOperator {
  /// How tightly it binds, on the scale of the binary operators.
  var precedence: Int {
    switch self {
    case .not: 3
    case .negate: 7
    }
  }
}

extension Parser {
  // expression = conjunction { "or" conjunction } ;
  // conjunction = negation { "and" negation } ;
  // negation = "not" negation | comparison ;
  // comparison = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum [ "within" sum ] ] ;
  // sum = product { ( "+" | "-" ) product } ;
  // product = factor { ( "*" | "/" ) factor } ;
  // factor = "-" factor | power ;
  // power = postfix [ "^" factor ] ;
  mutating func expression() throws(Diagnostic) -> Expression {
    let result = try expression(above: 0)
    try rejectAssignment()
    return result
  }

  /// An expression whose operators bind at least as tightly as the given precedence.
  private mutating func expression(above minimum: Int) throws(Diagnostic) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.maximumDepth else { throw .tooDeep(at: token.span) }
    var left = try operand(above: minimum)
    var compared: (Expression, BinaryOperator, Expression)?
    while let found = binaryOperator, found.precedence >= minimum {
      if found.isComparison, let compared { throw chain(compared, then: found) }
      advanceContinuing()
      let leftHeight = height
      let right = try expression(above: found.precedence + (found == .power ? 0 : 1))
      try setHeight(max(leftHeight, height) + 1)
      compared = found.isComparison ? (left, found, right) : nil
      left = Expression(.binary(found, left, right), left.span.union(right.span))
      if found.isComparison, token.isWord("within") {
        left = try within(left, found, right)
      }
    }
    return left
  }

  /// The tolerance of an equation.
  private mutating func within(
    _ equation: Expression, _ sign: BinaryOperator, _ right: Expression
  ) throws(Diagnostic) -> Expression {
    guard case .binary(.equal, let left, _) = equation.kind else {
      throw .withinNeedsEquation(sign.rawValue, at: token.span)
    }
    advanceContinuing()
    let own = height
    let tolerance = try expression(above: BinaryOperator.add.precedence)
    try setHeight(max(own, height) + 1)
    return Expression(
      .within(left, right, tolerance: tolerance), left.span.union(tolerance.span))
  }

  /// An operand with the operators before it.
  private mutating func operand(above minimum: Int) throws(Diagnostic) -> Expression {
    guard let found = unaryOperator else { return try postfix(callsTouch: false) }
    guard found == .negate || minimum <= found.precedence else {
      throw .notNeedsParentheses(at: token.span)
    }
    let start = token.span
    advance()
    let operand = try expression(above: found.precedence)
    try setHeight(height + 1)
    return Expression(.unary(found, operand), start.union(operand.span))
  }

  // postfix = primary { "." name } ;
  mutating func postfix(callsTouch: Bool) throws(Diagnostic) -> Expression {
    var result = try primary(callsTouch: callsTouch)
    while token.isSymbol(.dot) {
      advance()
      let field = try field(of: result)
      try setHeight(height + 1)
      result = Expression(.field(result, field), result.span.union(field.span))
    }
    return result
  }

  /// The name after a point; a number there is most often the rest of a column's name.
  private mutating func field(of object: Expression) throws(Diagnostic) -> Name {
    if case .number = token.kind {
      let name = source[object.span] + "." + source[token.span]
      throw expected(
        "the name of a field",
        help: "a name with a point in it stands in quotes: \(Token.quoted(name))")
    }
    return try name("the name of a field")
  }

  // primary = number | duration | text | "yes" | "no" | name | name call_arguments | list
  //   | "(" expression ")" ;
  /// With `callsTouch` a call's parenthesis must stand directly after the name, since in a list of
  /// arguments `tanh (p * 2)` is two of them.
  mutating func primary(callsTouch: Bool) throws(Diagnostic) -> Expression {
    height = 1
    let span = token.span
    switch token.kind {
    case .number(let value): return literal(.number(value))
    case .duration(let seconds): return literal(.duration(seconds: seconds))
    case .text(let text): return literal(.text(text))
    case .word(let word):
      switch ReservedWord(rawValue: word) {
      case .yes: return literal(.boolean(true))
      case .no: return literal(.boolean(false))
      case .and, .or, .not: throw expected("a value")
      case .last, nil: break
      }
      let name = try name("a name")
      guard token.isSymbol(.openParenthesis), touchesPrevious || !callsTouch else {
        return Expression(.name(word), span)
      }
      let arguments = try callArguments()
      return Expression(.call(name, arguments), span.union(previous?.span ?? span))
    case .symbol(.openBracket): return try list()
    case .symbol(.openParenthesis):
      open()
      let inner = try expression()
      try close()
      return Expression(inner.kind, span.union(previous?.span ?? span))
    case .symbol, .lineEnd, .end: throw expected("a value")
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    let span = token.span
    advance()
    return Expression(kind, span)
  }

  // list = "[" [ expression { "," expression } [ "," ] ] "]" ;
  private mutating func list() throws(Diagnostic) -> Expression {
    let start = token.span
    var elements: [Expression] = []
    var highest = 0
    open()
    while startsExpression {
      elements.append(try expression())
      highest = max(highest, height)
      guard token.isSymbol(.comma) else { break }
      advance()
    }
    try close(
      orExpecting: previous?.isSymbol(.comma) == true || elements.isEmpty ? "a value" : "`,`")
    try setHeight(highest + 1)
    return Expression(.list(elements), start.union(previous?.span ?? start))
  }

  // MARK: Helpers

  /// The operator between two operands that stands here.
  var binaryOperator: BinaryOperator? {
    switch token.kind {
    case .symbol(let symbol): BinaryOperator(rawValue: symbol.rawValue)
    case .word(let word): BinaryOperator(rawValue: word)
    default: nil
    }
  }

  private var unaryOperator: UnaryOperator? {
    switch token.kind {
    case .symbol(let symbol): UnaryOperator(rawValue: symbol.rawValue)
    case .word(let word): UnaryOperator(rawValue: word)
    default: nil
    }
  }

  /// True where an expression can begin.
  var startsExpression: Bool {
    switch token.kind {
    case .word, .number, .duration, .text: true
    case .symbol(let symbol):
      symbol == .openParenthesis || symbol == .openBracket || symbol == .minus
    case .lineEnd, .end: false
    }
  }

  /// Notes how high the tree of the last expression is: whoever walks it must not run out of stack.
  mutating func setHeight(_ value: Int) throws(Diagnostic) {
    guard value <= Parser.maximumDepth else { throw .tooDeep(at: previous?.span ?? token.span) }
    height = value
  }

  /// `=` after an expression is nearly always meant to compare.
  func rejectAssignment() throws(Diagnostic) {
    if token.isSymbol(.assign) { throw .comparisonNeedsTwoEquals(at: token.span) }
  }

  private func chain(
    _ first: (left: Expression, comparison: BinaryOperator, right: Expression),
    then second: BinaryOperator
  ) -> Diagnostic {
    let right = source[first.right.span]
    let opening = "\(source[first.left.span]) \(first.comparison.rawValue) \(right)"
    return .chainedComparison(opening, "\(right) \(second.rawValue) …", at: token.span)
  }
}
