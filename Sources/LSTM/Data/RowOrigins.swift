// SPDX-License-Identifier: Apache-2.0

/// Where each row of a data set came from, when its rows are those of several files.
public struct RowOrigins: Hashable, Sendable {
  /// A file and the number of the first row that came from it.
  private struct Source: Hashable {
    let path: String?
    let firstRow: Int
  }

  private var sources: [Source] = []
  private var lines: [Int] = []

  /// Adds the rows of a table; returns their numbers.
  mutating func append(_ table: Table) -> Range<Int> {
    let rows = lines.count..<lines.count + table.rowCount
    sources.append(Source(path: table.path, firstRow: rows.lowerBound))
    lines += table.lines
    return rows
  }

  /// The file of a row; nil for rows that were given as values.
  public func path(of row: Int) -> String? {
    sources.last { $0.firstRow <= row }.flatMap(\.path)
  }

  /// The line of a row in its file, from 1.
  public func line(of row: Int) -> Int { lines[row] }
}
