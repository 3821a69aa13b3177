// SPDX-License-Identifier: Apache-2.0

/// Texts as Markdown.
enum MarkdownText {
  /// A text without what would begin markup.
  static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>#|~&$".contains(character) { result.append("\\") }
      result.append(character == "\n" ? " " : character)
    }
    return result
  }

  /// A block of code whose fence is longer than any in the text.
  static func fence(_ text: String, _ language: String = "") -> String {
    var longest = 2
    for line in text.split(separator: "\n") {
      let ticks = line.drop { $0 == " " }.prefix { $0 == "`" }.count
      longest = max(longest, ticks)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let end = text.hasSuffix("\n") || text.isEmpty ? "" : "\n"
    return "\(fence)\(language)\n\(text)\(end)\(fence)\n"
  }

  /// A table with pipes; its title stands above it, its footnotes below.
  static func table(_ table: ResultTable) -> String {
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
