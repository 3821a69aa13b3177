// SPDX-License-Identifier: Apache-2.0

import DSL

/// Cells of a terminal to draw in, each with a character and its ink.
struct PlotGrid {
  private struct Cell {
    /// Nil for the second half of a wide character.
    var character: Character?
    var ink: PlotInk
  }

  private static let blank = Cell(character: " ", ink: .plain)

  /// The cells in a row.
  let columns: Int
  private var cells: [[Cell]] = []

  /// An empty grid, which grows downwards.
  init(columns: Int) {
    self.columns = max(columns, 1)
  }

  /// How many rows have been drawn in.
  var rows: Int { cells.count }

  /// Writes a text from a cell on; what would stand outside is left out.
  mutating func put(_ text: String, column: Int, row: Int, ink: PlotInk = .plain) {
    var place = column
    for character in TextFitting.singleLine(text) {
      let width = DisplayWidth.of(character)
      if width == 0 { continue }
      put(character, width: width, column: place, row: row, ink: ink)
      place += width
    }
  }

  private mutating func put(
    _ character: Character, width: Int, column: Int, row: Int, ink: PlotInk
  ) {
    guard column >= 0, row >= 0, column + width <= columns else { return }
    while cells.count <= row {
      cells.append(Array(repeating: Self.blank, count: columns))
    }
    for place in column..<(column + width) { divide(column: place, row: row) }
    cells[row][column] = Cell(character: character, ink: ink)
    if width == 2 { cells[row][column + 1] = Cell(character: nil, ink: ink) }
  }

  /// Lets a blank stand for the other half of a wide character that a cell is taken from.
  private mutating func divide(column: Int, row: Int) {
    if cells[row][column].character == nil, column > 0 {
      cells[row][column - 1].character = " "
      cells[row][column].character = " "
    } else if column + 1 < columns, cells[row][column + 1].character == nil {
      cells[row][column + 1].character = " "
    }
  }

  /// The rows as text, without blanks at their ends.
  func lines(_ palette: Palette) -> [String] {
    cells.map { row in
      let end = row.lastIndex { $0.character != " " || Self.isGround($0.ink) }
      var line = ""
      var run = ""
      var ink = PlotInk.plain
      for cell in row[..<(end.map { $0 + 1 } ?? 0)] {
        guard let character = cell.character else { continue }
        if cell.ink != ink {
          line += palette.paint(run, ink: ink)
          (run, ink) = ("", cell.ink)
        }
        run.append(character)
      }
      return line + palette.paint(run, ink: ink)
    }
  }

  private static func isGround(_ ink: PlotInk) -> Bool {
    switch ink {
    case .shade, .leaning: true
    case .plain, .heading, .faint, .series, .band: false
    }
  }
}
