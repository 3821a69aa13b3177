// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what the checker finds about options.
extension Diagnostic {
  static func unknownOption(_ name: Name, of owner: String, names: [String]) -> Diagnostic {
    let known =
      names.isEmpty
      ? "\(owner) takes no options" : options(names, of: owner, "takes")
    return Diagnostic(
      .unknownOption, "\(owner) has no option `\(name.text)`", at: name.span, notes: [known],
      help: ForeignNames.option(name.text, among: names)
        ?? NearestNames.suggestion(for: name.text, among: names))
  }

  /// The most options that a note names one by one.
  private static let mostListed = 12

  /// A note that names the options of an owner, or says who lists them where they are many.
  private static func options(_ names: [String], of owner: String, _ verb: String) -> String {
    guard names.count > mostListed else {
      return "\(owner) \(verb) \(names.joined(separator: ", "))"
    }
    let word = owner.filter { $0 != "`" }
    // What trains several runs takes what `train` takes.
    let topic = ["grid", "search", "crossval"].contains(word) ? "train" : word
    return "\(owner) has \(names.count) options; "
      + "`lstm help \(topic)` lists them, `?\(topic)` at the prompt"
  }

  /// An option that stands beside its value without a `=`.
  static func optionWithoutSign(_ name: String, _ value: Expression, at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownOption, "an option is written `name=value`", at: span,
      help: "write `\(name)=\(Formatter.format(value))`")
  }

  /// A parameter that a model does not have; it may be an option of training in the wrong place.
  static func unknownParameter(
    _ name: Name, of model: String, names: [String], isOption: Bool
  ) -> Diagnostic {
    let missing =
      names.isEmpty
      ? "a model declares its parameters: `model \(model)(\(name.text)=64) for …`" : nil
    return Diagnostic(
      .unknownOption, "the model `\(model)` has no parameter `\(name.text)`", at: name.span,
      notes: names.isEmpty
        ? ["`\(model)` has no parameters"] : ["`\(model)` has \(names.joined(separator: ", "))"],
      help: isOption
        ? "an option of training stands after the model: `\(model) \(name.text)=…`"
        : NearestNames.suggestion(for: name.text, among: names) ?? missing)
  }

  static func unknownWord(
    _ word: Name, of owner: String, specs: [ArgumentSpec], words others: [String], _ scope: Scope
  ) -> Diagnostic {
    let words =
      others
      + specs.flatMap { spec -> [String] in
        if case .choice(let choices) = spec.kind, spec.isPositional { choices } else { [] }
      }
    let options = specs.map(\.name)
    let candidates = words + options + scope.names + scope.locals.keys.sorted()
    let asOption = specs.first { $0.name == word.text }.map { "write `\($0.name)=…`" }
    var notes: [String] = []
    if !words.isEmpty { notes.append("\(owner) takes the words \(words.joined(separator: ", "))") }
    if !options.isEmpty {
      notes.append(self.options(options, of: owner, "has the options"))
    }
    return Diagnostic(
      .unknownOption, "`\(word.text)` is no word that \(owner) knows, and no name that is defined",
      at: word.span, notes: notes,
      help: asOption ?? missingBar(before: word.text, after: owner)
        ?? NearestNames.suggestion(for: word.text, among: candidates)
        ?? ForeignNames.choice(word.text, among: words)
        ?? ForeignNames.option(word.text, among: options))
  }

  /// What to write where one layer follows another without a bar.
  private static func missingBar(before word: String, after owner: String) -> String? {
    let isLayer = { (name: String) in LayerCatalog.entry(name) != nil }
    guard isLayer(word), isLayer(owner.filter { $0 != "`" }) else { return nil }
    return "layers are joined with `|`: write `| \(word)`"
  }

  static func unexpectedValue(
    _ value: Expression, of owner: String, specs: [ArgumentSpec], taken: Set<String> = []
  ) -> Diagnostic {
    let names = specs.filter { !taken.contains($0.name) }.map { "\($0.name)=…" }
    return Diagnostic(
      .unknownOption, "\(owner) takes no value here", at: value.span,
      notes: names.isEmpty ? [] : [options(names, of: owner, "takes")],
      help: names.first.map { "name the option: `\($0)`" } ?? "leave it out")
  }

  static func givenTwice(_ name: String, of owner: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(name)` of \(owner) is given twice", at: span,
      label: "the second time", help: "keep one of the two")
  }

  static func missingArgument(_ spec: ArgumentSpec, of owner: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "\(owner) needs \(spec.name): \(spec.help)", at: span,
      label: "expected \(spec.expectation) after it")
  }

  static func wrongArgument(
    _ spec: ArgumentSpec, of owner: String, found: Value, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "`\(spec.name)` of \(owner) is \(spec.expectation), not \(found.type.description)",
      at: span,
      help: found.type == .list && owner == "`train`"
        ? "to try each of them: `grid g = train MODEL \(spec.name)=[…]`" : nil)
  }

  /// A number where a length of time is wanted: seconds, minutes or hours, who knows.
  static func durationNeedsUnit(
    _ spec: ArgumentSpec, of owner: String, _ number: Double, at span: Span
  ) -> Diagnostic {
    let text = FixedDecimal.plain(number)
    return Diagnostic(
      .wrongType, "`\(spec.name)` of \(owner) is \(spec.expectation), not a plain number", at: span,
      label: "this has no unit",
      help:
        "write `\(spec.name)=\(text)s` for seconds, `\(text)m` for minutes or `\(text)h` for hours")
  }

  static func refused(
    _ problem: ArgumentProblem, _ value: ArgumentValue, for spec: ArgumentSpec, of owner: String,
    at span: Span?
  ) -> Diagnostic {
    switch problem {
    case .wrongType(let expected):
      return Diagnostic(
        .wrongType, "`\(spec.name)` of \(owner) is \(expected), not \(describe(value))", at: span,
        label: "expected \(expected)")
    case .outOfRange(let expected):
      return Diagnostic(
        .outOfRange,
        "`\(spec.name)` of \(owner) is \(expected), not "
          + (spec.kind == .duration ? "one below 0" : describe(value)), at: span,
        label: "expected \(expected)", help: share(value, spec))
    case .unknownChoice(let choices):
      let word = if case .word(let word) = value { word } else { describe(value) }
      return Diagnostic(
        .unknownChoice, "`\(spec.name)` of \(owner) knows no `\(word)`", at: span,
        notes: ["it takes \(choices.joined(separator: ", "))"],
        help: NearestNames.suggestion(for: word, among: choices)
          ?? ForeignNames.choice(word, among: choices))
    }
  }

  /// Asks whether `dropout 3` was meant to be 0.3.
  private static func share(_ value: ArgumentValue, _ spec: ArgumentSpec) -> String? {
    guard case .number(let interval) = spec.kind, interval.high == 1,
      case .number(let number) = value, number >= 1, number < 100
    else { return nil }
    let text = FixedDecimal.plain(number)
    return number < 10
      ? "did you mean 0.\(text.filter { $0 != "." }) or \(text)%?"
      : "did you mean \(text)%, which is \(FixedDecimal.plain(number / 100))?"
  }

  private static func describe(_ value: ArgumentValue) -> String {
    if case .word(let word) = value { "\"\(word)\"" } else { value.text }
  }

  // MARK: Values
}
