// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  private static let bestColour = "#d55e00"

  /// Axes side by side with a line a run: the darker the better, the best one in orange.
  static func write(_ chart: Chart, _ parallel: ParallelAxes) -> String {
    let count = parallel.axes.count
    let pitch = count > 1 ? max(640 / Double(count - 1), 110) : 640
    let width = 2 * (margin + 56) + pitch * Double(max(count - 1, 1))
    let height = 440.0
    var keys = [
      Key(name: "the worst", sign: .line(colour: ramp(merit(0)), dashes: "")),
      Key(name: "the better, the darker", sign: .line(colour: ramp(merit(1)), dashes: "")),
    ]
    if let best = parallel.lines.first {
      keys.append(Key(name: "best: \(best.name)", sign: .line(colour: bestColour, dashes: "")))
    }
    var sizing = SVGCanvas(width: width, height: 0)
    let top = headingHeight + legend(keys, at: 0, on: &sizing) + line + 6
    let bottom = height - margin - 10
    var canvas = SVGCanvas(width: width, height: height + notesHeight(chart))
    _ = legend(keys, at: heading(chart, on: &canvas), on: &canvas)
    let across = { (index: Int) in margin + 56 + Double(index) * pitch }
    let up = { (place: Double) in bottom - place * (bottom - top) }
    for (rank, line) in parallel.lines.enumerated().reversed() {
      let points = line.places.enumerated().map { index, place in
        place.map { (x: across(index), y: up($0)) }
      }
      for stretch in points.split(whereSeparator: { $0 == nil }) {
        canvas.path(
          stretch.compactMap { $0 }, colour: rank == 0 ? bestColour : ramp(merit(line.merit)),
          width: rank == 0 ? 3 : 1.5)
      }
    }
    for (index, own) in parallel.axes.enumerated() {
      let x = across(index)
      canvas.line(x, top, x, bottom, colour: axis)
      let name = own.name + (own.isLogarithmic ? " (log)" : "")
      canvas.text(SVGCanvas.cut(name, to: pitch - 6), x, top - 12, anchor: .middle)
      for tick in own.ticks {
        canvas.line(x - 4, up(tick.place), x, up(tick.place), colour: axis)
        canvas.text(
          SVGCanvas.cut(tick.label, to: pitch * 0.6, size: 11), x - 6, up(tick.place) + 4,
          anchor: .end, colour: faint, clear: true, size: 11)
      }
    }
    notes(chart, from: height, on: &canvas)
    return canvas.document(title: chart.title)
  }

  /// How dark a line is: never as light as the ground.
  private static func merit(_ share: Double) -> Double { 0.15 + 0.85 * min(max(share, 0), 1) }
}
