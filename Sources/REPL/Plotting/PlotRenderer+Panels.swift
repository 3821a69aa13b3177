// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  private static let mostPanels = 24
  private static let bins = 20

  /// Draws a line for each histogram: its bins as blocks between the ends of its axis.
  func draw(_ all: HistogramPanels, on grid: inout PlotGrid) {
    let panels = all.panels.prefix(Self.mostPanels)
    let width = { (texts: [String]) in texts.map { DisplayWidth.of($0) }.max() ?? 0 }
    let label = min(width(panels.map(\.name)), columns / 3)
    let (low, high) = (width(panels.map(\.low)), width(panels.map(\.high)))
    for panel in panels {
      let row = grid.rows
      grid.put(TextFitting.cut(panel.name, to: label), column: 0, row: row)
      grid.put(
        TextFitting.pad(panel.low, to: low, alignment: .right), column: label + 1, row: row,
        ink: .faint)
      grid.put(blocks(panel), column: label + low + 2, row: row, ink: .series(0))
      let end = label + low + 3 + Self.bins
      grid.put(panel.high, column: end, row: row, ink: .faint)
      let rest = columns - end - high - 2
      if rest > 8 {
        grid.put(
          TextFitting.cut(panel.note, to: rest), column: end + high + 2, row: row, ink: .faint)
      }
    }
    if all.panels.count > panels.count {
      note("… \(all.panels.count - panels.count) more are in an SVG file", on: &grid)
    }
  }

  private func blocks(_ panel: HistogramPanels.Panel) -> String {
    let count = panel.counts.count
    guard count > 0 else { return "" }
    let sums = (0..<Self.bins).map { bin in
      let first = bin * count / Self.bins
      return panel.counts[first..<max((bin + 1) * count / Self.bins, first + 1)].reduce(0, +)
    }
    let most = max(sums.max() ?? 0, 1)
    return String(
      sums.map { sum -> Character in
        guard sum > 0 else { return " " }
        return Self.eighthsUp[min(sum * 8 / most, 7)]
      })
  }
}
