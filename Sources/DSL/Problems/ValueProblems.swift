// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what the checker finds about values.
extension Diagnostic {
  static func wrongType(expected: String, found: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongType, "expected \(expected), found \(found)", at: span, label: "this is \(found)")
  }

  /// A number where a text is read, such as the number of a row.
  static func numberForText(_ number: Double, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongType, "expected a text, found a number", at: span, label: "this is a number",
      help: "write it in quotes: \(Token.quoted(FixedDecimal.plain(number)))")
  }

  static func valueNotKnownYet(at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongType, "this value is known only when the script runs, and is needed before", at: span,
      help: "write a number or a text, or use a `param` or a `let` made of such")
  }

  static func rangeOutsideSearch(at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongType, "a range `a..b` stands only in a search", at: span,
      help: "write one value, a list of values in a `grid`, or make this a `search`")
  }

  static func divisionByZero(at span: Span, label: String? = "this is 0") -> Diagnostic {
    Diagnostic(.arithmetic, "division by zero", at: span, label: label)
  }

  /// A figure that was computed and is no number that others can be computed from.
  static func notFinite(
    _ number: Double, _ field: Name, of object: any ScriptObject
  ) -> Diagnostic {
    Diagnostic(
      .arithmetic, "`\(object.name).\(field.text)` is \(FixedDecimal.plain(number))", at: field.span
    )
  }

  static func resultNotFinite(
    _ number: Double, of what: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .arithmetic,
      number.isNaN ? "\(what) has no value here" : "the result of \(what) is too large", at: span,
      notes: number.isNaN ? [] : ["numbers go up to about 1.8e308"])
  }

  static func powerUndefined(_ base: Value, _ exponent: Value, at span: Span) -> Diagnostic {
    Diagnostic(
      .arithmetic, "`\(base.description) ^ \(exponent.description)` has no value here", at: span,
      notes: ["an exponent is a whole number up to 1048576 or, of what is not below 0, one half"],
      help: "`exp(b * log(a))` is a power with another exponent, of an `a` above 0")
  }

  static func functionTakesNoOptions(_ function: FunctionEntry, at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownOption, "`\(function.name)` takes values without names", at: span,
      notes: [function.summary])
  }

  static func wrongArgumentCount(
    _ function: FunctionEntry, found: Int, at span: Span
  ) -> Diagnostic {
    let counts = function.counts
    let wanted =
      counts.lowerBound == counts.upperBound
      ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
    return Diagnostic(
      .missingValue, "`\(function.name)` takes \(wanted) values, not \(found)", at: span,
      notes: [function.summary])
  }

  static func functionFailed(
    _ function: FunctionEntry, reason: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(.outOfRange, "`\(function.name)`: \(reason)", at: span)
  }
}
