// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// The most lines that can be told apart in cells.
  private static let mostRuns = 24

  /// Draws axes side by side with a line a run; the best one stands before the others.
  func draw(_ parallel: ParallelAxes, on grid: inout PlotGrid) {
    let axes = parallel.axes
    guard !axes.isEmpty else { return }
    let lines = parallel.lines.prefix(Self.mostRuns)
    let margin = min(max(labels(of: axes[0]), 4) + 1, columns / 3)
    let pitch = max((columns - margin - 2) / max(axes.count - 1, 1), 4)
    let across = { (index: Int) in min(margin + index * pitch, columns - 2) }
    let up = { (place: Double) in 2 + rows - 1 - Int((place * Double(rows - 1)).rounded()) }
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    for (rank, line) in lines.enumerated().reversed() {
      var step = 0
      for index in axes.indices.dropLast() {
        guard line.places.indices.contains(index + 1), let from = line.places[index],
          let to = line.places[index + 1]
        else { continue }
        let dot = { (axis: Int, place: Double) in
          (
            x: across(axis) * 2 + 1,
            y: Int(((1 - place) * Double(canvas.height - 1)).rounded())
          )
        }
        canvas.line(
          from: dot(index, from), to: dot(index + 1, to), series: rank == 0 ? 0 : 1, step: &step)
      }
    }
    for row in 0..<rows {
      for column in 0..<columns {
        guard let cell = canvas.cell(column: column, row: row) else { continue }
        grid.put(
          String(cell.character), column: column, row: 2 + row,
          ink: cell.series == 0 ? .series(1) : .series(0))
      }
    }
    for (index, axis) in axes.enumerated() {
      let column = across(index)
      for row in 0..<rows { grid.put("│", column: column, row: 2 + row, ink: .faint) }
      let name = TextFitting.cut(
        axis.name + (axis.isLogarithmic ? " log" : ""), to: max(pitch - 1, 4))
      grid.put(
        name,
        column: max(min(column - DisplayWidth.of(name) / 2, columns - DisplayWidth.of(name)), 0),
        row: 1)
      var free = Set(0..<rows)
      for tick in axis.ticks {
        guard free.remove(up(tick.place) - 2) != nil else { continue }
        let label = TextFitting.cut(tick.label, to: max(pitch - 2, 3))
        grid.put(
          label, column: max(column - DisplayWidth.of(label), 0), row: up(tick.place), ink: .faint)
      }
    }
    let best =
      lines.first.map { [Key(sign: "━━", ink: .series(1), name: "best: \($0.name)")] } ?? []
    legend(
      best + [Key(sign: "━━", ink: .series(0), name: "other runs")], column: 0, on: &grid)
    if parallel.lines.count > lines.count {
      note(
        "the best \(lines.count) of \(parallel.lines.count) runs; an SVG file has all", on: &grid)
    }
  }

  private func labels(of axis: ParallelAxes.Axis) -> Int {
    axis.ticks.map { DisplayWidth.of($0.label) }.max() ?? 0
  }
}
