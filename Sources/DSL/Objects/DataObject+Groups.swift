// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The groups of a data set, such as the authors or speakers of its rows.
extension DataObject {
  static let groupsFacet: FaceFacet = (
    name: "groups", summary: "the rows of each value of the `group` column in each split"
  )

  /// A row a group, those that train first, and among them the largest.
  func groupsTable(full: Bool) -> ResultTable {
    let groups = dataset.groups
    let counts = filledSplits.map { part in
      Dictionary(
        uniqueKeysWithValues: groups.parted(dataset.splits[part]).map { ($0.name, $0.places.count) }
      )
    }
    let rows = groups.names.map { name in (name: name, counts: counts.map { $0[name] ?? 0 }) }
      .filter { $0.counts.contains { $0 > 0 } }
    let order = rows.indices.sorted { one, other in
      for (own, theirs) in zip(rows[one].counts, rows[other].counts) where own != theirs {
        return own > theirs
      }
      return one < other
    }
    let shown = order.prefix(full ? order.count : ResultTable.shownNames).map { rows[$0] }
    let more = order.count - shown.count
    return ResultTable(
      title: "\(name): \(Amount.counted(order.count, "group")) of \(groups.column)",
      columns: [groups.column] + filledSplits.map(\.rawValue),
      alignments: [.left] + filledSplits.map { _ in .right },
      rows: shown.map { [$0.name] + $0.counts.map(Amount.grouped) }
        + [["all"] + filledSplits.map { Amount.grouped(dataset.splits[$0].count) }],
      footnotes: more > 0 ? ["\(Amount.grouped(more)) more: `show \(name) groups full`"] : [])
  }
}
