// SPDX-License-Identifier: Apache-2.0

/// One row on its way from a file to whoever counts, checks or collects it.
public struct Row: Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// One cell a column.
  let cells: RowCells
  /// The number of the row among the rows of data, from 1.
  public let number: Int
  /// The line of the file that the row begins on, from 1.
  public let line: Int
  /// The lines inside of it that hold no token, where each token has a line.
  var skipped: [Int] = []

  /// The cells as a file shows them, one a column.
  public var values: [String] { cells.texts }
}

extension Row {
  /// A row of texts that stands in no file.
  public init(columns: [String], values: [String], number: Int) {
    self.init(columns: columns, cells: .texts(values), number: number, line: number)
  }
}

/// Named columns of texts, numbers or sequences of numbers, all of one length.
public struct Table: Hashable, Sendable {
  /// The file the rows came from; nil for rows given as values.
  public private(set) var path: String?
  /// The folder that relative paths in its cells begin in; nil for the working directory.
  public var folder: String?
  /// The names of the columns, all different.
  public let columns: [String]
  /// The line of the file each row begins on, from 1; the row's own number when there is no file.
  public private(set) var lines: [Int] = []
  /// The lines inside of rows that hold no token, by row; most rows have none.
  private(set) var skippedLines: [Int: [Int]] = [:]
  /// The cells, column by column.
  private var cells: [TableColumn]

  /// The number of rows.
  public var rowCount: Int { lines.count }

  /// A table of values, one list a row.
  ///
  /// Throws `unnamedColumn`, `duplicateColumn`, `raggedRow` or `noRows`.
  public init(columns: [String], rows: [[String]]) throws(DataError) {
    do throws(DataError.Fact) {
      try Self.checkNames(columns)
      self.init(path: nil, columns: columns)
      for (index, values) in rows.enumerated() {
        try Self.checkWidth(values, columns: columns, row: index + 1, line: index + 1)
        append(.texts(values), line: index + 1)
      }
      if rows.isEmpty { throw .noRows }
    } catch {
      throw DataError(error, path: nil)
    }
  }

  /// Rows of one file that were read before, with the columns of the first.
  public init(_ rows: [Row]) {
    self.init(path: nil, columns: rows.first?.columns ?? [])
    for row in rows { append(row.cells, line: row.line) }
  }

  /// A table without rows.
  init(path: String?, columns: [String]) {
    self.path = path
    self.columns = columns
    cells = Array(repeating: TableColumn(.text), count: columns.count)
  }

  /// After how many rows somebody is asked whether to go on: a millisecond's work or less.
  public static let rowsPerQuestion = 512

  /// The same rows under the name that messages are to call their file.
  public func renamed(_ path: String) -> Table {
    var copy = self
    copy.path = path
    return copy
  }

  /// The same rows with further columns of sequences.
  func adding(_ further: [(name: String, sequences: [[Float]])]) -> Table {
    var copy = Table(path: path, columns: columns + further.map(\.name))
    (copy.folder, copy.lines, copy.skippedLines) = (folder, lines, skippedLines)
    copy.cells =
      cells
      + further.map { column in
        var cells = TableColumn(.sequence)
        for sequence in column.sequences { cells.append(.numbers(sequence)) }
        return cells
      }
    return copy
  }

  /// What the cells of a column are; throws `unknownColumn`.
  public func kind(of name: String) throws(DataError) -> ColumnKind { try stored(name).kind }

  /// The names of the columns of a kind.
  func columns(_ kind: ColumnKind) -> [String] {
    zip(columns, cells).compactMap { $1.kind == kind ? $0 : nil }
  }

  /// The cells of a column as they are kept; throws `unknownColumn`.
  func stored(_ name: String) throws(DataError) -> TableColumn {
    guard let index = columns.firstIndex(of: name) else {
      throw DataError(.unknownColumn(name: name, available: columns), path: path)
    }
    return cells[index]
  }

  /// The cells of a column as texts; throws `unknownColumn`, `notASingle` for sequences of numbers,
  /// and `nestedValue` for a list that is not allowed.
  ///
  /// - Parameter allowsLists: whether cells may hold lists of JSON, which `TargetCells` reads.
  public func column(
    _ name: String, allowsLists: Bool = false
  ) throws(DataError) -> [String] {
    let column = try stored(name)
    if column.kind == .sequence { throw DataError(.notASingle(column: name), path: path) }
    let texts = column.spelled
    if !allowsLists, let row = texts.firstIndex(where: { $0.listCell != nil }) {
      throw DataError(.nestedValue(line: lines[row], field: name), path: path)
    }
    return texts
  }

  /// The cells of a column as a file shows them; throws `unknownColumn`.
  public func plainColumn(_ name: String) throws(DataError) -> [String] {
    try stored(name).spelled.map { $0.listCell ?? $0 }
  }

  /// The cells of a column as times; throws `unknownColumn`, `badTime` with the line of a cell that
  /// is none, or `mixedZones`.
  func times(_ name: String) throws(DataError) -> [Double] {
    var times: [Double] = []
    var hasZone: Bool?
    for (row, cell) in try column(name).enumerated() {
      guard let time = TimeStamp(cell) else {
        throw DataError(.badTime(line: lines[row], value: cell, form: nil), path: path)
      }
      if let own = time.hasZone, own != hasZone ?? own {
        throw DataError(.mixedZones(line: lines[row], value: cell, hasZone: own), path: path)
      }
      hasZone = hasZone ?? time.hasZone
      times.append(time.seconds)
    }
    return times
  }

  /// Adds a row that has one cell a column.
  ///
  /// - Parameter skipped: the lines inside of it that hold no token.
  mutating func append(_ row: RowCells, line: Int, skipping skipped: [Int] = []) {
    if !skipped.isEmpty { skippedLines[rowCount] = skipped }
    switch row {
    case .texts(let texts):
      for index in cells.indices { cells[index].append(texts[index]) }
    case .typed(let typed):
      if lines.isEmpty { cells = typed.map { TableColumn(for: $0) } }
      for index in cells.indices { cells[index].append(typed[index]) }
    }
    lines.append(line)
  }

  /// The bytes of what moves when the largest column grows.
  var largestColumn: Int { cells.map(\.bytes).max() ?? 0 }

  /// Throws unless every column has a name of its own.
  static func checkNames(_ columns: [String]) throws(DataError.Fact) {
    var seen: Set<String> = []
    for (index, name) in columns.enumerated() {
      if name.isEmpty { throw .unnamedColumn(position: index + 1) }
      if !seen.insert(name).inserted { throw .duplicateColumn(name: name) }
    }
  }

  /// Throws unless the row has one cell a column.
  static func checkWidth(
    _ values: [String], columns: [String], row: Int, line: Int
  ) throws(DataError.Fact) {
    try checkWidth(.texts(values), columns: columns, row: row, line: line)
  }

  /// The same of cells of any type.
  static func checkWidth(
    _ cells: RowCells, columns: [String], row: Int, line: Int
  ) throws(DataError.Fact) {
    guard cells.count == columns.count else {
      throw .raggedRow(row: row, line: line, expected: columns.count, found: cells.count)
    }
  }
}

extension String {
  /// What a list of JSON begins with where it stands in a cell: no text begins so.
  static let listMark: Character = "\u{1E}"
  private static let listByte: UInt8 = 0x1E

  /// The list that the cell holds; nil for a cell of text.
  public var listCell: String? {
    // Of bytes: characters would cost more, and every cell of text is asked.
    utf8.first == Self.listByte ? String(unicodeScalars.dropFirst()) : nil
  }
}
