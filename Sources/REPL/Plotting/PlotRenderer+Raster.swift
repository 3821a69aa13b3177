// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// Draws numbers over two axes as shades.
  func draw(_ chart: Chart, _ raster: Raster, on grid: inout PlotGrid) {
    let frame = frame(
      chart, x: AxisScale([], chart.x, ticks: ticksAcross, fitsTicks: false),
      y: AxisScale([], chart.y, ticks: ticksUp, fitsTicks: false), on: &grid)
    let small = raster.condensed(rows: frame.rows, columns: frame.columns)
    guard !small.rows.isEmpty, small.columns > 0 else { return }
    for row in 0..<frame.rows {
      let line = small.rows.count * row / frame.rows
      for column in 0..<frame.columns {
        let share = small.shade(line, small.columns * column / frame.columns)
        grid.put(
          palette.isOn ? " " : Self.block(share), column: frame.column + column,
          row: frame.row + row, ink: palette.isOn ? .shade(share) : .plain)
      }
    }
    let (low, high) = chart.shadeLabels(raster)
    legend(
      [
        Key(sign: sign(0), ink: .shade(0), name: low),
        Key(sign: sign(1), ink: .shade(1), name: high),
      ], column: frame.column, on: &grid)
  }
}
