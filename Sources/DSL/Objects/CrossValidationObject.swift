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
    let evaluation: Evaluation?
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
  var turns: [Turn] = []

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
      + (figure.map { statistics($0).text } ?? "")
  }

  static var fields: [FieldSpec] { fields(of: nil) }

  var fields: [FieldSpec] { Self.fields(of: data.dataset.target.kind) }

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
    guard isDone else { return nil }
    if let figure = EvaluationFigures.named(field) { return .number(statistics(figure).mean) }
    let plain = field.hasSuffix("_deviation") ? String(field.dropLast(10)) : field
    return EvaluationFigures.named(plain).map { .number(statistics($0).deviation) }
  }

  /// Mean and deviation of a figure over the folds.
  func statistics(_ figure: EvaluationFigure) -> Statistics {
    Statistics(measured.map { figure.value($0) })
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard !turns.isEmpty else { return [] }
    let figures = EvaluationFigures.leading(data.dataset.target.kind).shown
      .compactMap(EvaluationFigures.named)
    let cell = { (figure: EvaluationFigure, value: Double) in figure.text(value) }
    var rows = turns.enumerated().map { index, turn in
      ["fold \(index + 1)"]
        + figures.map { figure in turn.evaluation.map { cell(figure, figure.value($0)) } ?? "" }
        + [turn.epochText, turn.endText]
    }
    let spread = figures.map { statistics($0) }
    rows.append(
      ["mean"] + zip(figures, spread).map { $0.isCount ? "" : cell($0, $1.mean) } + ["", ""])
    rows.append(
      ["deviation"] + zip(figures, spread).map { $0.isCount ? "" : cell($0, $1.deviation) }
        + ["", ""])
    return [
      ResultTable(
        title: title, columns: [""] + figures.map(\.name) + ["epoch", ""],
        alignments: [.left] + figures.map { _ in .right } + [.right, .left], rows: rows)
    ]
  }
}
