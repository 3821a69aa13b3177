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
  /// A file with what its name says and what the table of targets says of it.
  private struct Case {
    let path: String
    let parts: [String]
    let targets: [String]
  }

  private let cases: [Case]
  private let partNames: [String]
  private let targetNames: [String]
  private let options: FormatOptions
  private let wanted: CellFilter?

  init(_ request: RowRequest) throws(DataError) {
    let (folder, text) = try Self.place(of: request)
    guard let pattern = FilePattern(text), !pattern.names.isEmpty else {
      throw DataError(
        .badOption(name: "files", expected: "a file name with a name in braces for what differs"),
        path: request.path)
    }
    var names = try PlainFile.names(in: folder).compactMap { name in
      pattern.parts(of: name).map { (name: name, parts: $0) }
    }
    guard !names.isEmpty else { throw DataError(.noFiles(pattern: text), path: folder) }
    names.sort { FilePattern.precedes($0.parts, $1.parts) }
    partNames = pattern.names
    options = Self.options(of: request.options)
    wanted = request.filter
    guard let file = request.options.text("targets") else {
      targetNames = []
      cases = names.map { Case(path: "\(folder)/\($0.name)", parts: $0.parts, targets: []) }
      return
    }
    var table = try FolderTargets(
      path: file.hasPrefix("/") ? file : "\(folder)/\(file)", partNames: pattern.names)
    targetNames = table.names
    var cases: [Case] = []
    for (name, parts) in names {
      let path = "\(folder)/\(name)"
      guard let targets = table.take(parts) else {
        throw DataError(
          .fileWithoutTarget(parts: table.shown(parts), targets: file), path: path)
      }
      cases.append(Case(path: path, parts: parts, targets: targets))
    }
    try table.checkAllTaken()
    self.cases = cases
  }

  /// The folder and how its files are called, which may stand after the last slash of the path.
  private static func place(of request: RowRequest) throws(DataError) -> (String, String) {
    var path = request.path[...]
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    if let files = request.options.text("files") { return (String(path), files) }
    let slash = path.lastIndex(of: "/")
    let name = slash.map { path[path.index(after: $0)...] } ?? path
    guard name.contains("{") else {
      throw DataError(
        .badOption(name: "files", expected: "how the files are called, such as \"walk_{id}.csv\""),
        path: request.path)
    }
    return (slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".", String(name))
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
    for (index, file) in cases.enumerated() {
      let before = total
      let series = try StepsFile(
        path: file.path, options: options, columns: first, wanted: wanted,
        onRead: { (bytes) throws(DataError) in
          total = before + bytes
          try onRead(total)
        })
      first = series.columns
      let columns = partNames + series.columns + targetNames
      if index == 0 {
        do throws(DataError.Fact) {
          try Table.checkNames(columns)
        } catch {
          throw DataError(error, path: file.path)
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
