// SPDX-License-Identifier: Apache-2.0

extension Formatter {
  /// An expression with no more parentheses than it needs.
  static func format(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number): self.number(number)
    case .text(let text): Token.quoted(text)
    case .boolean(let flag): (flag ? ReservedWord.yes : ReservedWord.no).rawValue
    case .duration(let seconds): duration(seconds)
    case .name(let name): name
    case .list(let elements): "[" + list(elements) + "]"
    case .range(let first, let last, let isLog):
      bound(first) + ".." + bound(last) + (isLog ? " log" : "")
    case .ratio(let parts): parts.map(number).joined(separator: "/")
    case .field(let base, let field): fieldBase(base) + "." + field.text
    case .call(let name, let arguments):
      arguments.isEmpty ? name.text + "()" : name.text + parenthesized(arguments)
    case .unary(let symbol, let inner):
      symbol.rawValue + (symbol == .not ? " " : "") + operand(inner, above: symbol.precedence)
    case .binary(let symbol, let left, let right):
      binary(symbol, left, right)
    case .within(let left, let right, let tolerance):
      binary(.equal, left, right) + " within "
        + operand(tolerance, above: BinaryOperator.add.precedence)
    }
  }

  // MARK: Operators

  private enum Precedence {
    static let postfix = 9
  }

  private static func binary(
    _ symbol: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> String {
    let own = symbol.precedence
    let isPower = symbol == .power
    let leftLevel = symbol.isComparison || isPower ? own + 1 : own
    let rightLevel = isPower ? UnaryOperator.negate.precedence : own + 1
    return operand(left, above: leftLevel) + " \(symbol.rawValue) "
      + operand(right, above: rightLevel)
  }

  private static func operand(_ expression: Expression, above minimum: Int) -> String {
    let precedence =
      switch expression.kind {
      case .unary(let symbol, _): symbol.precedence
      case .binary(let symbol, _, _): symbol.precedence
      case .within: BinaryOperator.equal.precedence
      case .number, .text, .boolean, .duration, .name, .list, .range, .ratio, .field, .call:
        Precedence.postfix
      }
    let text = format(expression)
    return precedence < minimum ? "(\(text))" : text
  }

  /// The point of a field must not read as the point of a number.
  private static func fieldBase(_ base: Expression) -> String {
    switch base.kind {
    case .number, .duration: "(\(format(base)))"
    case .text, .boolean, .name, .list, .range, .ratio, .field, .call, .unary, .binary, .within:
      operand(base, above: Precedence.postfix)
    }
  }

  static func list(_ expressions: [Expression]) -> String {
    expressions.map { format($0) }.joined(separator: ", ")
  }

  // MARK: Arguments

  /// ` units=64 tanh`: a blank before each; empty for none.
  static func tail(_ arguments: [Argument]) -> String {
    arguments.map { argument in
      argument.label.map { " \($0.text)=" + value(argument.value) }
        ?? " " + bareValue(argument.value)
    }.joined()
  }

  /// `(units=64, p=0.5)`; empty for none.
  static func parenthesized(_ arguments: [Argument]) -> String {
    guard !arguments.isEmpty else { return "" }
    let texts = arguments.map { argument in
      (argument.label.map { "\($0.text)=" } ?? "") + format(argument.value)
    }
    return "(" + texts.joined(separator: ", ") + ")"
  }

  /// A value in an argument's place: a calculation stands in parentheses.
  static func value(_ expression: Expression) -> String {
    switch expression.kind {
    case .range, .ratio: format(expression)
    case .number, .text, .boolean, .duration, .name, .list, .field, .call, .unary, .binary,
      .within:
      bound(expression)
    }
  }

  /// A value without a label, where some words would read as keywords.
  static func bareValue(_ expression: Expression) -> String {
    guard case .name(let word) = expression.kind,
      keywords.contains(word) || RepeatCountWord.value(of: word) != nil
    else { return value(expression) }
    return "(\(word))"
  }

  private static let keywords: Set<String> = ["on", "from", "to", "log", "by", "within"]

  /// A value that can stand beside `..`.
  private static func bound(_ expression: Expression) -> String {
    switch expression.kind {
    case .number, .text, .boolean, .duration, .name, .list, .field, .call:
      return format(expression)
    case .unary(.negate, let operand):
      switch operand.kind {
      case .number, .duration: return format(expression)
      default: break
      }
    case .unary, .binary, .range, .ratio, .within:
      break
    }
    return "(\(format(expression)))"
  }

  // MARK: Literals

  /// A number that reads back as the same bits.
  static func number(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A duration in the largest unit that divides it.
  static func duration(_ seconds: Double) -> String {
    for (unit, name) in [(3600.0, "h"), (60.0, "m")] {
      let count = seconds / unit
      if 1..<1e9 ~= count, Double(Int(count)) == count, count * unit == seconds {
        return number(count) + name
      }
    }
    return number(seconds) + "s"
  }
}
