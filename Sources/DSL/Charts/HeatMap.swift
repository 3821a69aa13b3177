// SPDX-License-Identifier: Apache-2.0

/// Counts in rows and columns, each shaded by its share of its row.
public struct HeatMap: Hashable, Sendable, Codable {
  /// The names of the rows, from top to bottom, which are those of the columns too.
  public var names: [String]
  /// The counts, row by row.
  public var counts: [[Int]]

  /// Counts of pairs of names.
  public init(names: [String], counts: [[Int]]) {
    self.names = names
    self.counts = counts
  }

  /// A count; 0 where there is none.
  public subscript(row: Int, column: Int) -> Int {
    counts.indices.contains(row) && counts[row].indices.contains(column) ? counts[row][column] : 0
  }

  /// The share of a count in its row, from 0 to 1.
  public func shade(_ row: Int, _ column: Int) -> Double {
    let total = names.indices.reduce(0) { $0 + self[row, $1] }
    return total > 0 ? Double(self[row, column]) / Double(total) : 0
  }

  /// The name of the row and the column that stand for those left out.
  public static let rest = "others"

  /// The same with at most `most` rows and columns: the names with the most counts off the diagonal
  /// stay, in their order, and the others become one.
  public func condensed(to most: Int) -> HeatMap {
    guard names.count > most, most > 1 else { return self }
    let errors = names.indices.map { index in
      names.indices.reduce(0) { $1 == index ? $0 : $0 + self[index, $1] + self[$1, index] }
    }
    let kept = names.indices.sorted { (-errors[$0], $0) < (-errors[$1], $1) }.prefix(most - 1)
      .sorted()
    let chosen = Set(kept)
    let groups =
      kept.map { [$0] } + [names.indices.filter { !chosen.contains($0) }]
    return HeatMap(
      names: kept.map { names[$0] } + [Self.rest],
      counts: groups.map { rows in
        groups.map { columns in
          rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + self[row, $1] } }
        }
      })
  }
}
