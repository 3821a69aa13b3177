// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  /// Counts in rows and columns.
  static func write(_ chart: Chart, _ heat: HeatMap) -> String {
    let count = heat.names.count
    let cell = min(max(480 / Double(max(count, 1)), 14), 64)
    let size = min(SVGCanvas.fontSize, max(cell - 2, 8))
    let names = heat.names.map { SVGCanvas.cut($0, to: 150, size: size) }
    let label = names.map { SVGCanvas.width(of: $0, size: size) }.max() ?? 0
    let isTurned = label > cell - 4
    let left = margin + line + label + 10
    let foot = (isTurned ? label : line) + 14 + line
    let width = max(left + cell * Double(count) + margin, 480)
    let top = margin + 40
    let bottom = top + cell * Double(count)
    var canvas = SVGCanvas(width: width, height: bottom + foot + margin + notesHeight(chart))
    _ = heading(chart, on: &canvas)
    for row in 0..<count {
      let y = top + Double(row) * cell
      canvas.text(names[row], left - 8, y + cell / 2 + 4, anchor: .end, size: size)
      for column in 0..<count {
        let shade = heat.shade(row, column)
        let x = left + Double(column) * cell
        canvas.box(
          x, y, cell - 1, cell - 1, colour: ramp(shade),
          name: "\(heat.names[row]) as \(heat.names[column]): \(heat[row, column])")
        let text = String(heat[row, column])
        guard SVGCanvas.width(of: text, size: size) < cell - 2, cell >= 16 else { continue }
        canvas.text(
          text, x + cell / 2, y + cell / 2 + 4, anchor: .middle,
          colour: shade > 0.5 ? "#ffffff" : "#222222", size: size)
      }
      let x = left + (Double(row) + 0.5) * cell
      canvas.text(
        names[row], isTurned ? x + 4 : x, bottom + (isTurned ? 6 : 16),
        anchor: isTurned ? .end : .middle, turned: isTurned, size: size)
    }
    canvas.text(
      chart.x.label, left + cell * Double(count) / 2, bottom + foot, anchor: .middle)
    canvas.text(
      chart.y.label, margin + 10, (top + bottom) / 2, anchor: .middle, turned: true)
    notes(chart, from: bottom + foot + margin + 4, on: &canvas)
    return canvas.document(title: chart.title)
  }

  /// From nearly white to dark blue, by falling lightness.
  static func ramp(_ share: Double) -> String {
    let share = min(max(share.isFinite ? share : 0, 0), 1)
    return mixed((244, 247, 251), (8, 64, 129), share)
  }

  /// A colour on the way from one to another, by their red, green and blue.
  static func mixed(
    _ low: (Double, Double, Double), _ high: (Double, Double, Double), _ share: Double
  ) -> String {
    let part = { (from: Double, to: Double) -> String in
      let value = Int((from + (to - from) * share).rounded())
      return (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    return "#" + part(low.0, high.0) + part(low.1, high.1) + part(low.2, high.2)
  }
}
