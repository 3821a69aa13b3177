// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A clause `input`: columns of numbers or categories, and what is set of them.
struct InputRole {
  /// What it says of each column.
  let columns: [NumberRole.Column]
  /// Where it stands.
  let span: Span
  /// What is set.
  let options: [Argument]

  /// Reads a clause; problems with its settings go to `report`.
  ///
  /// - Parameter taken: the columns that earlier clauses name.
  init(
    _ clause: RoleClause, among columns: [String], after taken: [String],
    _ evaluator: inout Evaluator, report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let (found, rest) = try clause.columnList(among: columns)
    for (index, name) in found.enumerated()
    where (taken + found[..<index].map(\.column)).contains(name.column) {
      throw .givenTwice(name.column, of: "`input`", at: name.span)
    }
    let values = ArgumentReader(owner: "`input`", specs: RoleCatalog.inputOptions)
      .read(rest, &evaluator, report: report)
    let settings = Arguments(values, for: RoleCatalog.inputOptions)
    if !settings.hasSoundLags {
      report(.lagsAreSteps(at: rest.places[WindowRole.lagsKey.name] ?? clause.span))
    }
    let embed = settings[NumberRole.embedKey]
    self.columns = found.map { name in
      var column = NumberRole.Column(
        name.column, scale: settings[NumberRole.scaleKey], fill: settings[NumberRole.fillKey],
        embed: embed > 0 ? embed : nil)
      column.isKnown = settings[WindowRole.knownKey]
      column.lags = settings.lags
      return column
    }
    span = clause.span
    options = rest
  }
}
