// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The rows of a data set that are like others.
extension DataObject {
  var leaksTables: [ResultTable] {
    guard let repeats else { return [] }
    let parts = filledSplits
    let known = { (part: SplitName, first: SplitName) in repeats.counts[part]?[first] ?? 0 }
    var tables = [
      ResultTable(
        title: "\(name): rows like an earlier one, by what is read of them",
        columns: ["rows of", "all"] + parts.map { "like one of \($0.rawValue)" },
        alignments: [.left, .right] + parts.map { _ in .right },
        rows: parts.enumerated().map { place, part in
          [part.rawValue, Amount.grouped(dataset.splits[part].count)]
            + parts.enumerated().map { other, first in
              other > place ? "" : Amount.grouped(known(part, first))
            }
        })
    ]
    if !repeats.leaks.isEmpty {
      tables.append(
        pairsTable(
          "\(name): rows that stand in two splits, \(Amount.grouped(repeats.leakCount)) in all",
          repeats.leaks, names: { [$0.part.rawValue, $0.firstPart.rawValue] },
          columns: ["in", "and in"]))
    }
    if !repeats.contradictions.isEmpty {
      let count = Amount.grouped(repeats.contradictionCount)
      tables.append(
        pairsTable(
          "\(name): rows with another target than the first one like them, \(count) in all",
          repeats.contradictions, names: { [targetText($0.row), targetText($0.first)] },
          columns: ["target", "and before"]))
    }
    return tables
  }

  private func pairsTable(
    _ title: String, _ pairs: [RowRepeats.Pair], names: (RowRepeats.Pair) -> [String],
    columns: [String]
  ) -> ResultTable {
    ResultTable(
      title: title, columns: columns + ["places", dataset.text == nil ? "row" : "text"],
      alignments: [.left, .left, .left, .left],
      rows: pairs.map { pair in
        names(pair) + [
          [pair.row, pair.first].map(shownPlace).joined(separator: ", "),
          Excerpt.of(dataset.title(of: pair.row), columns: 60),
        ]
      })
  }

  /// `reviews.csv:12`.
  private func shownPlace(_ row: Int) -> String {
    let line = dataset.origins.line(of: row)
    return dataset.origins.path(of: row).map { "\($0):\(line)" } ?? "row \(line)"
  }
}
