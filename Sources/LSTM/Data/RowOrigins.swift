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
  /// The lines inside of rows that hold no token.
  private var skipped: [Int: [Int]] = [:]

  /// Adds the rows of a table; returns their numbers.
  ///
  /// - Parameter counts: how many rows each row of the table has become; nil for one each.
  mutating func append(_ table: Table, counts: [Int]? = nil) -> Range<Int> {
    let first = lines.count
    sources.append(Source(path: table.path, firstRow: first))
    for (row, skipped) in table.skippedLines where counts == nil {
      self.skipped[first + row] = skipped
    }
    if let counts {
      for (line, count) in zip(table.lines, counts) {
        lines += repeatElement(line, count: count)
      }
    } else {
      lines += table.lines
    }
    return first..<lines.count
  }

  /// Adds rows that begin on some lines of a file; returns their numbers.
  mutating func append(_ lines: [Int], of path: String?) -> Range<Int> {
    let first = self.lines.count
    sources.append(Source(path: path, firstRow: first))
    self.lines += lines
    return first..<self.lines.count
  }

  /// The origins of some of the rows, in their order, as if there were no others.
  func picking(_ rows: [Int]) -> RowOrigins {
    var picked = RowOrigins()
    for row in rows {
      picked.sources.append(Source(path: path(of: row), firstRow: picked.lines.count))
      picked.skipped[picked.lines.count] = skipped[row]
      picked.lines.append(line(of: row))
    }
    return picked
  }

  /// The file of a row; nil for rows that were given as values.
  public func path(of row: Int) -> String? {
    sources.last { $0.firstRow <= row }.flatMap(\.path)
  }

  /// The line of a row in its file, from 1.
  public func line(of row: Int) -> Int { lines[row] }

  /// The line of a token of a row, from 0, where each token has one of its own.
  func line(of row: Int, token: Int) -> Int {
    (skipped[row] ?? []).reduce(lines[row] + token) { $1 <= $0 ? $0 + 1 : $0 }
  }
}
