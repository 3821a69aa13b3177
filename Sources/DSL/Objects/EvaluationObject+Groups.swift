// SPDX-License-Identifier: Apache-2.0

import LSTM

/// An evaluation by the groups of its rows, such as their authors or speakers.
extension EvaluationObject {
  static let groupsFacet: FaceFacet = (
    name: "groups",
    summary: "the figures of each value of the `group` column by itself, the worst first"
  )

  /// A row a group, the one with the worst leading figure first; nil where rows stand alone.
  func groupsTable(_ result: Evaluation, full: Bool) -> ResultTable? {
    let groups = data.dataset.groups
    guard !groups.isEmpty else { return nil }
    let metrics = face.shownMetrics(result.leading).filter { $0.unit != .count }
    let ranking = task.leading.titled[0]
    let found = groups.parted(result.rows).map {
      (name: $0.name, result: result.picking($0.places))
    }
    let order = found.indices.sorted { Self.isWorse(found[$0], found[$1], $0, $1, ranking) }
    let shown = order.prefix(full ? order.count : ResultTable.shownNames).map { found[$0] }
    let row = { (name: String, result: Evaluation) in
      [name, String(result.rows.count)] + metrics.map { $0.text(result.figure($0)) }
    }
    let more = order.count - shown.count
    return ResultTable(
      title: "\(name): \(data.name).\(split.rawValue) by \(groups.column)",
      columns: [groups.column, "rows"] + metrics.map(\.name),
      alignments: [.left, .right] + metrics.map { _ in .right },
      rows: shown.map(row) + [row("all", result)],
      footnotes: ["the worst \(ranking.name) first"]
        + (more > 0 ? ["\(Amount.grouped(more)) more: `show \(name) groups full`"] : []))
  }

  /// Whether a group stands before another: one that lacks the figure after those that have it, and of equal
  /// ones that with more rows first.
  private static func isWorse(
    _ one: (name: String, result: Evaluation), _ other: (name: String, result: Evaluation),
    _ place: Int, _ otherPlace: Int, _ metric: MetricEntry
  ) -> Bool {
    let rank = { (result: Evaluation) in
      result.figure(metric).map { metric.ranked($0) } ?? -.infinity
    }
    let (own, theirs) = (rank(one.result), rank(other.result))
    return (theirs, other.result.rows.count, place)
      < (own, one.result.rows.count, otherPlace)
  }
}
