// SPDX-License-Identifier: Apache-2.0

import DSL

/// Turns tables into lines: a title, the header, a rule, the rows and the footnotes.
struct TableRenderer {
  private static let gap = "  "
  private static let narrowestColumn = 6

  /// The colours to use.
  var palette: Palette
  /// The columns that a line may take; `Int.max` for no limit.
  var width: Int

  /// The table as lines, each ended by a line feed.
  func render(_ table: ResultTable) -> String {
    var lines: [String] = []
    if let title = table.title { lines.append(palette.paint(fit(title), .heading)) }
    lines += body(of: table)
    lines += table.footnotes.map { palette.paint(fit($0), .faint) }
    return lines.map { $0 + "\n" }.joined()
  }

  private func body(of table: ResultTable) -> [String] {
    let header = table.columns.map(TextFitting.singleLine)
    let rows = table.rows.map { $0.map(TextFitting.singleLine) }
    let hasHeader = header.contains { !$0.isEmpty }
    let widths = columnWidths(of: hasHeader ? [header] + rows : rows)
    guard !widths.isEmpty else { return [] }
    var lines: [String] = []
    if hasHeader {
      lines.append(palette.paint(line(header, widths, table.alignments), .heading))
      let total = widths.reduce(0, +) + Self.gap.count * (widths.count - 1)
      lines.append(palette.paint(String(repeating: "─", count: min(total, width)), .faint))
    }
    return lines + rows.map { line($0, widths, table.alignments) }
  }

  /// The width of each column, the widest made narrower until a line fits.
  private func columnWidths(of rows: [[String]]) -> [Int] {
    var widths = Array(repeating: 0, count: rows.map(\.count).max() ?? 0)
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], DisplayWidth.of(cell))
      }
    }
    guard width < .max, !widths.isEmpty else { return widths }
    var excess = widths.reduce(0, +) + Self.gap.count * (widths.count - 1) - width
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
