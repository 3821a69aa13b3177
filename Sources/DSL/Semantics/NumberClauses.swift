// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The clauses `input`, `sound` and `series` of data whose rows are read as numbers.
struct NumberClauses {
  /// The columns of numbers.
  private(set) var inputs: [InputRole] = []
  /// The column with recordings; nil for none.
  private(set) var sound: SoundClause?
  /// The column whose equal cells are the steps of one row; nil for none.
  private(set) var series: (column: String, span: Span)?

  /// Where they are said; nil where they are not.
  var span: Span? { sound.flatMap { $0.isSaid ? $0.span : nil } ?? inputs.first?.span }

  /// Reads one of the clauses; problems with its settings go to `report`.
  mutating func read(
    _ clause: RoleClause, among columns: [String], _ evaluator: inout Evaluator,
    report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch clause.role.text {
    case RoleCatalog.soundRole:
      sound = try SoundClause(clause, among: columns, &evaluator, report: report)
    case RoleCatalog.seriesRole: series = try clause.onlyColumn(among: columns)
    default:
      let taken = inputs.flatMap(\.columns).map(\.name)
      inputs.append(
        try InputRole(clause, among: columns, after: taken, &evaluator, report: report))
    }
  }

  /// Takes the column that a format has recordings in, where nothing else is read.
  mutating func take(_ use: ColumnUse, of columns: [String], at span: Span) {
    if sound == nil, inputs.isEmpty, let column = use.sound, columns.contains(column) {
      sound = SoundClause(column, at: span)
    }
  }

  /// Throws for what recordings cannot have beside them, and for settings that mean nothing without
  /// windows.
  func check(text: Span?, _ targets: [TargetClause]) throws(Diagnostic) {
    for option in inputs.flatMap(\.options) {
      guard let label = option.label,
        [WindowRole.knownKey.name, WindowRole.lagsKey.name].contains(label.text)
      else { continue }
      throw .settingNeedsWindow(label, at: option.span)
    }
    guard sound != nil else { return }
    if let text { throw .soundExcludes("`text`", at: text) }
    if let input = inputs.first { throw .soundExcludes("`input`", at: input.span) }
    if let series { throw .soundExcludes("`series`", at: series.span) }
    if let steps = targets.first(where: \.role.task.isPerStep) {
      throw .soundExcludes("a target of steps", at: steps.span)
    }
  }

  /// The columns of numbers: those that are said, or all sequences of a format that has such.
  ///
  /// - Parameter peek: the first rows; nil where they are not known, or a text is read.
  func role(_ use: ColumnUse, _ peek: Table?) -> NumberRole? {
    if let sound { return NumberRole(hearing: sound.role) }
    let said = inputs.flatMap(\.columns)
    var role = said.isEmpty ? nil : NumberRole(columns: said)
    if role == nil, use.inputs == .sequences, let found = peek?.sequenceColumns, !found.isEmpty {
      role = NumberRole(found)
    }
    role?.series = series?.column
    return role
  }

  /// What messages call a column that is read; nil for one that is not.
  func name(of column: String, in numbers: NumberRole?) -> String? {
    if column == sound?.role.column { return "the recordings" }
    return sound == nil && numbers?.names.contains(column) == true ? "an input" : nil
  }
}
