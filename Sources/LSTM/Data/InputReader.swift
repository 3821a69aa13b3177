// SPDX-License-Identifier: Apache-2.0

/// Rows of a file as a model reads them, of which nobody knows what is right.
public struct InputRows: Sendable {
  /// What the model reads, the leading input first.
  public let columns: [any Column]
  /// What each row is called: its text, its series, or its number.
  public let titles: [String]
  /// What the titles are: `text`, the column of the series, or `row`.
  public let titleName: String
  /// The cases that the rows of the file are.
  public let cases: SeriesRows
  /// The categories that no training row had, which the model reads as none.
  public let unknown: [UnknownCategories]

  /// What titles are that are the numbers of rows.
  public static let numberedTitle = "row"

  /// Reads the rows of a table.
  ///
  /// Throws what is wrong with the columns, and `missingNumbers` where nothing stands in for numbers
  /// that are missing.
  public init(
    _ table: Table, textColumn: String?, text: TextTransform?, numbers: NumberTransform,
    series: String?, compute: Compute? = nil, shouldStop: () -> Bool = { false }
  ) throws(DataError) {
    var table = table
    if let sound = numbers.sound {
      var recordings = Recordings(sound)
      table = try recordings.hear(table, compute, shouldStop: shouldStop)
    }
    let cases = try SeriesRows(table, series: series, columns: numbers.names)
    var raw = RawNumbers(
      numbers.names, areTexts: numbers.features.map { $0.categories != nil }, isVector: text != nil)
    try raw.append(cases, filling: numbers.features.map(\.fill))
    self.cases = cases
    unknown = numbers.unknown(in: raw)
    let own = numbers.applied(to: raw)
    if let text, let textColumn {
      titles = try cases.cells(textColumn).map(\.description)
      titleName = "text"
      columns = [text.column(of: titles), own]
    } else {
      titles =
        try (series ?? numbers.sound?.column).map { name throws(DataError) in
          try cases.cells(name).map(\.description)
        }
        ?? (0..<cases.count).map { String($0 + 1) }
      titleName = series ?? numbers.sound?.column ?? Self.numberedTitle
      columns = [own]
    }
  }
}
