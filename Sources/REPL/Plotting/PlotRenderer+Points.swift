// SPDX-License-Identifier: Apache-2.0

import DSL

extension PlotRenderer {
  /// Draws points with their names, where these have room; a dot stands for those that have none.
  func draw(_ chart: Chart, _ points: NamedPoints, on grid: inout PlotGrid) {
    let lines = rows + rows / 2
    let x = AxisScale(points.points.map(\.x), ChartAxis(), ticks: 2, fitsTicks: false)
    let y = AxisScale(points.points.map(\.y), ChartAxis(), ticks: 2, fitsTicks: false)
    var taken = [[Bool]](repeating: [Bool](repeating: false, count: columns), count: lines)
    var left: [(column: Int, row: Int)] = []
    var drawn = 0
    for (name, point) in zip(points.names, points.points) {
      guard let across = x.place(of: point.x), let up = y.place(of: point.y) else { continue }
      let place = (
        column: Int((across * Double(columns - 1)).rounded()),
        row: Int(((1 - up) * Double(lines - 1)).rounded())
      )
      let text = TextFitting.cut(TextFitting.singleLine(name), to: 16)
      let width = max(DisplayWidth.of(text), 1)
      let start = min(max(place.column - width / 2, 0), columns - width)
      let room = max(start - 1, 0)..<min(start + width + 1, columns)
      guard !room.contains(where: { taken[place.row][$0] }) else {
        left.append(place)
        continue
      }
      for column in start..<start + width { taken[place.row][column] = true }
      grid.put(text, column: start, row: place.row + 1)
      drawn += 1
    }
    for place in left where !taken[place.row][place.column] {
      grid.put("·", column: place.column, row: place.row + 1, ink: .faint)
    }
    for (sign, label) in [("→", chart.x.label), ("↑", chart.y.label)] where !label.isEmpty {
      note("\(sign) \(label)", on: &grid)
    }
    if drawn < points.names.count {
      note(
        "\(drawn) of \(points.names.count) names have room; an SVG file has more", on: &grid)
    }
  }
}
