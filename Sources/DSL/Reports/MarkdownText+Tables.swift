// SPDX-License-Identifier: Apache-2.0

extension MarkdownText {
  /// A table with pipes; its title stands above it, its footnotes below.
  public static func table(_ table: ResultTable) -> String {
    var parts: [String] = []
    if let title = table.title { parts.append("**\(escaped(title))**\n") }
    let width = max(table.columns.count, table.rows.map(\.count).max() ?? 0)
    if width > 0 {
      let alignments = (0..<width).map { column in
        table.alignments.indices.contains(column) && table.alignments[column] == .right
          ? "---:" : ":---"
      }
      let lines =
        [row(table.columns, width), "| " + alignments.joined(separator: " | ") + " |"]
        + table.rows.map { row($0, width) }
      parts.append(lines.joined(separator: "\n") + "\n")
    }
    parts += table.footnotes.map { escaped($0) + "\n" }
    return parts.joined(separator: "\n")
  }

  private static func row(_ cells: [String], _ width: Int) -> String {
    let texts = (0..<width).map { cells.indices.contains($0) ? escaped(cells[$0]) : "" }
    return "| " + texts.joined(separator: " | ") + " |"
  }
}
