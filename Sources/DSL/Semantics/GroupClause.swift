// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The `group` role as it is read: its column, and the groups that are put into a part by name, as in
/// `group speaker valid=[theo] test=[lucas]`.
struct GroupClause {
  /// The column, and where it stands.
  let column: String
  let span: Span
  /// The groups that have a part by name.
  private(set) var named = NamedGroups()
  /// Where each of these names stands, and the options of the parts.
  private var places: [String: Span] = [:]
  private var parts: [SplitName: Span] = [:]

  static let options = [SplitName.valid, .test].map { part in
    ArgumentSpec(
      part.rawValue, .words, default: .words([]),
      help: part == .valid
        ? "the groups that choose the weights, and nothing else; the others are shared out"
        : "the groups that are measured, and nothing else; the others are shared out")
  }

  /// Reads a clause.
  init(
    _ role: RoleClause, among columns: [String], _ evaluator: inout Evaluator
  ) throws(Diagnostic) {
    let (column, span, rest) = try role.columnFirst(among: columns)
    (self.column, self.span) = (column, span)
    for argument in rest { try take(argument, &evaluator) }
  }

  private mutating func take(
    _ argument: Argument, _ evaluator: inout Evaluator
  ) throws(Diagnostic) {
    guard let label = argument.label else {
      throw .unexpectedValue(argument.value, of: "`group`", specs: Self.options)
    }
    guard let spec = Self.options.first(where: { $0.name == label.text }),
      let part = SplitName(rawValue: spec.name)
    else {
      throw .unknownOption(label, of: "`group`", names: Self.options.map(\.name))
    }
    guard parts[part] == nil else {
      throw .givenTwice(spec.name, of: "`group`", at: argument.span)
    }
    parts[part] = argument.span
    let names = try names(argument.value, spec, &evaluator)
    guard !names.isEmpty else { throw .noGroupNamed(spec, at: argument.value.span) }
    for (name, place) in names {
      guard places[name] == nil else { throw .groupTwice(name, at: place) }
      places[name] = place
      named[part].append(name)
    }
  }

  /// The names of a value: words, texts and numbers, as the column has them.
  private func names(
    _ value: Expression, _ spec: ArgumentSpec, _ evaluator: inout Evaluator
  ) throws(Diagnostic) -> [(name: String, place: Span)] {
    let items: [Expression] = if case .list(let items) = value.kind { items } else { [value] }
    var names: [(name: String, place: Span)] = []
    for item in items {
      if case .name(let word) = item.kind, evaluator.scope[word] == nil,
        evaluator.scope.locals[word] == nil
      {
        names.append((word, item.span))
        continue
      }
      guard let known = try evaluator.known(item, .anything) else { continue }
      let values: [Value] = if case .list(let values) = known { values } else { [known] }
      for value in values {
        switch value {
        case .text, .number: names.append((value.description, item.span))
        case .boolean, .duration, .list, .object:
          throw .wrongArgument(spec, of: "`group`", found: value, at: item.span)
        }
      }
    }
    return names
  }

  /// Throws where a split leaves nothing to be shared out by name.
  ///
  /// - Parameter isSaid: whether the script says the split.
  func check(_ split: SplitKind, isSaid: Bool) throws(Diagnostic) {
    guard let place = parts[.valid] ?? parts[.test] else { return }
    guard case .stratified(let ratio) = split else { throw .namedGroupsNeedShares(at: place) }
    guard isSaid else { return }
    for (part, share) in zip(SplitName.allCases, ratio.percentages) where share > 0 {
      if let place = parts[part] { throw .partTwice(part, at: place) }
    }
  }

  /// Where a name stands.
  func place(of name: String) -> Span { places[name] ?? span }
}

extension Diagnostic {
  static func noGroupNamed(_ spec: ArgumentSpec, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(spec.name)=` of `group` names no group", at: span,
      help: "name some of the values of the column, or leave it out")
  }

  static func groupTwice(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "the group `\(name)` is named twice", at: span,
      label: "the second time", help: "a group stands in one part: keep one of the two")
  }

  /// Groups that are named beside a split of which rows, or lines, have their parts.
  static func namedGroupsNeedShares(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "groups have parts by name, and the split gives rows theirs by file, by column or in order",
      at: span, help: "leave one of the two out; the other groups go by shares: `split 90/10/0`")
  }

  /// A part that has groups by name and a share as well.
  static func partTwice(_ part: SplitName, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`split` gives \(part.rawValue) a share, and `group` names what is in it", at: span,
      help: part == .valid
        ? "write a split without a share for it, such as `split 90/0/10`, or leave `split` out"
        : "write a split without a share for it, such as `split 90/10/0`, or leave `split` out")
  }
}
