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
        turn.evaluation = turn.evaluation.map { $0.alone(part.index) }
        return turn
      }
    }
    set { own = newValue }
  }
  private var own: [Turn] = []
  /// What it is of a cross-validation of several targets: that of one of them.
  private var part: (whole: CrossValidationObject, index: Int)?
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
    let metric = task.leading.titled[0]
    let lost = diverged.isEmpty ? "" : " (\(diverged.count) of them diverged)"
    return "crossval \(name): \(turns.count) folds of \(data.name)\(lost), \(metric.name) "
      + (statistics(metric)?.text ?? "-")
      + parts.dropFirst().map { part in
        let own = part.task.leading.titled[0]
        return ", \(part.data.targetColumn) \(own.name) \(part.statistics(own)?.text ?? "-")"
      }.joined()
  }

  /// What its figures are of.
  private var task: any TargetTask { data.dataset.task }

  static var fields: [FieldSpec] { fields(MetricCatalog.entries) }

  /// The figures of its task and, of several targets, each by its name.
  var fields: [FieldSpec] {
    Self.fields(task.metrics.map(\.entry)).filter { absence(of: $0.name) == nil }
      + parts.map {
        FieldSpec(
          name: $0.data.targetColumn, type: .object(.crossValidation),
          summary: "the figures of this target by itself")
      }
  }

  private static func fields(_ metrics: [MetricEntry]) -> [FieldSpec] {
    metrics.map(\.field)
      + metrics.map {
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
    guard let (metric, _) = figure(of: field) else { return nil }
    guard task.metric(metric.name) != nil else { return metric.absence(of: task) }
    return isDone && statistics(metric) == nil ? "of a fold \(metric.absence)" : nil
  }

  /// What a field is of: the mean of a figure, or its deviation.
  private func figure(of field: String) -> (figure: MetricEntry, isDeviation: Bool)? {
    if let metric = MetricCatalog.entry(field) { return (metric, false) }
    guard field.hasSuffix("_deviation") else { return nil }
    return MetricCatalog.entry(String(field.dropLast(10))).map { ($0, true) }
  }

  /// A figure over the folds that were measured; nil where one of them lacks it.
  func statistics(_ metric: MetricEntry) -> Statistics? {
    Statistics(all: measured.map { $0.figure(metric) })
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard !turns.isEmpty else { return [] }
    let figures = task.leading.shown
    let columns = parts.isEmpty ? [] : ["target"]
    let leftOut = namesLeftOut ? [data.dataset.groups.column] : []
    let rows =
      parts.isEmpty
      ? self.rows(figures, namesLeftOut: namesLeftOut)
      : parts.flatMap { part in
        part.rows(figures, namesLeftOut: namesLeftOut).map { [part.data.targetColumn] + $0 }
      }
    return [
      ResultTable(
        title: title,
        columns: columns + [""] + leftOut + figures.map(\.name) + ["epoch", ""],
        alignments: (columns + leftOut).map { _ in .left } + [.left]
          + figures.map { _ in .right } + [.right, .left], rows: rows)
    ] + (full ? (parts.isEmpty ? [self] : parts).compactMap(\.furtherTable) : [])
  }

  /// The figures that do not stand in the table; nil where there are none.
  private var furtherTable: ResultTable? {
    let figures = task.furtherMetrics
    guard !figures.isEmpty else { return nil }
    return ResultTable(
      title: "\(name): further figures", columns: [""] + figures.map(\.name),
      alignments: [.left] + figures.map { _ in .right },
      rows: rows(figures, namesLeftOut: false).map { Array($0.dropLast(2)) }
    ).turned()
  }

  /// The most groups of a fold that are named.
  private static let namedGroups = 3

  /// The groups that a fold leaves out, or how many; empty where rows stand alone.
  func leftOut(by fold: Int) -> String {
    let groups = folds.groups(leftOutBy: fold)
    return groups.count > Self.namedGroups
      ? Amount.counted(groups.count, "group") : groups.joined(separator: ", ")
  }

  /// Whether some fold leaves out so few groups that they are named.
  private var namesLeftOut: Bool {
    turns.indices.contains {
      (1...Self.namedGroups).contains(folds.groups(leftOutBy: $0).count)
    }
  }

  /// A row a fold, their mean and their deviation.
  private func rows(_ figures: [MetricEntry], namesLeftOut: Bool) -> [[String]] {
    let spread = figures.map { statistics($0) }
    let gap = namesLeftOut ? [""] : []
    return turns.enumerated().map { index, turn in
      ["fold \(index + 1)"] + (namesLeftOut ? [leftOut(by: index)] : [])
        + figures.map { figure in
          turn.evaluation.map { figure.text($0.figure(figure)) } ?? ""
        } + [turn.epochText, turn.endText]
    } + [
      ["mean"] + gap + zip(figures, spread).map { $0.unit == .count ? "" : $0.text($1?.mean) } + [
        "", "",
      ],
      ["deviation"] + gap
        + zip(figures, spread).map { $0.unit == .count ? "" : $0.text($1?.deviation) } + ["", ""],
    ]
  }

  private func makeParts() -> [CrossValidationObject] {
    let targets = data.dataset.targets
    guard part == nil, targets.count > 1 else { return [] }
    return targets.enumerated().map { index, target in
      let own = index == 0 ? data.aimed(at: []) : data.aimed(at: target)
      let made = CrossValidationObject(
        name: "\(name).\(own.targetColumn)", data: own, folds: folds, valid: valid, seed: seed,
        sample: sample, makeRun: makeRun)
      made.part = (self, index)
      return made
    }
  }
}
