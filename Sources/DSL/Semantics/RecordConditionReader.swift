// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// Turns the condition of `runs where` into one on the record.
struct RecordConditionReader {
  /// The values of names of the script.
  var evaluator: Evaluator
  /// The settings that runs of the record have beside those that this version knows.
  let furtherSettings: () -> [String]
  /// The fields that stand in it, in their order.
  private(set) var fields: [(title: String, field: RecordField)] = []

  init(_ evaluator: Evaluator, furtherSettings: @escaping () -> [String]) {
    self.evaluator = evaluator
    self.furtherSettings = furtherSettings
  }

  /// The condition that an expression says.
  mutating func condition(_ expression: Expression) throws(Diagnostic) -> RecordCondition {
    switch expression.kind {
    case .number(let number): return .value(.number(number))
    case .duration(let seconds): return .value(.number(seconds))
    case .text(let text): return .value(.text(text))
    case .boolean(let flag): return .value(.text(flag ? "yes" : "no"))
    case .name, .field: return try term(expression)
    case .unary(.not, let operand): return .not(try condition(operand))
    case .unary(.negate, let operand):
      return .calculated(.subtract, .value(.number(0)), try condition(operand))
    case .binary(let sign, let left, let right): return try binary(sign, left, right, expression)
    case .list, .range, .ratio, .call, .within:
      throw .notInRecordCondition(at: expression.span)
    }
  }

  /// The field that a name stands for.
  mutating func field(_ expression: Expression) throws(Diagnostic) -> RecordField {
    guard let field = knownField(expression) else {
      let path = Self.path(expression)?.joined(separator: ".") ?? ""
      throw .unknownRecordField(
        path, known: RecordFields.names + furtherSettings(), at: expression.span)
    }
    if !fields.contains(where: { $0.field == field }) {
      fields.append((Self.path(expression)?.joined(separator: ".") ?? "", field))
    }
    return field
  }

  private func knownField(_ expression: Expression) -> RecordField? {
    guard let path = Self.path(expression) else { return nil }
    if let field = RecordFields.field(path) { return field }
    guard path.count == 1, evaluator.scope[path[0]] == nil,
      furtherSettings().contains(path[0])
    else { return nil }
    return .setting(path[0])
  }

  /// `valid.f1` as its parts; nil for what is no name.
  private static func path(_ expression: Expression) -> [String]? {
    switch expression.kind {
    case .name(let name): [name]
    case .field(let base, let field): path(base).map { $0 + [field.text] }
    default: nil
    }
  }

  /// A field of runs, or else a value of the script.
  private mutating func term(_ expression: Expression) throws(Diagnostic) -> RecordCondition {
    if knownField(expression) != nil { return .field(try field(expression)) }
    guard let name = Self.path(expression)?.first, evaluator.scope[name] != nil else {
      return .field(try field(expression))
    }
    guard case .known(let value) = try evaluator.evaluate(expression) else {
      throw .valueNotKnownYet(at: expression.span)
    }
    switch value {
    case .number(let number): return .value(.number(number))
    case .duration(let seconds): return .value(.number(seconds))
    case .text(let text): return .value(.text(text))
    case .boolean(let flag): return .value(.text(flag ? "yes" : "no"))
    case .list, .object: throw .notInRecordCondition(at: expression.span)
    }
  }

  /// Whether a name of the script stands for a value that can be compared, and no object.
  private func hasPlainValue(_ name: String) -> Bool {
    guard let type = evaluator.scope[name]?.value.type else { return false }
    if case .object = type { return false }
    return true
  }

  private mutating func binary(
    _ sign: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression
  ) throws(Diagnostic) -> RecordCondition {
    switch sign {
    case .and: return .all(try condition(left), try condition(right))
    case .or: return .any(try condition(left), try condition(right))
    case .add: return .calculated(.add, try condition(left), try condition(right))
    case .subtract: return .calculated(.subtract, try condition(left), try condition(right))
    case .multiply: return .calculated(.multiply, try condition(left), try condition(right))
    case .divide: return .calculated(.divide, try condition(left), try condition(right))
    case .power: throw .notInRecordCondition(at: whole.span)
    case .equal: return try compared(.equal, left, right)
    case .notEqual: return try compared(.unequal, left, right)
    case .less: return try compared(.less, left, right)
    case .lessOrEqual: return try compared(.lessOrEqual, left, right)
    case .greater: return try compared(.greater, left, right)
    case .greaterOrEqual: return try compared(.greaterOrEqual, left, right)
    }
  }

  /// A comparison, in which a word beside a text of runs is that text: `optimizer == adam`.
  private mutating func compared(
    _ comparison: RecordCondition.Comparison, _ left: Expression, _ right: Expression
  ) throws(Diagnostic) -> RecordCondition {
    let first = try condition(left)
    if case .field(.tag) = first, comparison != .equal, comparison != .unequal {
      throw .notInRecordCondition(at: left.span)
    }
    if case .field(let field) = first, RecordFields.isText(field),
      case .name(let word) = right.kind,
      knownField(right) == nil, !hasPlainValue(word)
    {
      return .compared(comparison, first, .value(.text(word)))
    }
    return .compared(comparison, first, try condition(right))
  }
}
