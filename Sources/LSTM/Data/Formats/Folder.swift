// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// A folder with a file for each case, and perhaps a table of their targets.
  public static let folder = DataFormat(
    name: "folder",
    extensions: [],
    help: "a folder with a csv or tsv file for each case, a step a line: the columns are the parts "
      + "of the file names, those of the files with a sequence of numbers each, and those of the "
      + "table of targets",
    options: [
      FormatOption(
        name: "files", kind: .text, defaultValue: nil,
        help: "how the files are called, with names in braces for what differs: \"walk_{id}.csv\""),
      FormatOption(
        name: "targets", kind: .text, defaultValue: nil,
        help: "a table in the folder with a row for each file, found by a column that is named "
          + "like what stands in braces: `id` or `walk_id` for {id}"),
      FormatOption(
        name: "header", kind: .flag, defaultValue: nil,
        help: "whether the first line of each file names its columns; yes, unless columns= names "
          + "them"),
      FormatOption(
        name: "columns", kind: .names, defaultValue: nil,
        help: "the names of the columns of the files"),
      FormatOption(
        name: "delimiter", kind: .text, defaultValue: nil,
        help: "the character between two cells of the files"),
    ],
    example: """
      walks/walk_1.csv      walks/walk_2.csv      walks/targets.csv
        left,right            left,right            walk_id,place
        0.5,1                 2,2.5                 1,hall
        0.75,1.5              1,0                   2,kitchen
      """,
    use: ColumnUse(inputs: .sequences, targetIsLast: true),
    open: { (request) throws(DataError) in try FolderSource(request) })
}

/// The cases of a folder, in the order of their names.
struct FolderSource: RowSource {
  private let found: FolderCases
  private let options: FormatOptions
  private let wanted: CellFilter?

  init(_ request: RowRequest) throws(DataError) {
    guard let (folder, pattern) = FolderCases.place(of: request, option: "files") else {
      throw DataError(
        .badOption(name: "files", expected: "how the files are called, such as \"walk_{id}.csv\""),
        path: request.path)
    }
    found = try FolderCases(
      folder, pattern: pattern, option: "files", targets: request.options.text("targets"))
    options = Self.options(of: request.options)
    wanted = request.filter
  }

  /// The options that are those of each file.
  private static func options(of given: FormatOptions) -> FormatOptions {
    var options: FormatOptions = [:]
    for name in ["header", "columns", "delimiter"] { options[name] = given[name] }
    return options
  }

  mutating func forEachRow(
    onRead: (Int) throws(DataError) -> Void, _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError) {
    var first: [String]?
    var total = 0
    for (index, file) in found.cases.enumerated() {
      let before = total
      let path = found.path(of: file)
      let series = try StepsFile(
        path: path, options: options, columns: first, wanted: wanted,
        onRead: { (bytes) throws(DataError) in
          total = before + bytes
          try onRead(total)
        })
      first = series.columns
      let columns = found.partNames + series.columns + found.targetNames
      if index == 0 {
        do throws(DataError.Fact) {
          try Table.checkNames(columns)
        } catch {
          throw DataError(error, path: path)
        }
      }
      let cells =
        file.parts.map { TableCell.text($0) } + series.values.map { .numbers($0) }
        + file.targets.map { .text($0) }
      let row = Row(columns: columns, cells: .typed(cells), number: index + 1, line: index + 1)
      guard try body(row) else { return }
    }
  }
}

/// A file of one case: a sequence of numbers for each of its columns.
private struct StepsFile {
  private(set) var columns: [String] = []
  private(set) var values: [[Float]] = []

  /// Reads a file.
  ///
  /// - Parameter expected: the columns of the first file; nil for that itself.
  init(
    path: String, options: FormatOptions, columns expected: [String]?, wanted: CellFilter?,
    onRead: (Int) throws(DataError) -> Void
  ) throws(DataError) {
    let named = DataFormats.named(by: path)
    let format = named?.cellMarks([:]) == nil ? DataFormat.csv : named ?? .csv
    var columns: [String] = []
    var isWanted: [Bool] = []
    var values: [[Float]] = []
    try format.forEachRow(of: path, options: options, onRead: onRead) {
      (row: Row) throws(DataError) in
      if row.number == 1 {
        columns = row.columns.map(\.columnName)
        if let expected, expected != columns {
          throw DataError(.otherColumns(found: columns, expected: expected), path: path)
        }
        isWanted = columns.map { wanted?.columns.contains($0) ?? true }
        values = columns.map { _ in [] }
      }
      for (index, cell) in row.values.enumerated() {
        guard let value = NumberText.float(cell.utf8Span.span) else {
          throw DataError(
            .notANumber(line: row.line, column: columns[index], value: cell), path: path)
        }
        if isWanted[index] { values[index].append(value) }
      }
      return true
    }
    if columns.isEmpty { throw DataError(.noRows, path: path) }
    (self.columns, self.values) = (columns, values)
  }
}

extension String {
  /// The name of a column as a script can write it: without a mark of comments and blanks before it.
  var columnName: String { trimmed.drop { $0 == "#" }.description.trimmed }
}
