// SPDX-License-Identifier: Apache-2.0

extension SVGWriter {
  private static let pointSize = 11.0

  /// Points with their names, as far as these have room beside one another.
  static func write(_ chart: Chart, _ points: NamedPoints) -> String {
    let (width, height) = (900.0, 680.0)
    let area = Area(
      left: margin + 8 + line, top: headingHeight, right: width - margin - 8,
      bottom: height - margin - line,
      x: spread(points.points.map(\.x)), y: spread(points.points.map(\.y)))
    let places = points.points.map(area.place)
    let labels = labels(points, places, in: area)
    let drawn = labels.count { $0 != nil }
    var notes = chart.notes
    if drawn < points.names.count {
      notes.append(
        "\(drawn) of \(points.names.count) names have room; those that matter most come first")
    }
    var closing = chart
    closing.notes = notes
    var canvas = SVGCanvas(width: width, height: height + notesHeight(closing))
    _ = heading(chart, on: &canvas)
    for (x1, y1, x2, y2) in [
      (area.left - 8, area.bottom, area.right + 8, area.bottom),
      (area.left - 8, area.top, area.left - 8, area.bottom),
    ] {
      canvas.line(x1, y1, x2, y2, colour: axis)
    }
    canvas.text(chart.x.label, area.right + 8, area.bottom + line, anchor: .end, colour: faint)
    canvas.text(
      chart.y.label, area.left - 14, area.top + 4, anchor: .end, colour: faint, turned: true)
    for (index, place) in places.enumerated() {
      guard let place else { continue }
      canvas.dot(
        place.x, place.y, radius: 2, colour: labels[index] == nil ? "#b9cfe0" : colour(0))
    }
    for (index, label) in labels.enumerated() {
      guard let label else { continue }
      canvas.text(
        shortened(points.names[index]), label.left, label.bottom - 3, clear: true,
        size: pointSize)
    }
    self.notes(closing, from: height + 4, on: &canvas)
    return canvas.document(title: chart.title)
  }

  /// A scale that just holds some values.
  private static func spread(_ values: [Double]) -> AxisScale {
    AxisScale(values, ChartAxis(), ticks: 2, fitsTicks: false)
  }

  private static func shortened(_ name: String) -> String {
    SVGCanvas.cut(name, to: 160, size: pointSize)
  }

  /// Where each name stands beside its point: to the right, the left, above or below, and nowhere if all of
  /// these are taken.
  private static func labels(
    _ points: NamedPoints, _ places: [(x: Double, y: Double)?], in area: Area
  ) -> [NamedPoints.Box?] {
    var taken: [NamedPoints.Box] = []
    return places.enumerated().map { index, place in
      guard let place, points.names.indices.contains(index) else { return nil }
      let (width, height) = (
        SVGCanvas.width(of: shortened(points.names[index]), size: pointSize) + 2, pointSize + 3
      )
      let choices = [
        (place.x + 4, place.y - height / 2), (place.x - 4 - width, place.y - height / 2),
        (place.x - width / 2, place.y - 4 - height), (place.x - width / 2, place.y + 4),
      ]
      let free = choices.map { left, top in
        NamedPoints.Box(left: left, top: top, right: left + width, bottom: top + height)
      }.filter { box in
        box.left >= area.left - 6 && box.right <= area.right + 16 && box.top >= area.top - 14
          && box.bottom <= area.bottom && !taken.contains { $0.meets(box) }
      }
      // Better where no other point lies.
      let best = free.first { box in !places.contains { $0.map(box.holds) ?? false } }
      guard let box = best ?? free.first else { return nil }
      taken.append(box)
      return box
    }
  }
}
