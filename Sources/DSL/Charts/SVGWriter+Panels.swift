// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  private static let panel = (width: 224.0, height: 112.0, bars: 56.0)
  private static let panelsAcross = 3

  /// Small histograms, three in a row.
  static func write(_ chart: Chart, _ panels: HistogramPanels) -> String {
    let rows = (panels.panels.count + panelsAcross - 1) / panelsAcross
    let height = headingHeight + Double(rows) * panel.height + 4
    var canvas = SVGCanvas(
      width: 2 * margin + Double(panelsAcross) * panel.width,
      height: height + margin + notesHeight(chart))
    let top = heading(chart, on: &canvas)
    for (index, one) in panels.panels.enumerated() {
      let x = margin + Double(index % panelsAcross) * panel.width
      let y = top - 10 + Double(index / panelsAcross) * panel.height
      write(one, at: x, y, on: &canvas)
    }
    notes(chart, from: height + 4, on: &canvas)
    return canvas.document(title: chart.title)
  }

  private static func write(
    _ one: HistogramPanels.Panel, at x: Double, _ y: Double, on canvas: inout SVGCanvas
  ) {
    let width = panel.width - 24
    let foot = y + line + panel.bars
    canvas.text(SVGCanvas.cut(one.name, to: width, size: 12), x, y + 8, size: 12)
    if let zero = one.zero {
      canvas.line(
        x + zero * width, y + line - 4, x + zero * width, foot, colour: axis, dashes: "2 2")
    }
    let step = width / Double(max(one.counts.count, 1))
    for bin in one.counts.indices where one.counts[bin] > 0 {
      let high = max(one.share(bin) * panel.bars, 0.75)
      canvas.box(
        x + Double(bin) * step, foot - high, step - 0.5, high, colour: colour(0),
        name: "\(one.name): \(one.counts[bin])")
    }
    canvas.line(x, foot, x + width, foot, colour: axis)
    canvas.text(one.low, x, foot + 12, colour: faint, size: 10)
    canvas.text(one.high, x + width, foot + 12, anchor: .end, colour: faint, size: 10)
    canvas.text(
      SVGCanvas.cut(one.note, to: width + 16, size: 10), x, foot + 25, colour: faint, size: 10)
  }
}
