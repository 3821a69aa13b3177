// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  /// What a decoder looked at as a file: a column for each token that was read, a row for each that was
  /// written, the darker the more it looked there.
  static func write(_ chart: Chart, _ map: AlignmentMap) -> String {
    let (columns, rows) = (map.read.count, map.written.count)
    let cell = min(max(640 / Double(max(columns, rows, 1)), 12), 28)
    let size = min(SVGCanvas.fontSize, max(cell - 2, 8))
    let read = map.read.map { SVGCanvas.cut($0, to: 150, size: size) }
    let written = map.written.map { SVGCanvas.cut($0, to: 150, size: size) }
    let longest = { (names: [String]) in
      names.map { SVGCanvas.width(of: $0, size: size) }.max() ?? 0
    }
    let isTurned = longest(read) > cell - 4
    let left = margin + line + longest(written) + 10
    let top = margin + 44 + (isTurned ? longest(read) : line)
    let bottom = top + cell * Double(rows)
    let heading = min(1.1 * SVGCanvas.width(of: chart.title, size: 15), 640)
    let width = max(left + cell * Double(columns), margin + heading) + margin
    var canvas = SVGCanvas(width: width, height: bottom + 2 * line + margin)
    let title = SVGCanvas.cut(chart.title, to: width - 2 * margin, size: 15)
    canvas.text(title, margin, margin + 12, isBold: true, size: 15)
    for column in 0..<columns {
      let x = left + (Double(column) + 0.5) * cell
      canvas.text(
        read[column], isTurned ? x + 4 : x, top - 8, anchor: isTurned ? .start : .middle,
        turned: isTurned, size: size)
    }
    for row in 0..<rows {
      let y = top + Double(row) * cell
      canvas.text(written[row], left - 8, y + cell / 2 + 4, anchor: .end, size: size)
      for column in 0..<columns {
        let weight = map.weight(row, column)
        let share = FixedDecimal.string(weight, decimals: 2)
        canvas.box(
          left + Double(column) * cell, y, cell - 1, cell - 1, colour: ramp(weight),
          name: "\(map.written[row]) looked at \(map.read[column]): \(share)")
      }
    }
    canvas.text(
      chart.x.label, left + cell * Double(columns) / 2, bottom + line, anchor: .middle,
      colour: faint)
    canvas.text(
      chart.y.label, margin + 10, (top + bottom) / 2, anchor: .middle, colour: faint, turned: true)
    return canvas.document(title: chart.title)
  }
}
