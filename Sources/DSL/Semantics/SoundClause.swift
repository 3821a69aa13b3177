// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A clause `sound`: the column with the paths of recordings, and what is set of them.
struct SoundClause {
  /// What it says.
  let role: SoundRole
  /// Where it stands; the name of the data where a format names the column.
  let span: Span
  /// Whether it stands there.
  let isSaid: Bool
  /// Where each setting is said.
  let places: [String: Span]

  /// Reads a clause; problems with its settings go to `report`.
  ///
  /// - Parameter columns: those of the data.
  init(
    _ clause: RoleClause, among columns: [String], _ evaluator: inout Evaluator,
    report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let (column, span, rest) = try clause.columnFirst(among: columns)
    let reader = ArgumentReader(owner: "`sound`", specs: SoundRole.arguments)
    var settings: [Argument] = []
    for argument in rest { settings += try Self.spelledOut(argument) }
    let values = reader.read(settings, &evaluator, report: report)
    (role, self.span, isSaid) = (SoundRole(column, values), span, true)
    places = settings.places(among: SoundRole.arguments)
  }

  /// A column that a format names, read in the usual way.
  init(_ column: String, at span: Span) {
    (role, self.span, isSaid, places) = (SoundRole(column), span, false, [:])
  }

  /// `features=logmel(40)` as the two settings that it stands for.
  private static func spelledOut(_ argument: Argument) throws(Diagnostic) -> [Argument] {
    guard argument.label.map({ $0.text == SoundRole.featuresKey.name }) ?? true,
      case .call(let word, let counts) = argument.value.kind
    else { return [argument] }
    guard counts.count == 1, counts[0].label == nil else {
      throw .featuresNeedCount(word, at: argument.span)
    }
    let bins = Name(SoundRole.binsKey.name, counts[0].span)
    return [
      Argument(
        label: Name(SoundRole.featuresKey.name, word.span),
        value: Expression(.name(word.text), word.span)),
      Argument(label: bins, value: counts[0].value),
    ]
  }
}
