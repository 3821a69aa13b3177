// SPDX-License-Identifier: Apache-2.0
@testable import DSL

/// The result of parsing a text.
func parsed(_ text: String) -> ParseResult {
  Parser.parse(SourceText(name: "test.lstm", text: text))
}

/// The messages about a text.
func messages(_ text: String) -> [String] {
  parsed(text).diagnostics.map(\.message)
}

/// The tree of the first statement without spans; the messages when there are any.
func tree(_ text: String) -> String {
  let result = parsed(text)
  guard result.diagnostics.isEmpty else { return result.diagnostics.map(\.message).joined() }
  return result.script.statements.first.map { shape($0.kind) } ?? "nothing"
}

/// The tree of an expression without spans.
func expressionTree(_ text: String) -> String {
  let tree = tree("let x = " + text)
  return tree.hasPrefix("binding(x, ") ? String(tree.dropFirst(11).dropLast()) : tree
}

/// A tree as text, all spans left out: two trees are the same up to spans when their shapes are.
func shape(_ value: Any) -> String {
  switch value {
  case let name as Name: return name.text
  case let expression as Expression:
    switch expression.kind {
    case .number(let number): return Formatter.number(number)
    case .text(let text): return Token.quoted(text)
    case .name(let name): return name
    default: return shape(expression.kind)
    }
  case let statement as Statement: return shape(statement.kind)
  case let number as Double: return Formatter.number(number)
  case let text as String: return Token.quoted(text)
  case let argument as Argument:
    return (argument.label.map { "\($0.text)=" } ?? "") + shape(argument.value)
  default: break
  }
  let mirror = Mirror(reflecting: value)
  let children = mirror.children.filter { !($0.value is Span) }
  let parts = children.map { shape($0.value) }.joined(separator: ", ")
  switch mirror.displayStyle {
  case .optional: return parts.isEmpty ? "nil" : parts
  case .collection: return "[\(parts)]"
  case .enum where children.isEmpty: return "\(value)"
  case .enum: return (children.first?.label ?? "") + (parts.hasPrefix("(") ? parts : "(\(parts))")
  case .struct, .tuple: return "(\(parts))"
  default: return "\(value)"
  }
}
