// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `crossval` statement defines: a run for each fold, measured on the rows that it has not
/// seen.
final class CrossValidationObject: ScriptObject {
  /// One turn; its run and its data are not kept.
  struct Turn {
    let epochText: String
    let endText: String
    /// The figures of its fold; nil for a run that diverged.
    var evaluation: Evaluation?
  }

  let name: String
  let data: DataObject
  let folds: Folds
  /// The share of a turn's training rows that chooses the weights.
  let valid: Double
  let seed: UInt64
  /// The run on all training rows, which those of the folds are like.
  let sample: RunObject
  /// The run of a fold, on the data as they are shared out for it.
  let makeRun: (Int, DataObject) throws(StackProblem) -> RunObject
  /// What is done so far.
  var turns: [Turn] {
    get {
      guard let part else { return own }
      return part.whole.turns.map { turn in
        var turn = turn
        turn.evaluation = turn.evaluation.map(part.take)
        return turn
      }
    }
    set { own = newValue }
  }
  private var own: [Turn] = []
  /// What it is of a cross-validation of several targets: that of one of them.
  private var part: (whole: CrossValidationObject, take: (Evaluation) -> Evaluation)?
  /// That of each target by itself; empty where there is but one.
  var parts: [CrossValidationObject] { makeParts() }

  init(
    name: String, data: DataObject, folds: Folds, valid: Double, seed: UInt64,
    sample: RunObject,
    makeRun: @escaping (Int, DataObject) throws(StackProblem) -> RunObject
  ) {
    self.name = name
    self.data = data
    self.folds = folds
    self.valid = valid
    self.seed = seed
    self.sample = sample
    self.makeRun = makeRun
  }

  /// The data as they are shared out for a turn, with all that is fitted on its training rows alone.
  func data(of fold: Int) throws(DataError) -> DataObject {
    let splits = try folds.splits(fold, valid: valid, shuffler: RandomSource(seed: seed))
    return try data.resplit(splits, name: "\(data.name)[\(fold + 1)]")
  }

  var kind: ObjectKind { .crossValidation }
  var isDone: Bool { turns.count == folds.rows.count }

  /// The figures of the folds whose run did not diverge.
  var measured: [Evaluation] { turns.compactMap(\.evaluation) }
  /// The folds whose run diverged, by name: no mean counts them.
  var diverged: [String] {
    turns.indices.filter { turns[$0].evaluation == nil }.map { "fold \($0 + 1)" }
  }

  var title: String {
    guard isDone else { return "crossval \(name): not finished" }
    let kind = data.dataset.target.kind
    let figure = EvaluationFigures.named(EvaluationFigures.leading(kind).titled[0])
    let lost = diverged.isEmpty ? "" : " (\(diverged.count) of them diverged)"
    return "crossval \(name): \(turns.count) folds of \(data.name)\(lost), \(figure?.name ?? "") "
      + (figure.flatMap(statistics)?.text ?? "-")
      + parts.dropFirst().map { part in
        let accuracy = EvaluationFigures.named("accuracy").flatMap(part.statistics)
        return ", \(part.data.targetColumn) accuracy \(accuracy?.text ?? "-")"
      }.joined()
  }

  static var fields: [FieldSpec] { fields(of: nil) }

  /// The figures of its kind of target and, of several targets, each by its name.
  var fields: [FieldSpec] {
    Self.fields(of: data.dataset.target.kind).filter { absence(of: $0.name) == nil }
      + parts.map {
        FieldSpec(
          name: $0.data.targetColumn, type: .object(.crossValidation),
          summary: "the figures of this target by itself")
      }
  }

  private static func fields(of kind: Target.Kind?) -> [FieldSpec] {
    let figures = EvaluationFigures.fields(of: kind)
    return figures
      + figures.map {
        FieldSpec(
          name: "\($0.name)_deviation", type: .number,
          summary: "standard deviation over the folds: \($0.summary)")
      }
      + [FieldSpec(name: "folds", type: .number, summary: "how many folds there are")]
  }

  static let facets = [(name: "folds", summary: "the figures of every fold")]

  func value(of field: String) -> Value? {
    if field == "folds" { return .number(Double(folds.rows.count)) }
    if figure(of: field) == nil,
      let part = parts.first(where: { $0.data.targetColumn == field })
    {
      return .object(part)
    }
    guard isDone, let (figure, isDeviation) = figure(of: field) else { return nil }
    return statistics(figure).map { .number(isDeviation ? $0.deviation : $0.mean) }
  }

  func absence(of field: String) -> String? {
    guard let (figure, _) = figure(of: field) else { return nil }
    let kind = data.dataset.target.kind
    guard figure.kinds.contains(kind) else { return figure.absence(of: kind) }
    return isDone && statistics(figure) == nil ? "of a fold \(figure.absence)" : nil
  }

  /// What a field is of: the mean of a figure, or its deviation.
  private func figure(of field: String) -> (figure: EvaluationFigure, isDeviation: Bool)? {
    if let figure = EvaluationFigures.named(field) { return (figure, false) }
    guard field.hasSuffix("_deviation") else { return nil }
    return EvaluationFigures.named(String(field.dropLast(10))).map { ($0, true) }
  }

  /// A figure over the folds that were measured; nil where one of them lacks it.
  func statistics(_ figure: EvaluationFigure) -> Statistics? {
    Statistics(all: measured.map { figure.value($0) })
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard !turns.isEmpty else { return [] }
    let shown = EvaluationFigures.leading(data.dataset.target.kind).shown
    let figures = shown.compactMap(EvaluationFigures.named)
    let columns = parts.isEmpty ? [] : ["target"]
    let rows =
      parts.isEmpty
      ? self.rows(figures)
      : parts.flatMap { part in part.rows(figures).map { [part.data.targetColumn] + $0 } }
    return [
      ResultTable(
        title: title, columns: columns + [""] + figures.map(\.name) + ["epoch", ""],
        alignments: columns.map { _ in .left } + [.left] + figures.map { _ in .right }
          + [.right, .left], rows: rows)
    ] + (full ? (parts.isEmpty ? [self] : parts).compactMap { $0.furtherTable(beside: shown) } : [])
  }

  /// The figures that do not stand in the table; nil where there are none.
  private func furtherTable(beside shown: [String]) -> ResultTable? {
    let figures = EvaluationFigures.all(of: data.dataset.target.kind)
      .filter { !shown.contains($0.name) }
    guard !figures.isEmpty else { return nil }
    return ResultTable(
      title: "\(name): further figures", columns: [""] + figures.map(\.name),
      alignments: [.left] + figures.map { _ in .right },
      rows: rows(figures).map { Array($0.dropLast(2)) }
    ).turned()
  }

  /// A row a fold, their mean and their deviation.
  private func rows(_ figures: [EvaluationFigure]) -> [[String]] {
    let spread = figures.map { statistics($0) }
    return turns.enumerated().map { index, turn in
      ["fold \(index + 1)"]
        + figures.map { figure in
          turn.evaluation.map { figure.text(figure.value($0)) } ?? ""
        } + [turn.epochText, turn.endText]
    } + [
      ["mean"] + zip(figures, spread).map { $0.isCount ? "" : $0.text($1?.mean) } + ["", ""],
      ["deviation"] + zip(figures, spread).map { $0.isCount ? "" : $0.text($1?.deviation) }
        + ["", ""],
    ]
  }

  private func makeParts() -> [CrossValidationObject] {
    let others = data.dataset.others
    guard part == nil, !others.isEmpty else { return [] }
    let make = { (data: DataObject, take: @escaping (Evaluation) -> Evaluation) in
      let made = CrossValidationObject(
        name: "\(self.name).\(data.targetColumn)", data: data, folds: self.folds,
        valid: self.valid, seed: self.seed, sample: self.sample, makeRun: self.makeRun)
      made.part = (self, take)
      return made
    }
    return [make(data.aimed(at: []), { $0.alone })]
      + others.enumerated().map { index, other in make(data.aimed(at: other)) { $0.others[index] } }
  }
}
