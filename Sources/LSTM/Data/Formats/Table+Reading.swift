// SPDX-License-Identifier: Apache-2.0

extension Table {
  /// The folder in which relative paths begin that stand in a file: its own, or the folder itself.
  public static func folder(of path: String) -> String {
    let path = FolderCases.withoutSlashes(path)
    let (folder, name) = FolderCases.divided(path)
    return name.contains("{") || !PlainFile.isFolder(path) ? folder : path
  }

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
    if limit == .max { try memory.requireAll(times: format.leastMemory) }
    var table: Table?
    var (read, used) = (0, 0)
    try format.forEachRow(
      of: path, options: options, filter: filter, limit: limit,
      onRead: { (bytes: Int) throws(DataError) in
        if shouldStop() { throw DataError(.interrupted, path: path) }
        read = bytes
        // The row at hand stands in a buffer, and in what parses it.
        try memory.require(
          after: bytes,
          growth: (table?.largestColumn ?? 0) + 3 * (read - used))
      },
      { (row: Row) throws(DataError) -> Bool in
        table = table ?? Table(path: path, columns: row.columns)
        table?.append(row.cells, line: row.line, skipping: row.skipped)
        used = read
        return row.number < limit
      })
    guard var table else { throw DataError(.noRows, path: path) }
    table.folder = folder(of: path)
    return table
  }
}
