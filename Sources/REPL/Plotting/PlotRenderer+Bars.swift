// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// The most lines that bars take.
  private static let mostLines = 20

  /// Draws bars that lie, a name after another.
  func draw(_ chart: Chart, _ all: BarGroups, on grid: inout PlotGrid) {
    let most = max(all.isStacked ? Self.mostLines : Self.mostLines / max(all.series.count, 1), 2)
    let bars = all.names.count > most ? all.largest(most) : all
    let names = bars.names.map { TextFitting.cut($0, to: max(columns / 4, 10)) }
    let label = names.map { DisplayWidth.of($0) }.max() ?? 0
    let texts = bars.names.indices.map { row -> [String] in
      let texts = bars.series.indices.map { bars.text($0, row) }
      return bars.isStacked ? [texts.joined(separator: " + ")] : texts
    }
    let behind = min(texts.joined().map { DisplayWidth.of($0) }.max() ?? 0, columns / 3)
    let room = max(columns - label - behind - 4, 4)
    let reach = max(
      bars.names.indices.map { bars.reach($0) }.max() ?? 0, chart.x.range?.upperBound ?? 0)
    let scale = reach > 0 ? Double(room) / reach : 0
    for (row, name) in names.enumerated() {
      let start = grid.rows
      grid.put(
        TextFitting.pad(name, to: label, alignment: .right), column: 0, row: start)
      for (line, text) in texts[row].enumerated() {
        grid.put("│", column: label + 1, row: start + line, ink: .faint)
        let parts =
          bars.isStacked ? Array(bars.series.indices) : bars.series.isEmpty ? [] : [line]
        let end = bar(bars, parts, row, scale, column: label + 2, line: start + line, on: &grid)
        grid.put(TextFitting.cut(text, to: behind), column: end + 1, row: start + line, ink: .faint)
      }
      if texts[row].isEmpty { grid.put("│", column: label + 1, row: start, ink: .faint) }
    }
    legend(
      bars.series.enumerated().map { index, series in
        Key(sign: String(Self.fill(index)), ink: .series(index), name: series.name)
      }, column: label + 2, on: &grid)
    if !chart.x.label.isEmpty, bars.series.count < 2 { note(chart.x.label, on: &grid) }
    if bars.names.count < all.names.count {
      let left = all.names.count - bars.names.count
      note("… the \(bars.names.count) largest; \(left) more are in an SVG file", on: &grid)
    }
  }

  /// Draws parts of a line one after another; returns the column after the last.
  private func bar(
    _ bars: BarGroups, _ parts: [Int], _ row: Int, _ scale: Double, column: Int, line: Int,
    on grid: inout PlotGrid
  ) -> Int {
    var (sum, place) = (0.0, column)
    for series in parts {
      let value = bars.value(series, row)
      sum += value * scale
      let fill = Self.fill(series)
      let isFine = parts.count == 1 && series == 0
      let end = column + Int(isFine ? sum.rounded(.down) : sum.rounded())
      let count = max(end - place, 0)
      grid.put(
        String(repeating: fill, count: count), column: place, row: line, ink: .series(series))
      place += count
      let rest = Int(((sum - sum.rounded(.down)) * 8).rounded(.down))
      if isFine, rest > 0 || (value > 0 && count == 0) {
        let eighth = Self.eighthsAcross[max(rest - 1, 0)]
        grid.put(String(eighth), column: place, row: line, ink: .series(series))
        place += 1
      } else if value > 0, count == 0 {
        grid.put(String(fill), column: place, row: line, ink: .series(series))
        place += 1
      }
    }
    return place
  }
}
