// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The clause `input`: columns of numbers, and what is set of them.
struct InputRole {
  /// What it says.
  let role: NumberRole
  /// Where it stands.
  let span: Span

  /// Reads a clause; problems with its settings go to `report`.
  init(
    _ clause: RoleClause, among columns: [String], _ evaluator: inout Evaluator,
    report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let (first, _, rest) = try clause.columnFirst(among: columns)
    var names = [first]
    for argument in rest where argument.label == nil {
      let name: String
      switch argument.value.kind {
      case .name(let word), .text(let word): name = try columns.column(word, at: argument.span)
      default: throw .roleNeedsColumn(clause, columns)
      }
      if names.contains(name) { throw .givenTwice(name, of: "`input`", at: argument.span) }
      names.append(name)
    }
    let values = ArgumentReader(owner: "`input`", specs: NumberRole.arguments)
      .read(rest.filter { $0.label != nil }, &evaluator, report: report)
    let settings = Arguments(values, for: NumberRole.arguments)
    role = NumberRole(
      names, scale: settings[NumberRole.scaleKey], fill: settings[NumberRole.fillKey])
    span = clause.span
  }
}
