// SPDX-License-Identifier: Apache-2.0

/// Lines of dots, two across and four down in each cell.
struct BrailleCanvas {
  /// The cells across.
  let columns: Int
  /// The cells down.
  let rows: Int
  private var dots: [UInt8]
  private var owners: [Int]

  /// An empty canvas of that many cells.
  init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    dots = Array(repeating: 0, count: self.columns * self.rows)
    owners = Array(repeating: -1, count: dots.count)
  }

  /// The dots across.
  var width: Int { columns * 2 }
  /// The dots down.
  var height: Int { rows * 4 }

  /// Sets a dot, counted from the upper left corner; the cell then belongs to that series.
  mutating func set(x: Int, y: Int, series: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / 4 * columns + x / 2
    dots[cell] |= Self.bits[y % 4][x % 2]
    owners[cell] = series
  }

  /// How a line is dotted: so many dots set, so many left out.
  struct Dashes: Hashable, Sendable {
    let on: Int
    let off: Int

    /// What tells the lines of a picture apart without colour.
    static let all = [
      Dashes(on: 1, off: 0), Dashes(on: 1, off: 1), Dashes(on: 3, off: 3), Dashes(on: 1, off: 3),
    ]

    /// That of a series.
    static func of(_ series: Int) -> Dashes { all[series % all.count] }
  }

  /// Draws a line from dot to dot; `step` counts its dots over several calls.
  mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), series: Int, step: inout Int
  ) {
    let dashes = Dashes.of(series)
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let count = max(dx.magnitude, dy.magnitude)
    for index in 0...count {
      let share = count == 0 ? 0 : Double(index) / Double(count)
      if step % (dashes.on + dashes.off) < dashes.on {
        set(
          x: start.x + Int((share * Double(dx)).rounded()),
          y: start.y + Int((share * Double(dy)).rounded()), series: series)
      }
      if index < count { step += 1 }
    }
  }

  /// The character of a cell and the series that it belongs to; nil where there is no dot.
  func cell(column: Int, row: Int) -> (character: Character, series: Int)? {
    let index = row * columns + column
    guard dots[index] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[index])) else {
      return nil
    }
    return (Character(scalar), owners[index])
  }

  /// The bits of a braille character, by row and column of its dots.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
