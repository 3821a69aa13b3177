// SPDX-License-Identifier: Apache-2.0

/// Puts the comments after code that stands on neighbouring lines into one column.
enum TrailingComments {
  /// The blanks between code and a comment, at least.
  private static let distance = 2
  /// The most blanks that a column is worth.
  private static let maximumPadding = 40

  /// The text of each line.
  static func joined(_ lines: [OutputLine]) -> [String] {
    var result: [String] = []
    var start = 0
    while start < lines.count {
      guard lines[start].comment != nil else {
        result.append(lines[start].code)
        start += 1
        continue
      }
      let end = lines[start...].firstIndex { $0.comment == nil } ?? lines.count
      result += aligned(lines[start..<end])
      start = end
    }
    return result
  }

  /// Lines with a comment each; the column is given up where it makes one of them too long, or
  /// stands too far away.
  private static func aligned(_ lines: ArraySlice<OutputLine>) -> [String] {
    let widths = lines.map { DisplayWidth.of($0.code) }
    let comments = lines.map { $0.comment ?? "" }
    let widest = widths.max() ?? 0
    let isTooLong = zip(widths, comments).contains { width, comment in
      let columns = DisplayWidth.of(comment) + distance
      return widest - width > maximumPadding
        || width + columns <= StatementLayout.maximumColumns
          && widest + columns > StatementLayout.maximumColumns
    }
    return zip(lines, widths).map { line, width in
      let blanks = distance + (isTooLong ? 0 : widest - width)
      return line.code + String(repeating: " ", count: blanks) + (line.comment ?? "")
    }
  }
}
