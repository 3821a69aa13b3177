// SPDX-License-Identifier: Apache-2.0

/// A picture of pixels, transparent where nothing is drawn.
struct PixelImage: Hashable, Sendable {
  /// A pixel: red, green, blue, and how much it covers.
  struct Pixel: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
    var alpha: UInt8

    /// A colour that covers what is behind it by `alpha` of 255.
    init(_ colour: PlotInk.Colour, alpha: UInt8) {
      (red, green, blue, self.alpha) = (colour.red, colour.green, colour.blue, alpha)
    }

    /// Nothing.
    static let clear = Pixel(PlotInk.Colour(code: 0, red: 0, green: 0, blue: 0), alpha: 0)
  }

  /// The pixels across.
  let width: Int
  /// The pixels down.
  let height: Int
  /// Row by row from the upper left corner.
  private(set) var pixels: [Pixel]

  /// An image without anything in it; at least one pixel large.
  init(width: Int, height: Int) {
    self.width = max(width, 1)
    self.height = max(height, 1)
    pixels = Array(repeating: .clear, count: self.width * self.height)
  }

  /// The pixel at a place inside.
  subscript(x: Int, y: Int) -> Pixel { pixels[y * width + x] }

  /// Lays a colour over a pixel; what covers more wins, so that an image has few colours.
  mutating func cover(_ x: Int, _ y: Int, _ colour: PlotInk.Colour, by alpha: Double) {
    guard x >= 0, y >= 0, x < width, y < height, alpha > 0 else { return }
    let new = UInt8(min(alpha, 1) * 255)
    let index = y * width + x
    if new >= 128 || new >= pixels[index].alpha {
      pixels[index] = Pixel(colour, alpha: max(new, pixels[index].alpha))
    }
  }

  /// Draws a line with round ends.
  mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), thickness: Double,
    _ colour: PlotInk.Colour
  ) {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let square = dx * dx + dy * dy
    let reach = thickness / 2 + 1
    let across = Self.range(min(start.x, end.x) - reach, max(start.x, end.x) + reach, width)
    let down = Self.range(min(start.y, end.y) - reach, max(start.y, end.y) + reach, height)
    for y in down {
      for x in across {
        let (px, py) = (Double(x) + 0.5 - start.x, Double(y) + 0.5 - start.y)
        let share = square > 0 ? min(max((px * dx + py * dy) / square, 0), 1) : 0
        let (ex, ey) = (px - share * dx, py - share * dy)
        cover(x, y, colour, by: thickness / 2 + 0.5 - (ex * ex + ey * ey).squareRoot())
      }
    }
  }

  /// Fills a part of a column.
  mutating func fill(
    x: Int, from top: Double, to bottom: Double, _ colour: PlotInk.Colour, alpha: Double
  ) {
    for y in Self.range(top, bottom, height) { cover(x, y, colour, by: alpha) }
  }

  private static func range(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
    let first = min(max(Int(low.rounded(.down)), 0), count)
    return first..<min(max(Int(high.rounded(.up)), first), count)
  }
}
