// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Windows over series.
struct WindowsFace: InputFace {
  let windows: WindowInput

  private var grid: SeriesGrid { windows.grid }
  private var transform: WindowTransform { windows.transform }

  func title(_ data: Dataset) -> String {
    let (count, steps) = (grid.count, Amount.grouped(grid.stepCount))
    let apart = if case .index = grid.clock.step { "" } else { ", \(grid.clock.step) apart" }
    let series =
      transform.series == nil
      ? "\(steps) steps\(apart)"
      : "\(Amount.grouped(count)) series of \(steps) steps\(apart)"
    return "\(series), \(transform.history) read, "
      + "\(windows.targetNames.joined(separator: ", ")) \(transform.horizon) ahead"
  }

  func notes(_ data: Dataset) -> [String] {
    var notes: [String] = []
    if let first = grid.span(ofSeries: 0), transform.series == nil {
      notes.append("steps: \(first.from) to \(first.to)")
    }
    let missing = grid.missing(of: windows.targetNames)
    if missing > 0 {
      notes.append(
        "missing numbers of the target: \(Amount.grouped(missing)), which have no part in the loss")
    }
    return notes
  }

  static let facets = [
    (name: "series", summary: "each series: its steps, and what its numbers are measured in")
  ]

  func table(_ facet: String, _ data: Dataset) -> ResultTable? {
    guard facet == "series" else { return nil }
    let shown = min(grid.count, 20)
    let more = grid.count - shown
    return ResultTable(
      title: "series", columns: ["series", "steps", "from", "to", "missing", "windows"],
      alignments: [.left, .right, .left, .left, .right, .right],
      rows: (0..<shown).map { series in
        let span = grid.span(ofSeries: series)
        return [
          grid.names[series], Amount.grouped(grid.steps(of: series)), span?.from ?? "",
          span?.to ?? "", Amount.grouped(grid.missing(of: windows.targetNames, series: series)),
          Amount.grouped(windows.windows.count { $0.series == series }),
        ]
      }, footnotes: more > 0 ? ["\(Amount.grouped(more)) more"] : [])
  }

  var rowColumns: [String] { ["origin"] }

  func rowCells(_ row: Int, _ data: Dataset) -> [String] { [windows.title(of: row)] }

  var settings: [[String]] {
    let lists: [(name: String, values: [String])] = [
      ("time", grid.clock.columns), ("step", [grid.clock.step.description]),
      ("calendar", transform.calendar.map(\.rawValue)),
      ("series", [transform.series].compactMap { $0 }),
      ("input", transform.inputs.map(\.name)),
      (
        "window",
        [
          "\(transform.history) horizon=\(transform.horizon) relative=\(transform.relative.rawValue)"
        ]
      ),
    ]
    return lists.filter { !$0.values.isEmpty }.map {
      [$0.name, $0.values.joined(separator: ", ")]
    }
  }
}

extension SeriesGrid {
  /// The times of the first and the last step of a series; nil for one without steps.
  func span(ofSeries series: Int) -> (from: String, to: String)? {
    let count = steps(of: series)
    guard count > 0 else { return nil }
    return (stamp(0, of: series), stamp(count - 1, of: series))
  }

  /// How many numbers of some columns are missing, of one series or of all.
  func missing(of columns: [String], series: Int? = nil) -> Int {
    let wanted = series.map { $0..<$0 + 1 } ?? 0..<count
    var missing = 0
    for column in columns.compactMap({ index(of: $0) }) {
      for series in wanted {
        missing += values(of: column, series: series).count { $0.isNaN }
      }
    }
    return missing
  }
}
