// SPDX-License-Identifier: Apache-2.0

/// Computes expressions: the one place that knows what an expression means.
///
/// When a script is checked, as far as values are known, else their types; when it runs, fully.
struct Evaluator {
  /// The names in force; reading one marks it.
  var scope: Scope

  init(_ scope: Scope) {
    self.scope = scope
  }

  /// The value of an expression.
  ///
  /// - Throws: the first thing that is wrong with it.
  mutating func evaluate(_ expression: Expression) throws(Diagnostic) -> Evaluated {
    switch expression.kind {
    case .number(let number): return .known(.number(number))
    case .text(let text): return .known(.text(text))
    case .boolean(let flag): return .known(.boolean(flag))
    case .duration(let seconds): return .known(.duration(seconds: seconds))
    case .name(let name): return try lookUp(Name(name, expression.span))
    case .list(let items): return try list(items)
    case .ratio(let numbers):
      guard !numbers.dropFirst().contains(0) else {
        throw .divisionByZero(at: expression.span, label: nil)
      }
      let ratio = numbers.dropFirst().reduce(numbers.first ?? 0, /)
      guard ratio.isFinite else { throw .resultNotFinite(ratio, of: "`/`", at: expression.span) }
      return .known(.number(ratio))
    case .range: throw .rangeOutsideSearch(at: expression.span)
    case .field(let base, let field): return try self.field(field, of: base)
    case .call(let name, let arguments): return try call(name, arguments, at: expression.span)
    case .unary(let sign, let operand): return try unary(sign, operand)
    case .binary(let sign, let left, let right):
      return try binary(sign, left, right, at: expression.span)
    case .within(let left, let right, let tolerance): return try within(left, right, tolerance)
    }
  }

  /// The value of an expression that must be known already.
  mutating func known(_ expression: Expression, _ wanted: ValueType) throws(Diagnostic) -> Value? {
    let found = try evaluate(expression)
    try require(found, wanted, at: expression.span)
    switch found {
    case .known(let value): return value
    case .unknown(.anything): return nil
    case .unknown: throw .valueNotKnownYet(at: expression.span)
    }
  }

  /// Refuses a value of another type.
  func require(
    _ found: Evaluated, _ wanted: ValueType, at span: Span
  ) throws(Diagnostic) {
    guard wanted != .anything, found.type != .anything, found.type != wanted else { return }
    throw .wrongType(expected: wanted.description, found: found.type.description, at: span)
  }

  // MARK: Names and fields

  private mutating func lookUp(_ name: Name) throws(Diagnostic) -> Evaluated {
    if let value = scope.locals[name.text] { return value }
    guard let symbol = scope[name.text] else {
      throw .undefinedName(name, candidates: scope.names + scope.locals.keys.sorted())
    }
    scope.use(name.text)
    return symbol.value
  }

  private mutating func list(_ items: [Expression]) throws(Diagnostic) -> Evaluated {
    var values: [Value] = []
    var type = ValueType.list
    for item in items {
      switch try evaluate(item) {
      case .known(let value): values.append(value)
      case .unknown(.anything): type = .anything
      case .unknown: break
      }
    }
    return values.count == items.count ? .known(.list(values)) : .unknown(type)
  }

  private mutating func field(
    _ field: Name, of base: Expression
  ) throws(Diagnostic) -> Evaluated {
    let found = try evaluate(base)
    guard case .known(.object(let object)) = found else {
      if found.type == .anything { return found }
      throw .noFields(found.type, at: field.span)
    }
    guard let spec = object.fields.first(where: { $0.name == field.text }) else {
      throw .unknownField(field, of: object)
    }
    let value = object.value(of: field.text)
    if case .number(let number)? = value, !number.isFinite {
      throw .notFinite(number, field, of: object)
    }
    return value.map { .known($0) } ?? .unknown(spec.type)
  }

  private mutating func call(
    _ name: Name, _ arguments: [Argument], at span: Span
  ) throws(Diagnostic) -> Evaluated {
    guard let function = FunctionCatalog.entry(name.text) else {
      throw .unknownFunction(name, candidates: FunctionCatalog.entries.map(\.name))
    }
    if let labelled = arguments.first(where: { $0.label != nil }) {
      throw .functionTakesNoOptions(function, at: labelled.span)
    }
    guard function.counts.contains(arguments.count) else {
      throw .wrongArgumentCount(function, found: arguments.count, at: span)
    }
    var values: [Value] = []
    var type = function.result
    for (index, argument) in arguments.enumerated() {
      let found = try evaluate(argument.value)
      let wanted = function.parameters[min(index, function.parameters.count - 1)]
      try require(found, wanted, at: argument.span)
      switch found {
      case .known(let value): values.append(value)
      case .unknown(.anything): type = .anything
      case .unknown: break
      }
    }
    guard values.count == arguments.count else { return .unknown(type) }
    switch function.apply(values) {
    case .value(.number(let number)) where !number.isFinite:
      throw .resultNotFinite(number, of: "`\(function.name)`", at: span)
    case .value(let value): return .known(value)
    case .unknownYet: return .unknown(function.result)
    case .failure(let reason): throw .functionFailed(function, reason: reason, at: span)
    }
  }

  // MARK: Operators

  private mutating func unary(
    _ sign: UnaryOperator, _ operand: Expression
  ) throws(Diagnostic) -> Evaluated {
    let found = try evaluate(operand)
    let isTime = sign == .negate && found.type == .duration
    if !isTime { try require(found, sign == .not ? .boolean : .number, at: operand.span) }
    switch (sign, found) {
    case (.negate, .known(.number(let number))): return .known(.number(-number))
    case (.negate, .known(.duration(let seconds))): return .known(.duration(seconds: -seconds))
    case (.not, .known(.boolean(let flag))): return .known(.boolean(!flag))
    case (_, .unknown(.anything)): return found
    default: return .unknown(sign == .not ? .boolean : isTime ? .duration : .number)
    }
  }

  private mutating func within(
    _ left: Expression, _ right: Expression, _ tolerance: Expression
  ) throws(Diagnostic) -> Evaluated {
    var numbers: [Double] = []
    var type = ValueType.boolean
    for operand in [left, right, tolerance] {
      let found = try evaluate(operand)
      try require(found, .number, at: operand.span)
      if case .known(.number(let number)) = found { numbers.append(number) }
      if found.type == .anything { type = .anything }
    }
    guard numbers.count == 3 else { return .unknown(type) }
    // Decimal fractions are not exact: 1.05 is within 0.05 of 1.
    let slack = 1e-12 * max(numbers[0].magnitude, numbers[1].magnitude)
    return .known(.boolean((numbers[0] - numbers[1]).magnitude <= numbers[2] + slack))
  }

  private mutating func binary(
    _ sign: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span
  ) throws(Diagnostic) -> Evaluated {
    let (a, b) = (try evaluate(left), try evaluate(right))
    let signature = try Operation(sign).result(a.type, b.type, left: left.span, right: right.span)
    if sign == .divide, case .known(.number(0)) = b { throw .divisionByZero(at: right.span) }
    if a.type == .anything || b.type == .anything { return .unknown(.anything) }
    guard case .known(let x) = a, case .known(let y) = b else { return .unknown(signature) }
    guard let value = Operation(sign).apply(x, y) else {
      throw .divisionByZero(at: right.span)
    }
    switch value {
    case .number(let number) where number.isNaN: throw .powerUndefined(x, y, at: span)
    case .number(let number) where number.isInfinite:
      if case .number(0) = x { throw .divisionByZero(at: span, label: "0 has no such power") }
      throw .resultNotFinite(number, of: "`\(sign.rawValue)`", at: span)
    case .duration(let seconds) where !seconds.isFinite:
      throw .resultNotFinite(seconds, of: "`\(sign.rawValue)`", at: span)
    case .number, .duration, .text, .boolean, .list, .object: return .known(value)
    }
  }
}
