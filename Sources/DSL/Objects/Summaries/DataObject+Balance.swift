// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The targets of a data set: how often each of their values is there, and rows of each.
extension DataObject {
  /// The targets whose values have names.
  var balancedTargets: [Target] {
    dataset.targets.filter { !$0.allNames.isEmpty && $0.task is any Labelled }
  }

  /// The names of a target by how many rows, or tokens, of each split have them.
  func balanceTable(_ target: Target, full: Bool) -> ResultTable {
    let counts = filledSplits.map { target.counts(of: dataset.splits[$0]) }
    let names = target.allNames
    let sums = names.indices.map { index in counts.reduce(0) { $0 + $1[index] } }
    let all = sums.reduce(0, +)
    let order = names.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
    let shown = order.prefix(full ? order.count : ResultTable.shownNames)
    let weights = weights(of: target)
    let more = order.count - shown.count
    let most = sums.max() ?? 0
    return ResultTable(
      title: "\(name): \(Amount.counted(names.count, "value")) of \(target.name), "
        + (target.task.shape.places == .steps ? "by tokens" : "by rows"),
      columns: ["value"] + filledSplits.map(\.rawValue) + ["share"]
        + (weights == nil ? [] : ["weight"]) + [""],
      alignments: [.left] + filledSplits.map { _ in .right } + [.right]
        + (weights == nil ? [] : [.right]) + [.left],
      rows: shown.map { index in
        [names[index]] + counts.map { Amount.grouped($0[index]) }
          + [Share.percent(sums[index], of: all, decimals: 1)]
          + (weights.map { own in
            [
              own.indices.contains(index)
                ? FixedDecimal.string(Double(own[index]), decimals: 2) : ""
            ]
          } ?? [])
          + [Spark.bar(most == 0 ? 0 : Double(sums[index]) / Double(most))]
      },
      footnotes: (weights == nil ? [] : ["weight: what `class_weights=auto` of `train` gives"])
        + (more > 0 ? ["\(Amount.grouped(more)) more: `show \(name) balance full`"] : []))
  }

  /// What `class_weights=auto` gives to each name; nil where it gives none, or two.
  private func weights(of target: Target) -> [Float]? {
    guard !dataset.splits.train.isEmpty else { return nil }
    let weights = target.task.balancedWeights(of: target, rows: dataset.splits.train)
    return weights.count == target.labels.count ? weights : nil
  }

  /// The first rows of each of the largest classes, and how their inputs begin.
  func examplesTable(full: Bool) -> ResultTable {
    let target = dataset.target
    let counts = target.counts(of: dataset.splits.train)
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    var rowsOf: [Int32: [Int]] = [:]
    let wanted = full ? 3 : 2
    for row in dataset.splits.train {
      guard let number = target.values[row].first, rowsOf[number, default: []].count < wanted else {
        continue
      }
      rowsOf[number, default: []].append(row)
    }
    let faces = inputFaces
    let columns = faces.flatMap(\.rowColumns)
    // Tokens stand beside the text in `rows`.
    let kept = columns.indices.filter { columns[$0] != "tokens" }
    let rows = order.prefix(10).flatMap { rowsOf[Int32(truncatingIfNeeded: $0)] ?? [] }
    return ResultTable(
      title: "\(name): rows that train", columns: [nameColumn] + kept.map { columns[$0] },
      alignments: [.left] + kept.map { _ in .left },
      rows: rows.map { row in
        let cells = faces.flatMap { $0.rowCells(row, dataset) }
        return [targetText(row)] + kept.map { Excerpt.of(cells[$0], columns: 72) }
      })
  }
}
