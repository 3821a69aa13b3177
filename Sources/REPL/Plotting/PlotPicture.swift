// SPDX-License-Identifier: Apache-2.0

import DSL

/// A chart as it stands on a terminal: lines of text and, where an image goes, the room for it.
struct PlotPicture {
  /// The room of an image, in cells.
  struct Room: Hashable {
    /// Its first line.
    let row: Int
    /// Its first column.
    let column: Int
    let columns: Int
    let rows: Int
    /// What the axes say of values.
    let x: AxisScale
    let y: AxisScale
  }

  var lines: [String]
  /// Nil for a chart that is drawn with characters only.
  var room: Room?
}

/// Draws charts with characters.
struct PlotRenderer {
  /// The fewest columns that a picture takes, whatever the terminal has.
  static let narrowest = 40
  /// The most columns that one takes.
  static let widest = 100

  /// The columns of the picture.
  let columns: Int
  /// The lines of the room between the axes.
  let rows: Int
  /// The colours to use.
  let palette: Palette
  /// Whether the room between the axes is left empty for an image.
  var leavesRoom = false

  /// A renderer for a terminal of that size; `Int.max` where there is none.
  init(width: Int, height: Int, palette: Palette) {
    columns = width == .max ? 80 : min(max(width - 1, Self.narrowest), Self.widest)
    rows = height == .max ? 15 : min(max(height - 8, 6), 15)
    self.palette = palette
  }

  /// The picture of a chart.
  func picture(_ chart: Chart) -> PlotPicture {
    var grid = PlotGrid(columns: columns)
    grid.put(TextFitting.cut(chart.title, to: columns), column: 0, row: 0, ink: .heading)
    var room: PlotPicture.Room?
    switch chart.body {
    case .curves(let curves): room = draw(chart, curves, on: &grid)
    case .histogram(let histogram): draw(chart, histogram, on: &grid)
    case .bars(let bars): draw(chart, bars, on: &grid)
    case .heat(let heat): draw(chart, heat, on: &grid)
    case .raster(let raster): draw(chart, raster, on: &grid)
    case .alignment(let map): draw(chart, map, on: &grid)
    case .tokens(let text): draw(text, on: &grid)
    case .points(let points): draw(chart, points, on: &grid)
    case .panels(let panels): draw(panels, on: &grid)
    case .parallel(let axes): draw(axes, on: &grid)
    }
    for note in chart.notes { self.note(note, on: &grid) }
    return PlotPicture(lines: grid.lines(palette), room: leavesRoom ? room : nil)
  }

  /// A line under the picture.
  func note(_ text: String, on grid: inout PlotGrid) {
    grid.put(TextFitting.cut(text, to: columns), column: 0, row: grid.rows, ink: .faint)
  }

  /// A sign and what it stands for.
  struct Key {
    let sign: String
    let ink: PlotInk
    let name: String
  }

  /// The legend, in as many lines as it needs, from `column` on.
  func legend(_ keys: [Key], column: Int, on grid: inout PlotGrid) {
    var (place, row) = (column, grid.rows)
    for key in keys where !key.name.isEmpty {
      let name = TextFitting.cut(key.name, to: max(columns - column - 6, 8))
      let width = DisplayWidth.of(key.sign) + 1 + DisplayWidth.of(name)
      if place > column, place + width > columns { (place, row) = (column, row + 1) }
      grid.put(key.sign, column: place, row: row, ink: key.ink)
      grid.put(name, column: place + DisplayWidth.of(key.sign) + 1, row: row)
      place += width + 3
    }
  }

  /// The blocks that fill the bars of a series, so that they differ without colour.
  static func fill(_ series: Int) -> Character { ["█", "▒", "░", "▓"][series % 4] }

  /// Eighths of a cell, from the left.
  static let eighthsAcross: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  /// Eighths of a cell, from below.
  static let eighthsUp: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
