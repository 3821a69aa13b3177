// SPDX-License-Identifier: Apache-2.0

/// The table that says what is to be predicted of each file of a folder.
struct FolderTargets {
  /// The columns beside those that say which file is meant.
  let names: [String]

  private let path: String
  private let table: Table
  private let partNames: [String]
  /// The places among the parts of a file name that the table tells files apart by.
  private let places: [Int]
  private let cells: [[String]]
  /// The row of each file, by its parts.
  private var rows: [[String]: Int] = [:]
  private var taken: Set<Int> = []

  /// Reads the table and finds the columns that say which file is meant.
  init(path: String, partNames: [String]) throws(DataError) {
    let format = DataFormats.named(by: path) ?? .csv
    let table = try Table.read(path: path, format: format)
    let found = table.columns.map(\.columnName)
    let keys = partNames.map { Self.column(for: $0, in: found) }
    let places = keys.indices.filter { keys[$0] != nil }
    let keyColumns = keys.compactMap { $0 }
    guard !places.isEmpty else {
      throw DataError(.noJoinColumn(names: partNames, available: found), path: path)
    }
    let others = found.indices.filter { !keyColumns.contains($0) }
    self.path = path
    self.table = table
    self.partNames = partNames
    self.places = places
    names = others.map { found[$0] }
    var cells: [[String]] = []
    for index in others { cells.append(try table.column(table.columns[index]).map(\.trimmed)) }
    self.cells = cells
    var keyCells: [[String]] = []
    for index in keyColumns { keyCells.append(try table.column(table.columns[index])) }
    for row in 0..<table.rowCount {
      let key = keyCells.map { $0[row].trimmed }
      if let first = rows.updateValue(row, forKey: key.map(Self.form)) {
        throw DataError(
          .targetTwice(
            line: table.lines[row], parts: shown(key: key), first: table.lines[first]),
          path: path)
      }
    }
  }

  /// The column that is named like a part of a file name, or else ends with it.
  private static func column(for name: String, in columns: [String]) -> Int? {
    if let equal = columns.firstIndex(of: name) { return equal }
    let small = name.lowercased()
    if let alike = columns.firstIndex(where: { $0.lowercased() == small }) { return alike }
    let ends = columns.indices.filter { columns[$0].lowercased().hasSuffix("_\(small)") }
    return ends.count == 1 ? ends[0] : nil
  }

  /// Numbers are the same with and without zeros before them.
  private static func form(_ part: String) -> String { part.wholeNumber ?? part }

  /// The targets of a file by the parts of its name; nil where the table has none.
  mutating func take(_ parts: [String]) -> [String]? {
    guard let row = rows[places.map { Self.form(parts[$0]) }] else { return nil }
    taken.insert(row)
    return cells.map { $0[row] }
  }

  /// Throws unless each row had a file.
  func checkAllTaken() throws(DataError) {
    guard let row = rows.filter({ !taken.contains($0.value) }).min(by: { $0.value < $1.value })
    else { return }
    throw DataError(
      .targetWithoutFile(line: table.lines[row.value], parts: shown(key: row.key)), path: path)
  }

  /// What a message says of a file.
  func shown(_ parts: [String]) -> String { shown(key: places.map { parts[$0] }) }

  private func shown(key: [String]) -> String {
    zip(places, key).map { "\(partNames[$0]) \($1)" }.joined(separator: ", ")
  }
}
