// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Tables of what is found one by one: entities, phrases and labels.
extension EvaluationObject {
  /// How many labels stand in a table that is not asked for in full.
  private static let shownLabels = 30
  private static let countColumns = ["precision", "recall", "f1", "there", "found"]

  private func row(_ name: String, _ count: EntityCounts.Count) -> [String] {
    let share = { (value: Double) in FixedDecimal.string(value, decimals: 3) }
    return [
      name, share(count.precision), share(count.recall), share(count.f1), String(count.actual),
      String(count.predicted),
    ]
  }

  /// The entities of each type; with phrases also the sets of the rows.
  func entitiesTable(_ counts: EntityCounts, phrases: EntityCounts.Count?) -> ResultTable {
    let alignments = [ResultTable.Alignment.left] + Self.countColumns.map { _ in .right }
    if let phrases {
      return ResultTable(
        title: "\(name): phrases, of each text once, and the places that are marked",
        columns: [""] + Self.countColumns, alignments: alignments,
        rows: [row("phrases", phrases), row("places", counts.all)])
    }
    return ResultTable(
      title: "\(name): entities, right when type and both ends are",
      columns: ["type"] + Self.countColumns, alignments: alignments,
      rows: counts.types.map {
        row(Self.typeName($0), counts.byType[$0] ?? EntityCounts.Count())
      } + [row("all", counts.all)])
  }

  /// The labels, those of the most rows first.
  func order(of counts: LabelCounts) -> [Int] {
    counts.byLabel.indices.sorted {
      (counts.byLabel[$1].actual, $0) < (counts.byLabel[$0].actual, $1)
    }
  }

  func labelsTable(_ counts: LabelCounts, full: Bool) -> ResultTable {
    let order = order(of: counts)
    let shown = full ? order[...] : order.prefix(Self.shownLabels)
    let left = order.count - shown.count
    return ResultTable(
      title: "\(name): labels", columns: ["label"] + Self.countColumns,
      alignments: [.left] + Self.countColumns.map { _ in .right },
      rows: shown.map { row(labels[$0], counts.byLabel[$0]) } + [row("all", counts.all)],
      footnotes: left > 0 ? ["and \(left) rarer ones: `show \(name) classes full`"] : [])
  }

  /// What became of each label, in the place of a confusion: they are not taken for one another.
  func labelErrorsTable(_ counts: LabelCounts) -> ResultTable {
    let order = order(of: counts)
    let shown = order.prefix(Self.shownLabels)
    return ResultTable(
      title: "\(name): what became of the labels",
      columns: ["label", "found", "missed", "wrongly given"],
      alignments: [.left, .right, .right, .right],
      rows: shown.map { index in
        let count = counts.byLabel[index]
        return [
          labels[index], String(count.correct), String(count.actual - count.correct),
          String(count.predicted - count.correct),
        ]
      },
      footnotes: order.count > shown.count ? ["and \(order.count - shown.count) rarer ones"] : [])
  }

  /// The rows with the most wrong labels.
  func wrongSetsTable(
    _ result: Evaluation, _ labelling: Evaluation.Labelling
  ) -> ResultTable {
    let dataset = data.dataset
    let truths = result.rows.map { row in
      dataset.target.values[row].map { dataset.labels.decode($0) ?? "" }
    }
    let found = labelling.labels.map { $0.map { labels[Int($0)] } }
    let wrong = zip(truths, found).map { Set($0).symmetricDifference($1).count }
    let worst = wrong.indices.filter { wrong[$0] > 0 }
      .sorted { (wrong[$1], $0) < (wrong[$0], $1) }.prefix(10)
    return ResultTable(
      title: "\(name): \(wrong.count { $0 > 0 }) of \(result.rows.count) rows have a wrong label",
      columns: ["wrong", "true", "predicted", "text"], alignments: [.right, .left, .left, .left],
      rows: worst.map { index in
        [
          String(wrong[index]), truths[index].joined(separator: ", "),
          found[index].joined(separator: ", "), dataset.texts[result.rows[index]],
        ]
      })
  }
}
