// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  private static let bar = 16.0
  private static let width = 720.0

  /// Bars that lie, a name after another.
  static func write(_ chart: Chart, _ bars: BarGroups) -> String {
    let thickness = bars.isStacked ? bar : 13.0
    let group = bars.isStacked ? thickness : thickness * Double(max(bars.series.count, 1))
    let pitch = group + 8
    let foot = line + (chart.x.label.isEmpty ? 0 : line) + margin
    let keys = bars.series.enumerated().map { index, series in
      Key(name: series.name, sign: .box(colour: colour(index), opacity: 1))
    }
    var sizing = SVGCanvas(width: width, height: 0)
    let top = headingHeight + legend(keys, at: 0, on: &sizing) + 2
    let bottom = top + Double(bars.names.count) * pitch
    var canvas = SVGCanvas(width: width, height: bottom + foot + notesHeight(chart))
    _ = legend(keys, at: heading(chart, on: &canvas), on: &canvas)

    let names = bars.names.map { SVGCanvas.cut($0, to: 180) }
    let left = margin + (names.map { SVGCanvas.width(of: $0) }.max() ?? 0) + 10
    let texts = bars.names.indices.map { self.texts(of: bars, $0) }
    let right = width - margin - (texts.joined().map { SVGCanvas.width(of: $0) }.max() ?? 0) - 8
    let scale = AxisScale(
      [0] + bars.names.indices.map { bars.reach($0) }, chart.x, ticks: 8)
    let across = { (value: Double) in left + (scale.place(of: value) ?? 0) * (right - left) }
    for tick in scale.ticks {
      canvas.line(across(tick.value), top, across(tick.value), bottom, colour: grid)
      canvas.text(tick.label, across(tick.value), bottom + 18, anchor: .middle, colour: faint)
    }
    for (row, name) in names.enumerated() {
      let y = top + Double(row) * pitch + 4
      canvas.text(name, left - 8, y + group / 2 + 4, anchor: .end)
      var start = 0.0
      for (index, series) in bars.series.enumerated() {
        let value = bars.value(index, row)
        let offset = bars.isStacked ? 0 : Double(index) * thickness
        canvas.box(
          across(start), y + offset, across(start + value) - across(start), thickness - 1,
          colour: colour(index),
          name: "\(bars.names[row]) \(series.name) \(bars.text(index, row))")
        if bars.isStacked { start += value }
      }
      for (index, text) in texts[row].enumerated() {
        let value = bars.isStacked ? bars.reach(row) : bars.value(index, row)
        let middle = bars.isStacked ? group / 2 : (Double(index) + 0.5) * thickness
        canvas.text(text, across(value) + 6, y + middle + 4, colour: faint, size: 11)
      }
    }
    canvas.line(left, top, left, bottom, colour: axis)
    canvas.text(chart.x.label, (left + right) / 2, bottom + 18 + line, anchor: .middle)
    notes(chart, from: bottom + foot, on: &canvas)
    return canvas.document(title: chart.title)
  }

  /// What stands after the bars of a name: all values on one line, or a text a bar.
  private static func texts(of bars: BarGroups, _ row: Int) -> [String] {
    let texts = bars.series.indices.map { bars.text($0, row) }
    return bars.isStacked ? [texts.joined(separator: " + ")] : texts
  }
}
