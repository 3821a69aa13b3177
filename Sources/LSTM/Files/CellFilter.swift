// SPDX-License-Identifier: Apache-2.0

/// Which cells of a table are wanted; the others are looked at, so that a mistake in them is found,
/// but kept as empty ones.
public struct CellFilter: Hashable, Sendable {
  /// The columns that are wanted.
  public let columns: Set<String>
  /// A column of which only a sample is wanted; nil for none.
  public let sampled: String?

  /// All cells of some columns, but of one of them perhaps only a sample.
  public init(columns: Set<String>, sampled: String? = nil) {
    self.columns = columns
    self.sampled = sampled
  }

  /// How many rows are in a sample for sure, and how far apart those after them are.
  private static let (first, stride) = (20_000, 64)

  /// Whether the sample of so many rows is all of them.
  static func takesAll(of rows: Int) -> Bool { rows <= first }

  /// The row of a sample that stands for a row, numbered from 0: itself, or an earlier one.
  static func lender(of row: Int) -> Int { row < first ? row : row / stride * stride }
}
