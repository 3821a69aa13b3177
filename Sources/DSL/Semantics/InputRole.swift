// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A clause `input`: columns of numbers or categories, and what is set of them.
struct InputRole {
  /// What it says of each column.
  let columns: [NumberRole.Column]
  /// Where it stands.
  let span: Span

  /// Reads a clause; problems with its settings go to `report`.
  ///
  /// - Parameter taken: the columns that earlier clauses name.
  init(
    _ clause: RoleClause, among columns: [String], after taken: [String],
    _ evaluator: inout Evaluator, report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let (first, place, rest) = try clause.columnFirst(among: columns)
    var names: [String] = []
    let add = { (name: String, span: Span) throws(Diagnostic) in
      if (taken + names).contains(name) { throw .givenTwice(name, of: "`input`", at: span) }
      names.append(name)
    }
    try add(first, place)
    for argument in rest where argument.label == nil {
      switch argument.value.kind {
      case .name(let word), .text(let word):
        try add(try columns.column(word, at: argument.span), argument.span)
      default: throw .roleNeedsColumn(clause, columns)
      }
    }
    let values = ArgumentReader(owner: "`input`", specs: NumberRole.arguments)
      .read(rest.filter { $0.label != nil }, &evaluator, report: report)
    let settings = Arguments(values, for: NumberRole.arguments)
    let embed = settings[NumberRole.embedKey]
    self.columns = names.map { name in
      NumberRole.Column(
        name, scale: settings[NumberRole.scaleKey], fill: settings[NumberRole.fillKey],
        embed: embed > 0 ? embed : nil)
    }
    span = clause.span
  }
}
