// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// Draws a column of blocks for each bin.
  func draw(_ chart: Chart, _ histogram: Histogram, on grid: inout PlotGrid) {
    let most = (0..<histogram.bins).map { Double(histogram.height($0)) }.max() ?? 0
    let frame = frame(
      chart,
      x: AxisScale(
        [histogram.start, histogram.end], chart.x, ticks: ticksAcross, fitsTicks: false),
      y: AxisScale([0, max(most, 1)], chart.y, ticks: ticksUp), bins: histogram.bins,
      shift: histogram.labelShift, on: &grid)
    for column in 0..<frame.columns {
      let bin = column * histogram.bins / frame.columns
      draw(histogram, bin, column: frame.column + column, in: frame, on: &grid)
    }
    legend(
      histogram.series.enumerated().map { index, series in
        Key(sign: String(Self.fill(index)), ink: .series(index), name: series.name)
      }, column: frame.column, on: &grid)
  }

  /// Draws one column: the series on top of one another, the last cell in eighths where there is but
  /// one series.
  private func draw(
    _ histogram: Histogram, _ bin: Int, column: Int, in frame: Frame, on grid: inout PlotGrid
  ) {
    let cells = { (count: Int) in
      (frame.y.place(of: Double(count)) ?? 1) * Double(frame.rows)
    }
    let bottom = frame.row + frame.rows - 1
    var (below, drawn) = (0, 0)
    for (index, series) in histogram.series.enumerated() {
      guard series.counts.indices.contains(bin), series.counts[bin] > 0 else { continue }
      below += series.counts[bin]
      let height = cells(below)
      let isOnly = histogram.series.count == 1
      let end = Int(isOnly ? height.rounded(.down) : height.rounded())
      for row in drawn..<max(end, drawn) {
        grid.put(
          String(Self.fill(index)), column: column, row: bottom - row, ink: .series(index))
      }
      drawn = max(drawn, end)
      let rest = isOnly ? Int((height - Double(end)) * 8) : 0
      if rest > 0 || drawn == 0 {
        let eighth = Self.eighthsUp[max(rest - 1, 0)]
        grid.put(String(eighth), column: column, row: bottom - drawn, ink: .series(index))
        if drawn == 0 { drawn = 1 }
      }
    }
  }
}
