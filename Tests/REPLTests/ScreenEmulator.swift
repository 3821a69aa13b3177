// SPDX-License-Identifier: Apache-2.0

import DSL

/// As much of a terminal as line editing needs: where the cursor is and what stands in each cell.
struct ScreenEmulator {
  /// The width of the screen; what stands there already stays as it is.
  var columns: Int
  private var lines: [[Character?]] = [[]]
  private var row = 0
  private var column = 0
  private var pending: [UInt8] = []
  /// All that was written, without control sequences and carriage returns.
  private(set) var plain: [UInt8] = []

  /// An empty screen of that width; it grows downwards without end.
  init(columns: Int) {
    self.columns = columns
  }

  /// The lines without blanks at their ends.
  ///
  /// The second cell of a wide character holds nil.
  var text: String {
    lines.map { cells in
      let line = String(cells.compactMap { $0 })
      let end = line.lastIndex { $0 != " " }
      return end.map { String(line[...$0]) } ?? ""
    }.joined(separator: "\n")
  }

  /// Takes what the program writes; an incomplete character or sequence waits for the rest.
  mutating func take(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    while let length = nextLength() {
      let unit = Array(pending.prefix(length))
      pending.removeFirst(length)
      apply(unit)
    }
  }

  /// How many bytes the next character or control sequence has; nil when some are still missing.
  private func nextLength() -> Int? {
    guard let first = pending.first else { return nil }
    if first == 0x1B {
      guard pending.count >= 2 else { return nil }
      guard pending[1] == UInt8(ascii: "[") else { return 2 }
      return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
    }
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return pending.count >= length ? length : nil
  }

  private mutating func apply(_ unit: [UInt8]) {
    if let first = unit.first, first != 0x1B, first != 0x0D { plain += unit }
    switch unit.first {
    case 0x1B where unit.count > 2: control(unit)
    case 0x0A: moveTo(row: row + 1)
    case 0x0D: column = 0
    case 0x08: column = max(0, column - 1)
    case let first? where first >= 0x20 && first != 0x7F:
      for character in String(decoding: unit, as: UTF8.self) { put(character) }
    default: break
    }
  }

  private mutating func control(_ unit: [UInt8]) {
    let digits = unit.dropFirst(2).dropLast()
    let count = Int(String(decoding: digits, as: UTF8.self))
    let steps = max(count ?? 1, 1)
    switch unit.last {
    case UInt8(ascii: "A"): moveTo(row: max(0, row - steps))
    case UInt8(ascii: "B"): moveTo(row: row + steps)
    case UInt8(ascii: "C"): column = min(columns - 1, column + steps)
    case UInt8(ascii: "D"): column = max(0, column - steps)
    case UInt8(ascii: "G"): column = steps - 1
    case UInt8(ascii: "K"): lines[row].removeLast(max(0, lines[row].count - column))
    case UInt8(ascii: "J"):
      lines[row].removeLast(max(0, lines[row].count - column))
      lines.removeLast(lines.count - row - 1)
    case UInt8(ascii: "P"):
      let end = min(lines[row].count, column + steps)
      if column < end { lines[row].removeSubrange(column..<end) }
    case UInt8(ascii: "@"):
      fill(to: column)
      lines[row].insert(contentsOf: Array(repeating: " ", count: steps), at: column)
    default: break
    }
  }

  private mutating func put(_ character: Character) {
    let width = DisplayWidth.of(character)
    if column + width > columns {
      moveTo(row: row + 1)
      column = 0
    }
    fill(to: column + width)
    lines[row][column] = character
    if width == 2 { lines[row][column + 1] = nil }
    column += width
  }

  private mutating func fill(to column: Int) {
    let missing = column - lines[row].count
    if missing > 0 { lines[row] += Array(repeating: " ", count: missing) }
  }

  private mutating func moveTo(row: Int) {
    self.row = row
    while lines.count <= row { lines.append([]) }
  }
}
