// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Tables and pictures that several tasks share.
extension ResultTable {
  static let countColumns = ["precision", "recall", "f1", "there", "found"]
  /// How many names stand in a table that is not asked for in full.
  static let shownNames = 30

  /// A row of what was found one by one.
  static func row(_ name: String, _ count: EntityCounts.Count) -> [String] {
    let share = { (value: Double) in FixedDecimal.string(value, decimals: 3) }
    return [
      name, share(count.precision), share(count.recall), share(count.f1), String(count.actual),
      String(count.predicted),
    ]
  }

  /// A table of such rows.
  static func counts(
    _ title: String, column: String, rows: [[String]], footnotes: [String] = []
  ) -> ResultTable {
    ResultTable(
      title: title, columns: [column] + countColumns,
      alignments: [.left] + countColumns.map { _ in .right }, rows: rows, footnotes: footnotes)
  }

  /// The figures of each class, and one more where there is one.
  static func classes(
    _ name: String, _ figures: [ClassFigures],
    _ further: (name: String, value: (Int) -> Double?)? = nil
  ) -> ResultTable {
    let share = { (value: Double?) in FixedDecimal.text(value, decimals: 3) }
    let columns = ["precision", "recall", "f1"] + (further.map { [$0.name] } ?? []) + ["rows"]
    return ResultTable(
      title: "\(name): classes", columns: ["class"] + columns,
      alignments: [.left] + columns.map { _ in .right },
      rows: figures.map { found in
        [found.name, share(found.precision), share(found.recall), share(found.f1)]
          + (further.map { [share($0.value(found.index))] } ?? []) + [String(found.actual)]
      })
  }

  /// How often each class was taken for each.
  static func confusion(
    _ name: String, _ labels: [String], _ confusion: ConfusionMatrix
  ) -> ResultTable {
    ResultTable(
      title: "\(name): confusion, a row a true class, a column a prediction",
      columns: [""] + labels, alignments: [.left] + labels.map { _ in .right },
      rows: labels.enumerated().map { actual, label in
        [label] + labels.indices.map { String(confusion[actual: actual, predicted: $0]) }
      })
  }
}

extension Chart {
  /// How often each class was taken for each, as shades.
  static func confusion(
    _ title: String, _ labels: [String], _ confusion: ConfusionMatrix
  ) -> Chart {
    let counts = labels.indices.map { actual in
      labels.indices.map { confusion[actual: actual, predicted: $0] }
    }
    return Chart(
      title, x: ChartAxis("predicted"), y: ChartAxis("true"),
      body: .heat(HeatMap(names: labels, counts: counts)))
  }

  /// Precision, recall and F1 of each class; nil without any.
  static func classes(_ place: String, _ figures: [ClassFigures]) -> Chart? {
    guard !figures.isEmpty else { return nil }
    return Chart(
      "\(place), by class", x: ChartAxis(range: 0...1),
      body: .bars(
        BarGroups(
          names: figures.map(\.name),
          series: [
            BarGroups.Series("precision", figures.map(\.precision)),
            BarGroups.Series("recall", figures.map(\.recall)),
            BarGroups.Series("f1", figures.map(\.f1)),
          ], decimals: 3)))
  }
}

extension ConfusionMatrix {
  /// The figures of each class.
  func figures(_ names: [String]) -> [ClassFigures] {
    names.enumerated().map { index, name in
      ClassFigures(
        name: name, index: index, precision: precision(index), recall: recall(index),
        f1: f1(index), actual: support(index))
    }
  }
}
