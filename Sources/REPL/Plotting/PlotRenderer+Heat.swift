// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// The most rows of a heat map; more become one.
  private static let mostRows = 16

  /// Draws counts in rows and columns, shaded by their share of the row.
  func draw(_ chart: Chart, _ all: HeatMap, on grid: inout PlotGrid) {
    let label = min(all.names.map { DisplayWidth.of($0) }.max() ?? 0, max(columns / 4, 8))
    let (heat, narrow) = fitting(all, to: columns - label - 5)
    let count = heat.names.count
    let longest = heat.names.map { DisplayWidth.of($0) }.max() ?? 0
    let room = (columns - label - 5) / max(count, 1)
    // Columns have their names where these fit, else the numbers of the rows.
    let hasNames = longest + 1 <= room
    let cell = hasNames ? max(narrow, longest + 1) : narrow
    let numbers = hasNames ? 0 : String(count).count + 1
    let start = label + numbers + 2
    let down = chart.y.label.isEmpty ? "" : TextFitting.cut(chart.y.label, to: 20) + " ↓"
    grid.put(down, column: 0, row: 1, ink: .faint)
    grid.put(
      chart.x.label.isEmpty ? "" : TextFitting.cut(chart.x.label, to: 20) + " →",
      column: max(start, DisplayWidth.of(down) + 2), row: 1, ink: .faint)
    for (index, name) in heat.names.enumerated() {
      let heading = hasNames ? name : String(index + 1)
      grid.put(
        TextFitting.pad(heading, to: cell - 1, alignment: .right), column: start + index * cell,
        row: 2, ink: .faint)
      let row = 3 + index
      if !hasNames {
        grid.put(
          TextFitting.pad(String(index + 1), to: numbers - 1, alignment: .right), column: 0,
          row: row, ink: .faint)
      }
      grid.put(
        TextFitting.pad(TextFitting.cut(name, to: label), to: label, alignment: .right),
        column: numbers, row: row)
      for column in 0..<count {
        draw(
          heat[index, column], share: heat.shade(index, column), width: cell - 1,
          column: start + column * cell, row: row, on: &grid)
      }
    }
    legend(
      [
        Key(sign: sign(0.1), ink: .shade(0.1), name: "few of the row"),
        Key(sign: sign(0.5), ink: .shade(0.5), name: "half"),
        Key(sign: sign(1), ink: .shade(1), name: "all of it"),
      ], column: start, on: &grid)
    if heat.names.count < all.names.count {
      note(
        "the \(count - 1) that are confused most, and \(all.names.count - count + 1) "
          + "\(HeatMap.rest); an SVG file has all", on: &grid)
    }
  }

  /// As many rows and columns as there is room for, and the cells of a column: two of shade, the
  /// count, and a blank before the next one.
  private func fitting(_ all: HeatMap, to room: Int) -> (heat: HeatMap, cell: Int) {
    for most in (3...Self.mostRows).reversed() {
      let heat = all.condensed(to: most)
      let cell = 3 + (heat.counts.joined().map { Self.text($0).count }.max() ?? 1)
      if heat.names.count * cell <= room { return (heat, cell) }
    }
    return (all.condensed(to: 2), 8)
  }

  /// A count in at most five characters, as far as it is one.
  private static func text(_ count: Int) -> String {
    switch count {
    case 0: "·"
    case ..<10_000: String(count)
    case ..<1_000_000: "\(count / 1000)k"
    default: "\(min(count / 1_000_000, 9999))M"
    }
  }

  private func draw(
    _ value: Int, share: Double, width: Int, column: Int, row: Int, on grid: inout PlotGrid
  ) {
    let text = TextFitting.pad(Self.text(value), to: width - 2, alignment: .right)
    let blocks = palette.isOn ? " " : Self.block(share)
    grid.put(
      blocks + blocks + text, column: column, row: row, ink: palette.isOn ? .shade(share) : .plain)
  }

  func sign(_ share: Double) -> String { palette.isOn ? "  " : Self.block(share) }

  /// A block as dense as a share; a blank for 0.
  static func block(_ share: Double) -> String {
    switch share {
    case ...0: " "
    case ..<0.25: "░"
    case ..<0.5: "▒"
    case ..<0.75: "▓"
    default: "█"
    }
  }
}
