// SPDX-License-Identifier: Apache-2.0

/// The rows of a table by what stands in a column: those with the same cell belong together, wherever they
/// stand.
struct RowGroups {
  /// The cells, without the blanks about them, in the order of the first row of each; a single one without a
  /// name where no column says.
  let names: [String]
  /// The rows, group by group, each in the order of the file.
  let rows: [Int]
  /// Where the rows of each group begin in `rows`, and where the last ends.
  let starts: [Int]

  /// Finds the groups; throws `unknownColumn`, and `badSeries` for an empty cell.
  init(_ table: Table, by column: String?) throws(DataError) {
    guard let column else {
      (names, rows, starts) = ([""], Array(0..<table.rowCount), [0, table.rowCount])
      return
    }
    var seen = RawNumbers.SeenTexts()
    var counts: [Int] = []
    var ofRow: [Int] = []
    ofRow.reserveCapacity(table.rowCount)
    for (row, cell) in try table.column(column).enumerated() {
      let name = cell.trimmed
      if name.isEmpty {
        throw DataError(
          .badSeries(
            line: table.lines[row], reason: "\"\(column)\" is empty: the row is a step of no series"
          ),
          path: table.path)
      }
      let number = seen.number(of: name)
      if number == counts.count { counts.append(0) }
      counts[number] += 1
      ofRow.append(number)
    }
    let starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var next = starts
    var rows = [Int](repeating: 0, count: ofRow.count)
    for (row, number) in ofRow.enumerated() {
      rows[next[number]] = row
      next[number] += 1
    }
    (names, self.rows, self.starts) = (seen.names, rows, starts)
  }

  /// The number of groups.
  var count: Int { names.count }

  /// The rows of a group.
  func rows(of group: Int) -> ArraySlice<Int> { rows[starts[group]..<starts[group + 1]] }
}
