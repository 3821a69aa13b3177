// SPDX-License-Identifier: Apache-2.0

/// Rows of a file as a model reads them, of which nobody knows what is right.
public struct InputRows: Sendable {
  /// What the model reads, the leading input first.
  public let columns: [any Column]
  /// What each row is called: its text, its series, or its number.
  public let titles: [String]
  /// What the titles are: `text`, the column of the series, or `row`.
  public let titleName: String

  /// What titles are that are the numbers of rows.
  public static let numberedTitle = "row"

  /// Reads the rows of a table.
  ///
  /// Throws what is wrong with the columns, and `missingNumbers` where nothing stands in for numbers
  /// that are missing.
  public init(
    _ table: Table, textColumn: String?, text: TextTransform?, numbers: NumberTransform,
    series: String?
  ) throws(DataError) {
    let plain = numbers.features.filter { $0.categories == nil }.map(\.name)
    let cases = try SeriesRows(table, series: series, columns: plain)
    var raw =
      text == nil
      ? NumberColumn(features: numbers.features.count)
      : NumberColumn(vectors: [], features: numbers.features.count)
    try cases.append(
      to: &raw, categories: numbers.features.map(\.categories), columns: numbers.names)
    if numbers.fill == .none, let gap = cases.firstGap {
      throw DataError(
        .missingNumbers(
          line: gap.line, column: gap.column, count: cases.missing.reduce(0, +)),
        path: table.path)
    }
    let own = numbers.applied(to: raw)
    if let text, let textColumn {
      titles = try cases.cells(textColumn).map(\.description)
      titleName = "text"
      columns = [text.column(of: titles), own]
    } else {
      titles =
        try series.map { name throws(DataError) in try cases.cells(name).map(\.description) }
        ?? (1...max(cases.count, 1)).map { String($0) }
      titleName = series ?? Self.numberedTitle
      columns = [own]
    }
  }
}
