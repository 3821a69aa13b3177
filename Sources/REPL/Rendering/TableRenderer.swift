// SPDX-License-Identifier: Apache-2.0

import DSL

/// Turns tables into lines: a title, the header, a rule, the rows and the footnotes.
struct TableRenderer {
  private static let gap = "  "
  private static let narrowestColumn = 6
  /// What the first column has at most where others are left out.
  private static let nameColumn = 16

  /// The colours to use.
  var palette: Palette
  /// The columns that a line may take; `Int.max` for no limit.
  var width: Int

  /// The table as lines, each ended by a line feed.
  func render(_ table: ResultTable) -> String {
    var lines: [String] = []
    if let title = table.title { lines.append(palette.paint(fit(title), .heading)) }
    lines += body(of: table)
    lines += table.footnotes.flatMap(note)
    return lines.map { $0 + "\n" }.joined()
  }

  private func body(of table: ResultTable) -> [String] {
    let header = table.columns.map(TextFitting.singleLine)
    let rows = table.rows.map { $0.map(TextFitting.singleLine) }
    let hasHeader = header.contains { !$0.isEmpty }
    let all = hasHeader ? [header] + rows : rows
    let widths = columnWidths(of: all)
    guard !widths.isEmpty else { return [] }
    let dropped = (all.map(\.count).max() ?? 0) - widths.count
    var lines: [String] = []
    if hasHeader {
      lines.append(palette.paint(line(header, widths, table.alignments), .heading))
      let rule = String(repeating: "─", count: min(Self.total(widths), width))
      lines.append(palette.paint(rule, .faint))
    }
    lines += rows.map { line($0, widths, table.alignments) }
    guard dropped > 0 else { return lines }
    return lines + note("… \(dropped) more \(dropped == 1 ? "column" : "columns") than fit")
  }

  /// A remark under a table, in as many lines as it needs.
  private func note(_ text: String) -> [String] {
    TextWrapping.wrapLine(text, to: width, indent: 2).split(separator: "\n").map {
      palette.paint(fit(String($0)), .faint)
    }
  }

  /// The width of each column, the widest made narrower until a line fits; fewer columns than there
  /// are where they do not fit however narrow.
  private func columnWidths(of rows: [[String]]) -> [Int] {
    var widths = Array(repeating: 0, count: rows.map(\.count).max() ?? 0)
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], DisplayWidth.of(cell))
      }
    }
    guard width < .max, !widths.isEmpty else { return widths }
    let narrowest = widths.map { min($0, Self.narrowestColumn) }
    guard Self.total(narrowest) > width else { return narrowed(widths, to: width) }
    // Rows that are cut short need their names the more.
    let first = min(widths[0], Self.nameColumn)
    var count = widths.count
    while count > 1, Self.total([first] + narrowest[1..<count]) > width { count -= 1 }
    let room = width - first - Self.gap.count
    return [first] + narrowed(Array(widths[1..<count]), to: room)
  }

  /// The widths, the widest made smaller until a line fits or none can give way.
  private func narrowed(_ natural: [Int], to room: Int) -> [Int] {
    var widths = natural
    var excess = Self.total(widths) - room
    while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > Self.narrowestColumn
    {
      let next = widths.filter { $0 < widths[widest] }.max() ?? Self.narrowestColumn
      let step = min(excess, max(1, widths[widest] - max(next, Self.narrowestColumn)))
      widths[widest] -= step
      excess -= step
    }
    return widths
  }

  /// How wide a line of columns is.
  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap.count * (widths.count - 1)
  }

  private func line(
    _ cells: [String], _ widths: [Int], _ alignments: [ResultTable.Alignment]
  ) -> String {
    let padded = widths.indices.map { column in
      TextFitting.pad(
        TextFitting.cut(cells.indices.contains(column) ? cells[column] : "", to: widths[column]),
        to: widths[column],
        alignment: alignments.indices.contains(column) ? alignments[column] : .left)
    }
    let line = padded.joined(separator: Self.gap)
    let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
    return fit(String(line[..<end]))
  }

  private func fit(_ text: String) -> String { TextFitting.cut(text, to: width) }
}
