// SPDX-License-Identifier: Apache-2.0

/// A column of token sequences of different lengths, held in one flat buffer.
public struct TokenColumn: Hashable, Sendable {
  /// The token numbers of all rows; two rows may share theirs.
  public private(set) var values: [Int32] = []
  /// Where the tokens of each row stand in `values`.
  private(set) var ranges: [Range<Int>] = []
  /// How the tokens are spelt; nil where nobody reads their characters.
  var spellings: Spellings?

  /// A column without rows.
  public init() {}

  /// A column of rows with one number each.
  public init(_ numbers: [Int32]) {
    values = numbers
    ranges = numbers.indices.map { $0..<($0 + 1) }
  }

  /// The number of rows.
  public var rowCount: Int { ranges.count }

  /// The token numbers of a row.
  public subscript(row: Int) -> ArraySlice<Int32> { values[ranges[row]] }

  /// The number of tokens of a row.
  public func length(of row: Int) -> Int { ranges[row].count }

  /// Adds a row.
  public mutating func append(_ row: some Sequence<Int32>) {
    let start = values.count
    values.append(contentsOf: row)
    ranges.append(start..<values.count)
  }

  /// Adds a row with the tokens of an earlier one.
  mutating func appendRow(like row: Int) { ranges.append(ranges[row]) }
}
