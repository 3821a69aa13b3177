// SPDX-License-Identifier: Apache-2.0

/// Writes charts as SVG: files that stand on their own and are the same byte for byte from run to
/// run.
public enum SVGWriter {
  /// Colours that people who do not see all colours tell apart as well, by lightness.
  static let palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"]
  /// What tells lines apart where colour does not.
  static let dashes = ["", "7 4", "2 3", "9 3 2 3", "4 4", "1 4"]
  static let grid = "#e3e3e3"
  static let axis = "#777777"
  static let faint = "#555555"

  /// The picture as a file.
  public static func write(_ chart: Chart) -> String {
    switch chart.body {
    case .curves(let curves): write(chart, curves)
    case .bars(let bars): write(chart, bars)
    case .histogram(let histogram): write(chart, histogram)
    case .heat(let heat): write(chart, heat)
    case .raster(let raster): write(chart, raster)
    case .alignment(let map): write(chart, map)
    case .tokens(let tokens): write(chart, tokens)
    case .points(let points): write(chart, points)
    case .panels(let panels): write(chart, panels)
    case .parallel(let axes): write(chart, axes)
    }
  }

  static func colour(_ index: Int) -> String { palette[index % palette.count] }
  static func dashes(_ index: Int) -> String { dashes[index % dashes.count] }

  // MARK: What all of them have

  static let margin = 16.0
  static let line = 18.0
  /// How much room the heading takes.
  static let headingHeight = margin + 34

  /// The heading; returns where the rest begins.
  static func heading(_ chart: Chart, on canvas: inout SVGCanvas) -> Double {
    let title = SVGCanvas.cut(chart.title, to: canvas.width - 2 * margin, size: 15)
    canvas.text(title, margin, margin + 12, isBold: true, size: 15)
    return headingHeight
  }

  /// How much room the lines under the picture take.
  static func notesHeight(_ chart: Chart) -> Double { Double(chart.notes.count) * line }

  /// The lines under the picture.
  static func notes(_ chart: Chart, from y: Double, on canvas: inout SVGCanvas) {
    for (index, note) in chart.notes.enumerated() {
      canvas.text(
        SVGCanvas.cut(note, to: canvas.width - 2 * margin), margin, y + Double(index) * line,
        colour: faint)
    }
  }

  /// What the legend says of one part, and how that is drawn.
  struct Key {
    enum Sign {
      case line(colour: String, dashes: String)
      case dot(colour: String)
      case box(colour: String, opacity: Double)
    }

    let name: String
    let sign: Sign
  }

  /// The legend in as many lines as it needs; returns how much height it takes.
  static func legend(_ keys: [Key], at y: Double, on canvas: inout SVGCanvas) -> Double {
    var (x, row) = (margin, 0.0)
    for key in keys where !key.name.isEmpty {
      let name = SVGCanvas.cut(key.name, to: canvas.width - 2 * margin - 40)
      let width = 30 + SVGCanvas.width(of: name) + 18
      if x > margin, x + width > canvas.width - margin { (x, row) = (margin, row + 1) }
      let middle = y + row * line
      switch key.sign {
      case .line(let colour, let dashes):
        canvas.line(x, middle - 4, x + 24, middle - 4, colour: colour, width: 2, dashes: dashes)
      case .dot(let colour): canvas.dot(x + 12, middle - 4, radius: 3.5, colour: colour)
      case .box(let colour, let opacity):
        canvas.area(
          [(x + 6, middle - 10), (x + 20, middle - 10), (x + 20, middle + 1), (x + 6, middle + 1)],
          colour: colour, opacity: opacity)
      }
      canvas.text(name, x + 30, middle)
      x += width
    }
    return keys.contains { !$0.name.isEmpty } ? (row + 1) * line + 4 : 0
  }
}
