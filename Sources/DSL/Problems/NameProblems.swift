// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what the checker finds about names.
extension Diagnostic {
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
    case (.object(.ensemble), .run):
      "`eval` and `predict` take an ensemble; save, explain or resume its runs one by one"
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
}
