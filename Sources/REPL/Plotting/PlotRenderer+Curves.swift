// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// The marks that tell series apart without colour.
  private static let marks = ["●", "○", "◆", "◇", "▲", "△"]
  /// How many columns stand between two marks of a line at least.
  private static let markDistance = 8

  /// Draws lines, bands and rules.
  func draw(_ chart: Chart, _ curves: Curves, on grid: inout PlotGrid) -> PlotPicture.Room {
    let frame = frame(
      chart, x: AxisScale(curves.xValues, chart.x, ticks: ticksAcross, fitsTicks: false),
      y: AxisScale(curves.yValues, chart.y, ticks: ticksUp), on: &grid)
    if !leavesRoom {
      draw(curves.rules, in: frame, on: &grid)
      for band in curves.bands { draw(band, in: frame, on: &grid) }
      draw(curves.lines, in: frame, on: &grid)
    }
    let lines = curves.lines.enumerated().map { index, line in
      Key(
        sign: line.isGuide ? "···" : sign(of: line, index),
        ink: line.isGuide ? .faint : .series(index), name: line.name)
    }
    let bands = curves.bands.map { Key(sign: "░░", ink: .band, name: $0.name) }
    let rules = curves.rules.map { Key(sign: "┊", ink: .faint, name: $0.name) }
    legend(lines + bands + rules, column: frame.column, on: &grid)
    return PlotPicture.Room(
      row: frame.row, column: frame.column, columns: frame.columns, rows: frame.rows, x: frame.x,
      y: frame.y)
  }

  private func mark(_ index: Int) -> String { Self.marks[index % Self.marks.count] }

  private func sign(of line: Curves.Line, _ index: Int) -> String {
    guard line.isJoined else { return mark(index) }
    var canvas = BrailleCanvas(columns: 2, rows: 1)
    var step = 0
    canvas.line(from: (0, 2), to: (3, 2), series: index, step: &step)
    let dots = (0..<2).map { canvas.cell(column: $0, row: 0)?.character ?? " " }
    return leavesRoom ? "━━" : String(dots[0]) + mark(index) + String(dots[1])
  }

  private func draw(_ rules: [Curves.Rule], in frame: Frame, on grid: inout PlotGrid) {
    for rule in rules {
      guard let place = frame.x.place(of: rule.x) else { continue }
      for row in 0..<frame.rows {
        grid.put("┊", column: frame.across(place), row: frame.row + row, ink: .faint)
      }
    }
  }

  /// Fills the columns between the edges, which lie on straight lines between their points.
  private func draw(_ band: Curves.Band, in frame: Frame, on grid: inout PlotGrid) {
    let slices = band.slices.compactMap { slice -> (column: Int, low: Double, high: Double)? in
      guard let x = frame.x.place(of: slice.x), let low = frame.y.place(of: slice.low),
        let high = frame.y.place(of: slice.high)
      else { return nil }
      return (frame.across(x), low, high)
    }
    for (left, right) in zip(slices, slices.dropFirst() + slices.suffix(1)) {
      for column in left.column...max(right.column, left.column) {
        let share = Double(column - left.column) / Double(max(right.column - left.column, 1))
        let low = left.low + (right.low - left.low) * share
        let high = left.high + (right.high - left.high) * share
        for row in frame.up(high)...max(frame.up(low), frame.up(high)) {
          grid.put("░", column: column, row: row, ink: .band)
        }
      }
    }
  }

  private func draw(_ lines: [Curves.Line], in frame: Frame, on grid: inout PlotGrid) {
    var canvas = BrailleCanvas(columns: frame.columns, rows: frame.rows)
    for (index, line) in lines.enumerated().reversed() where line.isJoined {
      var step = 0
      for stretch in line.stretches {
        let dots = stretch.compactMap { dot($0, in: frame, canvas) }
        for (from, to) in zip(dots, dots.dropFirst()) {
          canvas.line(from: from, to: to, series: index, step: &step)
        }
      }
    }
    for row in 0..<frame.rows {
      for column in 0..<frame.columns {
        guard let cell = canvas.cell(column: column, row: row) else { continue }
        grid.put(
          String(cell.character), column: frame.column + column, row: frame.row + row,
          ink: lines[cell.series].isGuide ? .faint : .series(cell.series))
      }
    }
    for (index, line) in lines.enumerated().reversed() where !line.isGuide {
      for place in marked(line, in: frame) {
        grid.put(mark(index), column: place.column, row: place.row, ink: .series(index))
      }
    }
  }

  private func dot(
    _ point: ChartPoint, in frame: Frame, _ canvas: BrailleCanvas
  ) -> (x: Int, y: Int)? {
    guard let x = frame.x.place(of: point.x), let y = frame.y.place(of: point.y) else { return nil }
    return (
      Int((x * Double(canvas.width - 1)).rounded()),
      Int(((1 - y) * Double(canvas.height - 1)).rounded())
    )
  }

  /// The cells of the points that have a mark: all of a series that is not joined, and of a line
  /// those that are not too near to one another, the last one always.
  private func marked(
    _ line: Curves.Line, in frame: Frame
  ) -> [(column: Int, row: Int)] {
    let places = line.points.filter(\.isFinite).compactMap { point in
      dot(point, in: frame, BrailleCanvas(columns: frame.columns, rows: frame.rows)).map {
        (column: frame.column + $0.x / 2, row: frame.row + $0.y / 4)
      }
    }
    guard line.isJoined, let last = places.last else { return places }
    var chosen: [(column: Int, row: Int)] = []
    for place in places.dropLast() {
      let isFree = chosen.last.map { place.column - $0.column >= Self.markDistance } ?? true
      if isFree, last.column - place.column >= Self.markDistance { chosen.append(place) }
    }
    return chosen + [last]
  }
}
