// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Holds written arguments against what their owner declares: the one way in which options of
/// statements, layers and roles are checked.
struct ArgumentReader {
  /// What the arguments belong to, for messages: ``layer `lstm` ``.
  let owner: String
  /// What may be set.
  let specs: [ArgumentSpec]
  /// Words that the owner takes beside them, for suggestions.
  var words: [String] = []
  /// Options that somebody else reads, for suggestions.
  var others: [String] = []

  /// The values by name; problems go to `report`, and what they concern is left out.
  func read(
    _ arguments: [Argument], _ evaluator: inout Evaluator, report: (Diagnostic) -> Void
  ) -> [String: ArgumentValue] {
    var values: [String: ArgumentValue] = [:]
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      do throws(Diagnostic) {
        if let value = rest.first, let problem = withoutSign(argument, value, evaluator) {
          rest.removeFirst()
          throw problem
        }
        let (spec, value) = try resolve(argument, taken: Set(values.keys), &evaluator)
        if values[spec.name] != nil {
          throw .givenTwice(spec.name, of: owner, at: argument.span)
        }
        values[spec.name] = value
      } catch {
        report(error)
      }
    }
    return values
  }

  /// The problems of required arguments that are missing.
  func missing(_ values: [String: ArgumentValue], at span: Span) -> [Diagnostic] {
    specs.filter { $0.defaultValue == nil && values[$0.name] == nil }
      .map { .missingArgument($0, of: owner, at: span) }
  }

  /// The problem of `epochs 10`: the name of an option, and after it the value without a `=`.
  private func withoutSign(
    _ name: Argument, _ value: Argument, _ evaluator: Evaluator
  ) -> Diagnostic? {
    guard name.label == nil, value.label == nil, case .name(let word) = name.value.kind,
      evaluator.scope[word] == nil, evaluator.scope.locals[word] == nil, value.value.isLiteral,
      let spec = specs.first(where: { $0.name == word }), spec.kind != .boolean
    else { return nil }
    return .optionWithoutSign(word, value.value, at: name.span.union(value.span))
  }

  private func resolve(
    _ argument: Argument, taken: Set<String>, _ evaluator: inout Evaluator
  ) throws(Diagnostic) -> (ArgumentSpec, ArgumentValue) {
    if let label = argument.label {
      guard let spec = specs.first(where: { $0.name == label.text }) else {
        throw .unknownOption(label, of: owner, names: specs.map(\.name) + others)
      }
      return (spec, try value(of: argument.value, for: spec, &evaluator))
    }
    if case .name(let word) = argument.value.kind, let found = try flag(word, argument, evaluator) {
      return found
    }
    guard let spec = specs.first(where: { $0.isPositional && !taken.contains($0.name) }) else {
      throw .unexpectedValue(argument.value, of: owner, specs: specs, taken: taken)
    }
    return (spec, try value(of: argument.value, for: spec, &evaluator))
  }

  /// A bare word: a flag, or one of the words of a choice; nil for the name of a value.
  private func flag(
    _ word: String, _ argument: Argument, _ evaluator: Evaluator
  ) throws(Diagnostic) -> (ArgumentSpec, ArgumentValue)? {
    for spec in specs {
      switch spec.kind {
      case .boolean where spec.name == word: return (spec, .boolean(true))
      case .choice(let words) where spec.isPositional && words.contains(word):
        return (spec, .word(word))
      default: continue
      }
    }
    guard evaluator.scope[word] == nil, evaluator.scope.locals[word] == nil else { return nil }
    throw .unknownWord(
      Name(word, argument.span), of: owner, specs: specs, words: words, evaluator.scope)
  }

  private func value(
    of expression: Expression, for spec: ArgumentSpec, _ evaluator: inout Evaluator
  ) throws(Diagnostic) -> ArgumentValue {
    if case .name(let word) = expression.kind, spec.takesBareWord(word, in: evaluator.scope) {
      return try accept(.word(word), spec, at: expression)
    }
    if spec.kind == .words, case .list(let items) = expression.kind,
      let words = items.bareWords(in: evaluator.scope)
    {
      return try accept(.words(words), spec, at: expression)
    }
    guard let known = try evaluator.known(expression, .anything) else {
      // What has been reported already stands for any value.
      return spec.defaultValue ?? spec.kind.standIn
    }
    switch known {
    case .number(let number) where spec.kind == .duration && number != 0:
      throw .durationNeedsUnit(spec, of: owner, number, at: expression.span)
    case .number(let number): return try accept(.number(number), spec, at: expression)
    case .boolean(let flag): return try accept(.boolean(flag), spec, at: expression)
    case .text(let text): return try accept(.word(text), spec, at: expression)
    case .duration(let seconds) where spec.kind == .duration:
      return try accept(.number(seconds), spec, at: expression)
    case .list(let items) where spec.takesList:
      return try accept(try list(items, for: spec, at: expression), spec, at: expression)
    default:
      throw .wrongArgument(spec, of: owner, found: known, at: expression.span)
    }
  }

  private func list(
    _ items: [Value], for spec: ArgumentSpec, at expression: Expression
  ) throws(Diagnostic) -> ArgumentValue {
    if spec.kind == .words {
      let words = items.compactMap { if case .text(let text) = $0 { text } else { nil } }
      if words.count == items.count { return .words(words) }
    } else {
      let numbers = items.compactMap { if case .number(let number) = $0 { number } else { nil } }
      if numbers.count == items.count { return .numbers(numbers) }
    }
    throw .wrongArgument(spec, of: owner, found: .list(items), at: expression.span)
  }

  private func accept(
    _ value: ArgumentValue, _ spec: ArgumentSpec, at expression: Expression
  ) throws(Diagnostic) -> ArgumentValue {
    do {
      return try spec.accept(value)
    } catch {
      throw .refused(error, value, for: spec, of: owner, at: expression.span)
    }
  }
}

extension ArgumentSpec {
  /// Whether a bare word stands for itself, and not for a value that has its name.
  fileprivate func takesBareWord(_ word: String, in scope: Scope) -> Bool {
    let isFree = scope[word] == nil && scope.locals[word] == nil
    switch kind {
    case .choice(let words), .integerOr(_, let words): return isFree || words.contains(word)
    case .text, .path, .words: return isFree
    case .numbers(_, let words): return words.contains(word) || isFree && !words.isEmpty
    case .integer, .number, .boolean, .duration: return false
    }
  }
}

extension ArgumentSpec {
  /// Whether its value may be a list.
  var takesList: Bool {
    switch kind {
    case .numbers, .words: true
    case .integer, .integerOr, .number, .boolean, .choice, .text, .path, .duration: false
    }
  }
}

extension Expression {
  /// Whether it is a number, a text, a length of time or a list that is written out.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .number, .text, .duration, .list: true
    case .boolean, .name, .range, .ratio, .field, .call, .unary, .binary, .within: false
    }
  }
}

extension [Expression] {
  /// The words and texts of a list of such; nil when something else is among them, or a name that is
  /// defined.
  fileprivate func bareWords(in scope: Scope) -> [String]? {
    var words: [String] = []
    for item in self {
      switch item.kind {
      case .name(let word) where scope[word] == nil && scope.locals[word] == nil:
        words.append(word)
      case .text(let text): words.append(text)
      default: return nil
      }
    }
    return words
  }
}

extension ArgumentSpec.Kind {
  /// A value of the kind, for a script that will not run.
  fileprivate var standIn: ArgumentValue {
    switch self {
    case .integer(let range), .integerOr(let range, _): .integer(range.lowerBound)
    case .number(let interval): .number(interval.low)
    case .boolean: .boolean(false)
    case .choice(let words): .word(words.first ?? "")
    case .text, .path: .word("")
    case .duration: .number(0)
    case .numbers(let interval, _): .numbers([interval.low])
    case .words: .words([])
    }
  }
}
