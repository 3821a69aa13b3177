// SPDX-License-Identifier: Apache-2.0

/// One row on its way from a file to whoever counts, checks or collects it.
public struct Row: Sendable {
  /// The names of the columns.
  public let columns: [String]
  /// One cell a column.
  public let values: [String]
  /// The number of the row among the rows of data, from 1.
  public let number: Int
  /// The line of the file that the row begins on, from 1.
  public let line: Int
}

/// Named columns of text, all of one length.
public struct Table: Hashable, Sendable {
  /// The file the rows came from; nil for rows given as values.
  public private(set) var path: String?
  /// The names of the columns, all different.
  public let columns: [String]
  /// The line of the file each row begins on, from 1; the row's own number when there is no file.
  public private(set) var lines: [Int] = []
  /// The cells, column by column.
  private var cells: [[String]]

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
        append(values, line: index + 1)
      }
      if rows.isEmpty { throw .noRows }
    } catch {
      throw DataError(error, path: nil)
    }
  }

  /// A table without rows.
  private init(path: String?, columns: [String]) {
    self.path = path
    self.columns = columns
    cells = Array(repeating: [], count: columns.count)
  }

  /// After how many rows somebody is asked whether to go on: a millisecond's work or less.
  static let rowsPerQuestion = 512

  /// Reads a file, or its first `limit` rows.
  ///
  /// Without a format it is inferred from the name and the content. Throws whatever is wrong with
  /// the file, its options or its lines.
  ///
  /// - Parameters:
  ///   - filter: the cells that are wanted, if not all.
  ///   - shouldStop: asked now and then; when it says so, `interrupted` is thrown.
  public static func read(
    path: String, format: DataFormat? = nil, options: FormatOptions = [:], limit: Int = .max,
    filter: CellFilter? = nil, shouldStop: () -> Bool = { false }
  ) throws(DataError) -> Table {
    let format = if let format { format } else { try DataFormats.inferred(from: path) }
    let memory = GrowingData(path: path)
    if limit == .max { try memory.requireAll() }
    var table: Table?
    var (read, used) = (0, 0)
    try format.forEachRow(
      of: path, options: options, filter: filter,
      onRead: { (bytes: Int) throws(DataError) in
        if shouldStop() { throw DataError(.interrupted, path: path) }
        read = bytes
        // The row at hand stands in a buffer, and in what parses it.
        try memory.require(
          after: bytes,
          growth: (table?.rowCount ?? 0) * MemoryLayout<String>.stride + 3 * (read - used))
      },
      { (row: Row) throws(DataError) -> Bool in
        table = table ?? Table(path: path, columns: row.columns)
        table?.append(row.values, line: row.line)
        used = read
        return row.number < limit
      })
    guard let table else { throw DataError(.noRows, path: path) }
    return table
  }

  /// The same rows under the name that messages are to call their file.
  public func renamed(_ path: String) -> Table {
    var copy = self
    copy.path = path
    return copy
  }

  /// The cells of a column; throws `unknownColumn`, and `nestedValue` for a list that is not allowed.
  ///
  /// - Parameter allowsLists: whether cells may hold lists of JSON, which `TargetCells` reads.
  public func column(
    _ name: String, allowsLists: Bool = false
  ) throws(DataError) -> [String] {
    guard let index = columns.firstIndex(of: name) else {
      throw DataError(.unknownColumn(name: name, available: columns), path: path)
    }
    if !allowsLists, let row = cells[index].firstIndex(where: { $0.listCell != nil }) {
      throw DataError(.nestedValue(line: lines[row], field: name), path: path)
    }
    return cells[index]
  }

  /// The cells of a column as a file shows them; throws `unknownColumn`.
  public func plainColumn(_ name: String) throws(DataError) -> [String] {
    try column(name, allowsLists: true).map { $0.listCell ?? $0 }
  }

  /// The cells of a column as times; throws `unknownColumn`, or `badTime` with the line of a cell
  /// that is none.
  func times(_ name: String) throws(DataError) -> [Double] {
    var times: [Double] = []
    for (row, cell) in try column(name).enumerated() {
      guard let time = TimeStamp.seconds(cell) else {
        throw DataError(.badTime(line: lines[row], value: cell), path: path)
      }
      times.append(time)
    }
    return times
  }

  private mutating func append(_ values: [String], line: Int) {
    for index in cells.indices { cells[index].append(values[index]) }
    lines.append(line)
  }

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
    guard values.count == columns.count else {
      throw .raggedRow(row: row, line: line, expected: columns.count, found: values.count)
    }
  }
}
