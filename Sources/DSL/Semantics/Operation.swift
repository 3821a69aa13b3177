// SPDX-License-Identifier: Apache-2.0

/// What an operator between two values does, and on which types.
struct Operation {
  private let sign: BinaryOperator

  init(_ sign: BinaryOperator) {
    self.sign = sign
  }

  /// The type of the result.
  ///
  /// - Throws: a diagnostic at the operand that does not fit.
  func result(
    _ left: ValueType, _ right: ValueType, left leftSpan: Span, right rightSpan: Span
  ) throws(Diagnostic) -> ValueType {
    switch sign {
    case .and, .or:
      try require(left, [.boolean], at: leftSpan)
      try require(right, [.boolean], at: rightSpan)
      return .boolean
    case .equal, .notEqual:
      try require(left, [.number, .text, .boolean, .duration, .list], at: leftSpan)
      try require(right, left == .anything ? [right] : [left], at: rightSpan)
      return .boolean
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      try require(left, [.number, .text, .duration], at: leftSpan)
      try require(right, left == .anything ? [right] : [left], at: rightSpan)
      return .boolean
    case .add:
      try require(left, [.number, .text, .list, .duration], at: leftSpan)
      try require(right, left == .anything ? [right] : [left], at: rightSpan)
      return left == .anything ? right : left
    case .subtract, .multiply, .divide, .power:
      try require(left, [.number], at: leftSpan)
      try require(right, [.number], at: rightSpan)
      return .number
    }
  }

  /// The result for two values of types that `result` allows; nil for a division by zero.
  func apply(_ left: Value, _ right: Value) -> Value? {
    switch (left, right) {
    case (.number(let a), .number(let b)): return numbers(a, b)
    case (.duration(let a), .duration(let b)):
      return sign == .add ? .duration(seconds: a + b) : compared(a, b).map { .boolean($0) }
    case (.text(let a), .text(let b)):
      return sign == .add ? .text(a + b) : compared(a, b).map { .boolean($0) }
    case (.boolean(let a), .boolean(let b)): return booleans(a, b).map { .boolean($0) }
    case (.list(let a), .list(let b)):
      if sign == .add { return .list(a + b) }
      return .boolean((sign == .equal) == left.isSame(as: right))
    case (.number, _), (.duration, _), (.text, _), (.boolean, _), (.list, _), (.object, _):
      return nil
    }
  }

  private func numbers(_ a: Double, _ b: Double) -> Value? {
    switch sign {
    case .add: return .number(a + b)
    case .subtract: return .number(a - b)
    case .multiply: return .number(a * b)
    case .divide: return b == 0 ? nil : .number(a / b)
    case .power: return .number(power(a, b))
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or:
      return compared(a, b).map { .boolean($0) }
    }
  }

  private func compared<Operand: Comparable>(_ a: Operand, _ b: Operand) -> Bool? {
    switch sign {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .and, .or, .add, .subtract, .multiply, .divide, .power: nil
    }
  }

  private func booleans(_ a: Bool, _ b: Bool) -> Bool? {
    switch sign {
    case .and: a && b
    case .or: a || b
    case .equal: a == b
    case .notEqual: a != b
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply, .divide,
      .power:
      nil
    }
  }

  /// Whole powers by squaring, the root for one half; nan, which is an error, for other exponents: each
  /// machine has its own answer to them.
  private func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0.5 { return base.squareRoot() }
    guard let whole = Int(exactly: exponent), whole.magnitude <= 1 << 20 else { return .nan }
    var result = 1.0
    var factor = base
    var left = whole.magnitude
    while left > 0 {
      if left & 1 == 1 { result *= factor }
      factor *= factor
      left >>= 1
    }
    return whole < 0 ? 1 / result : result
  }

  private func require(
    _ type: ValueType, _ allowed: [ValueType], at span: Span
  ) throws(Diagnostic) {
    guard type != .anything, !allowed.contains(type) else { return }
    let expected = allowed.map(\.description).joined(separator: " or ")
    throw .wrongType(expected: expected, found: type.description, at: span)
  }
}
