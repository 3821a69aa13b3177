// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// The room between two axes of numbers, in cells.
  struct Frame {
    let column: Int
    let row: Int
    let columns: Int
    let rows: Int
    let x: AxisScale
    let y: AxisScale

    /// The column of a place from 0 to 1.
    func across(_ place: Double) -> Int { column + Self.cell(place, columns) }
    /// The row of a place from 0, at the bottom, to 1.
    func up(_ place: Double) -> Int { row + rows - 1 - Self.cell(place, rows) }

    private static func cell(_ place: Double, _ count: Int) -> Int {
      min(max(Int((place * Double(count - 1)).rounded()), 0), count - 1)
    }
  }

  /// Draws two axes of numbers with their labels, and returns the room between them.
  ///
  /// - Parameters:
  ///   - bins: the room across is cut into so many parts of equal width; 1 for any width.
  ///   - shift: how far the labels of the horizontal axis stand to the right, in values.
  func frame(
    _ chart: Chart, x: AxisScale, y: AxisScale, bins: Int = 1, shift: Double = 0,
    on grid: inout PlotGrid
  ) -> Frame {
    let labels = y.ticks.map { DisplayWidth.of($0.label) }.max() ?? 0
    let name = TextFitting.cut(chart.x.label, to: 20)
    let right = (name.isEmpty ? 0 : DisplayWidth.of(name) + 1) + 2
    let top = chart.y.label.isEmpty ? 1 : 2
    let available = max(columns - labels - 2 - right, 8)
    let frame = Frame(
      column: labels + 2, row: top,
      columns: bins > 1 && bins <= available ? available / bins * bins : available, rows: rows,
      x: x, y: y)
    grid.put(
      TextFitting.cut(chart.y.label, to: columns), column: max(labels - 1, 0), row: 1, ink: .faint)
    for row in 0..<rows { grid.put("│", column: labels + 1, row: top + row, ink: .faint) }
    for tick in y.ticks {
      guard let place = y.place(of: tick.value) else { continue }
      let row = frame.up(place)
      grid.put(
        TextFitting.pad(tick.label, to: labels, alignment: .right), column: 0, row: row,
        ink: .faint)
      grid.put("┤", column: labels + 1, row: row, ink: .faint)
    }
    let axis = top + rows
    grid.put(
      "└" + String(repeating: "─", count: frame.columns), column: labels + 1, row: axis,
      ink: .faint)
    var free = 0
    for tick in x.ticks {
      guard let place = x.place(of: tick.value + shift) else { continue }
      let column = frame.across(place)
      let width = DisplayWidth.of(tick.label)
      let start = min(max(column - (width - 1) / 2, 0), columns - right + 2 - width)
      guard start >= free else { continue }
      grid.put("┬", column: column, row: axis, ink: .faint)
      grid.put(tick.label, column: start, row: axis + 1, ink: .faint)
      free = start + width + 1
    }
    grid.put(name, column: frame.column + frame.columns + 2, row: axis + 1, ink: .faint)
    return frame
  }

  /// How many labels the axes have room for.
  var ticksAcross: Int { max(columns / 9, 3) }
  var ticksUp: Int { max(rows / 3, 2) }
}
