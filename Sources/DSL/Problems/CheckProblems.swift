// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what the checker finds about names, options and values.
extension Diagnostic {
  // MARK: Names

  static func undefinedName(_ name: Name, candidates: [String]) -> Diagnostic {
    Diagnostic(
      .undefinedName, "`\(name.text)` is not defined", at: name.span,
      label: "nothing has this name",
      help: name.text == "_"
        ? "`_` is the result of the statement before, and there is none yet"
        : NearestNames.suggestion(for: name.text, among: candidates)
          ?? ForeignNames.promptWord(name.text) ?? "a text stands in quotes: \"\(name.text)\"")
  }

  static func redefined(_ name: Name, first: Int, in file: String?) -> Diagnostic {
    Diagnostic(
      .redefinedName, "`\(name.text)` is defined twice", at: name.span,
      label: "the second definition",
      notes: ["the first is on line \(first)" + (file.map { " of \($0)" } ?? "")],
      help: "give this one another name; in a file names never change")
  }

  /// A definition at the prompt that would stand on what it replaces.
  static func standsOnItself(
    _ name: String, defined names: Set<String>, at span: Span
  ) -> Diagnostic {
    let defined = names.sorted().first ?? name
    let way = defined == name ? "" : " by way of `\(name)`"
    return Diagnostic(
      .redefinedName, "`\(defined)` would stand on itself\(way)", at: span,
      label: "reads `\(name)`",
      notes: ["a name has one definition, which this one replaces; no script could say both"],
      help: "give the new value another name, such as `\(defined)2`")
  }

  /// A definition at the prompt of a name that an included file defines.
  static func definedByInclude(_ name: String, entry: Int) -> Diagnostic {
    Diagnostic(
      .redefinedName, "`\(name)` is defined by the file that entry \(entry) includes", at: nil,
      help: "change it in the file, then `:rerun \(entry)`; or give this one another name")
  }

  /// A name that cannot go, as something reads it.
  static func nameStillRead(_ name: String, by entry: Int) -> Diagnostic {
    Diagnostic(
      .undefinedName, "`\(name)` would be lost, and entry \(entry) reads it", at: nil,
      help: "delete entry \(entry) first, or with it")
  }

  /// A `seed` that comes too late, or twice, in a file.
  static func lateSeed(_ reason: String, line: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .redefinedName, "\(reason)", at: span,
      label: "all randomness of the script comes from one seed",
      notes: ["see line \(line)"],
      help: "put `seed` once, before what draws random numbers; `train … seed=N` sets that of a run"
    )
  }

  static func wrongKind(
    _ name: Name, found: ValueType, wanted: ObjectKind, candidates: [String]
  ) -> Diagnostic {
    let known = candidates.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .wrongKind,
      "`\(name.text)` is \(found.description), and \(wanted.description) is wanted here",
      at: name.span, label: "expected the name of \(wanted.description)",
      help: instead(of: found, wanted, name.text) ?? (candidates.isEmpty ? nil : "use \(known)"))
  }

  /// How to come from one kind of thing to another.
  private static func instead(
    of found: ValueType, _ wanted: ObjectKind, _ name: String
  ) -> String? {
    switch (found, wanted) {
    case (.text, .run): "read the file first: `load NAME = …`"
    case (.object(.sweep), .run), (.object(.runs), .run): "its best run is `\(name).best`"
    default: nil
    }
  }

  static func undefinedObject(
    _ name: Name, wanted: ObjectKind, candidates: [String], all: [String]
  ) -> Diagnostic {
    let known = candidates.map { "`\($0)`" }.joined(separator: ", ")
    let fallback = candidates.isEmpty ? nil : "the ones defined are \(known)"
    let split = wanted == .data ? SplitName(spelling: name.text)?.rawValue : nil
    return Diagnostic(
      .undefinedName, "`\(name.text)` is not defined", at: name.span,
      label: "expected the name of \(wanted.description)",
      help: NearestNames.suggestion(for: name.text, among: candidates)
        ?? split.flatMap { split in candidates.first.map { "write `\($0).\(split)`" } }
        ?? NearestNames.suggestion(for: name.text, among: all) ?? fallback)
  }

  static func unknownField(_ field: Name, of object: any ScriptObject) -> Diagnostic {
    let names = object.fields.map(\.name)
    let absence = object.absence(of: field.text)
    return Diagnostic(
      .unknownField,
      absence.map { "`\(object.name)` has no `\(field.text)`: \($0)" }
        ?? "\(object.kind.description) has no field `\(field.text)`", at: field.span,
      notes: ["`\(object.name)` has \(names.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: field.text, among: names))
  }

  static func noFields(_ type: ValueType, at span: Span) -> Diagnostic {
    Diagnostic(.unknownField, "\(type.description) has no fields", at: span)
  }

  static func unknownFunction(_ name: Name, candidates: [String]) -> Diagnostic {
    Diagnostic(
      .unknownFunction, "there is no function `\(name.text)`", at: name.span,
      notes: ["the functions are \(candidates.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: candidates))
  }

  static func unknownParam(_ name: String, candidates: [String]) -> Diagnostic {
    let known =
      candidates.isEmpty
      ? "the script declares none"
      : "the script declares \(candidates.map { "`\($0)`" }.joined(separator: ", "))"
    return Diagnostic(
      .unknownParam, "`-p \(name)=…` sets no `param` of this script", at: nil, notes: [known],
      help: NearestNames.suggestion(for: name, among: candidates))
  }

  static func badParamValue(_ name: Name, text: String, wanted: ValueType) -> Diagnostic {
    Diagnostic(
      .wrongType, "`-p \(name.text)=\(text)` is not \(wanted.description)", at: name.span,
      label: "this `param` holds \(wanted.description)")
  }

  static func unusedName(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(.unusedName, "`\(name)` is never used", at: span)
  }

  // MARK: Options

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
    // What trains several runs takes what `train` takes.
    return "\(owner) has \(names.count) options; "
      + "`lstm help train` lists them, `?train` at the prompt"
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
        ? "an option of training stands behind the model: `\(model) \(name.text)=…`"
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
      label: "expected \(spec.expectation) behind it")
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
    at span: Span
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

  static func wrongType(expected: String, found: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongType, "expected \(expected), found \(found)", at: span, label: "this is \(found)")
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
