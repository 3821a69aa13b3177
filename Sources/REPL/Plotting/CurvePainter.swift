// SPDX-License-Identifier: Apache-2.0

import DSL

/// Draws curves as an image for the room that a picture has left for it.
struct CurvePainter {
  /// The axes.
  let room: PlotPicture.Room
  /// The pixels of a cell of the terminal.
  let cell: (width: Int, height: Int)

  private static let grey = PlotInk.Colour(code: 8, red: 128, green: 128, blue: 128)

  /// The image.
  func image(_ curves: Curves) -> PixelImage {
    var image = PixelImage(width: room.columns * cell.width, height: room.rows * cell.height)
    for tick in room.y.ticks {
      guard let place = place(ChartPoint(room.x.low, tick.value)) else { continue }
      for x in stride(from: 0, to: image.width, by: 4) {
        image.cover(x, Int(place.y), Self.grey, by: 0.5)
      }
    }
    for rule in curves.rules {
      guard let column = place(ChartPoint(rule.x, room.y.low)).map({ Int($0.x) }) else { continue }
      for y in 0..<image.height where y % 6 < 3 { image.cover(column, y, Self.grey, by: 0.8) }
    }
    for band in curves.bands { fill(band, &image) }
    let thickness = max(Double(cell.height) / 8, 1.5)
    for (index, line) in curves.lines.enumerated().reversed() {
      let colour = line.isGuide ? Self.grey : PlotInk.colours[index % PlotInk.colours.count]
      for stretch in line.stretches {
        let places = stretch.compactMap(place)
        if line.isJoined {
          for (start, end) in zip(places, places.dropFirst()) {
            image.line(
              from: start, to: end, thickness: line.isGuide ? thickness / 2 : thickness, colour)
          }
        }
        guard !line.isGuide, !line.isJoined || line.hasMarks && places.count <= room.columns / 2
        else { continue }
        for place in places {
          image.line(from: place, to: place, thickness: thickness * 3, colour)
        }
      }
    }
    return image
  }

  /// Where a point stands: the middle of the outermost cells are 0 and 1, as their labels have it.
  private func place(_ point: ChartPoint) -> (x: Double, y: Double)? {
    guard let x = room.x.place(of: point.x), let y = room.y.place(of: point.y) else { return nil }
    return (
      (0.5 + x * Double(room.columns - 1)) * Double(cell.width),
      (0.5 + (1 - y) * Double(room.rows - 1)) * Double(cell.height)
    )
  }

  private func fill(_ band: Curves.Band, _ image: inout PixelImage) {
    let slices = band.slices.compactMap { slice -> (x: Double, low: Double, high: Double)? in
      guard let low = place(ChartPoint(slice.x, slice.low)),
        let high = place(ChartPoint(slice.x, slice.high))
      else { return nil }
      return (low.x, low.y, high.y)
    }
    for (left, right) in zip(slices, slices.dropFirst()) {
      let (first, last) = (Int(left.x), Int(right.x))
      for x in first...max(first, last) {
        let share = Double(x - first) / Double(max(last - first, 1))
        image.fill(
          x: x, from: left.high + (right.high - left.high) * share,
          to: left.low + (right.low - left.low) * share, PlotInk.bandColour, alpha: 0.3)
      }
    }
  }
}
