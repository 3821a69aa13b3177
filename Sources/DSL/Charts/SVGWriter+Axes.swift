// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  /// The room between two axes of numbers, and where values stand in it.
  struct Area {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
    let x: AxisScale
    let y: AxisScale

    /// Where a value of the horizontal axis stands; nil for one outside.
    func across(_ value: Double) -> Double? {
      x.place(of: value).map { left + $0 * (right - left) }
    }

    /// Where a value of the vertical axis stands; nil for one outside.
    func up(_ value: Double) -> Double? {
      y.place(of: value).map { bottom - $0 * (bottom - top) }
    }

    /// Where a point stands; nil for one outside.
    func place(_ point: ChartPoint) -> (x: Double, y: Double)? {
      guard let x = across(point.x), let y = up(point.y) else { return nil }
      return (x, y)
    }
  }

  private static let size = (width: 720.0, height: 420.0)
  private static let squareSize = (width: 560.0, height: 560.0)

  /// A picture with two axes of numbers: heading, legend, grid and labels; `draw` fills it.
  static func framed(
    _ chart: Chart, x: AxisScale, y: AxisScale, keys: [Key],
    shift: Double = 0, _ draw: (inout SVGCanvas, Area) -> Void
  ) -> String {
    var size = chart.isSquare ? squareSize : size
    var sizing = SVGCanvas(width: size.width, height: 0)
    // A square stays one whatever its legend takes.
    if chart.isSquare { size.height += legend(keys, at: 0, on: &sizing) - line }
    var canvas = SVGCanvas(
      width: size.width,
      height: size.height + notesHeight(chart) + (chart.notes.isEmpty ? 0 : 6))
    let start = heading(chart, on: &canvas)
    let top = start + legend(keys, at: start, on: &canvas) + 4
    let labels = y.ticks.map { SVGCanvas.width(of: $0.label) }.max() ?? 0
    let area = Area(
      left: margin + labels + 8 + (chart.y.label.isEmpty ? 0 : line), top: top,
      right: size.width - margin - 8,
      bottom: size.height - margin - line - (chart.x.label.isEmpty ? 0 : line), x: x, y: y)
    for tick in y.ticks {
      guard let place = area.up(tick.value) else { continue }
      canvas.line(area.left, place, area.right, place, colour: grid)
      canvas.text(tick.label, area.left - 8, place + 4, anchor: .end, colour: faint)
    }
    for tick in x.ticks {
      guard let place = area.across(tick.value + shift) else { continue }
      canvas.line(place, area.bottom, place, area.bottom + 4, colour: axis)
      canvas.text(tick.label, place, area.bottom + 18, anchor: .middle, colour: faint)
    }
    draw(&canvas, area)
    canvas.line(area.left, area.bottom, area.right, area.bottom, colour: axis)
    canvas.text(
      chart.x.label, (area.left + area.right) / 2, area.bottom + 18 + line, anchor: .middle)
    canvas.text(
      chart.y.label, margin + 10, (area.top + area.bottom) / 2, anchor: .middle, turned: true)
    notes(chart, from: size.height + 6, on: &canvas)
    return canvas.document(title: chart.title)
  }

  /// Lines, bands and rules.
  static func write(_ chart: Chart, _ curves: Curves) -> String {
    let x = AxisScale(curves.xValues, chart.x, ticks: 10, fitsTicks: false)
    let y = AxisScale(curves.yValues, chart.y, ticks: 6)
    var keys = curves.lines.enumerated().map { index, line in
      Key(
        name: line.name,
        sign: line.isJoined
          ? .line(
            colour: line.isGuide ? axis : colour(index),
            dashes: line.isGuide ? ruleDashes : dashes(index))
          : .dot(colour: colour(index)))
    }
    keys += curves.bands.map { Key(name: $0.name, sign: .box(colour: bandColour, opacity: 0.25)) }
    keys += curves.rules.map {
      Key(name: $0.name, sign: .line(colour: axis, dashes: ruleDashes))
    }
    return framed(chart, x: x, y: y, keys: keys) { canvas, area in
      for band in curves.bands {
        let slices = band.slices
        let upper = slices.compactMap { area.place(ChartPoint($0.x, $0.high)) }
        let lower = slices.reversed().compactMap { area.place(ChartPoint($0.x, $0.low)) }
        canvas.area(upper + lower, colour: bandColour, opacity: 0.25)
      }
      for rule in curves.rules {
        guard let place = area.across(rule.x) else { continue }
        canvas.line(place, area.top, place, area.bottom, colour: axis, dashes: ruleDashes)
      }
      for (index, line) in curves.lines.enumerated().reversed() {
        for stretch in line.stretches {
          let places = stretch.compactMap(area.place)
          if line.isGuide {
            canvas.path(places, colour: axis, width: 1, dashes: ruleDashes)
            continue
          }
          if line.isJoined {
            canvas.path(places, colour: colour(index), dashes: dashes(index))
          }
          guard !line.isJoined || line.hasMarks && places.count <= 40 else { continue }
          for place in places {
            canvas.dot(place.x, place.y, radius: line.isJoined ? 2.5 : 3.5, colour: colour(index))
          }
        }
      }
    }
  }

  private static let bandColour = "#d55e00"
  private static let ruleDashes = "3 3"

  /// Counts by where numbers lie.
  static func write(_ chart: Chart, _ histogram: Histogram) -> String {
    let most = (0..<histogram.bins).map { Double(histogram.height($0)) }.max() ?? 0
    let x = AxisScale([histogram.start, histogram.end], chart.x, ticks: 10, fitsTicks: false)
    let y = AxisScale([0, max(most, 1)], chart.y, ticks: 6)
    let keys = histogram.series.enumerated().map { index, series in
      Key(name: series.name, sign: .box(colour: colour(index), opacity: 1))
    }
    return framed(chart, x: x, y: y, keys: keys, shift: histogram.labelShift) { canvas, area in
      for bin in 0..<histogram.bins {
        let start = histogram.start + Double(bin) * histogram.width
        guard let left = area.across(start),
          let right = area.across(min(start + histogram.width, x.high))
        else { continue }
        var below = 0
        for (index, series) in histogram.series.enumerated() {
          guard series.counts.indices.contains(bin), series.counts[bin] > 0 else { continue }
          let count = series.counts[bin]
          guard let foot = area.up(Double(below)), let head = area.up(Double(below + count)) else {
            continue
          }
          let end = start + histogram.width
          let bounds = "\(FixedDecimal.plain(start)) to \(FixedDecimal.plain(end))"
          canvas.box(
            left + 0.5, head, right - left - 1, foot - head, colour: colour(index),
            name: "\(bounds): \(count) \(series.name)")
          below += count
        }
      }
    }
  }
}
