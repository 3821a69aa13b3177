// SPDX-License-Identifier: Apache-2.0

/// A column of token sequences of different lengths, held in one flat buffer.
public struct TokenColumn: Hashable, Sendable {
  /// The token numbers of all rows, one row after the other.
  public private(set) var values: [Int32] = []
  /// Where each row begins in `values`, and at last where the last one ends: one more than rows.
  public private(set) var offsets: [Int] = [0]

  /// A column without rows.
  public init() {}

  /// The number of rows.
  public var rowCount: Int { offsets.count - 1 }

  /// The token numbers of a row.
  public subscript(row: Int) -> ArraySlice<Int32> { values[offsets[row]..<offsets[row + 1]] }

  /// The number of tokens of a row.
  public func length(of row: Int) -> Int { offsets[row + 1] - offsets[row] }

  /// Adds a row.
  public mutating func append(_ row: some Sequence<Int32>) {
    values.append(contentsOf: row)
    offsets.append(values.count)
  }
}
