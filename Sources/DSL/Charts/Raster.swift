// SPDX-License-Identifier: Apache-2.0

/// Numbers in rows and columns over two axes, each shaded by its place between the least and the largest.
///
/// The axes of the chart have ranges, which the columns and rows share out among them.
public struct Raster: Hashable, Sendable, Codable {
  /// The numbers, row by row from top to bottom; all rows have as many.
  public let rows: [[Double]]
  /// The least and the largest of the numbers; nil where none is finite.
  public let range: ClosedRange<Double>?

  /// Numbers in rows of one length.
  public init(rows: [[Double]]) {
    self.rows = rows
    let known = rows.joined().filter(\.isFinite)
    range = known.min().map { $0...(known.max() ?? $0) }
  }

  /// How many numbers a row has.
  public var columns: Int { rows.first?.count ?? 0 }

  /// Where a number lies between the least and the largest, from 0 to 1; 0 for one that is not finite.
  public func shade(_ row: Int, _ column: Int) -> Double { shade(rows[row][column]) }

  private func shade(_ value: Double) -> Double {
    guard let range, value.isFinite, range.upperBound > range.lowerBound else { return 0 }
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// The same in fewer rows and columns: each number is the mean of those that it stands for.
  public func condensed(rows most: Int, columns: Int) -> Raster {
    let (height, width) = (min(rows.count, max(most, 1)), min(self.columns, max(columns, 1)))
    guard height < rows.count || width < self.columns else { return self }
    return Raster(
      rows: (0..<height).map { row in
        let own = rows[row * rows.count / height..<(row + 1) * rows.count / height]
        return (0..<width).map { column in
          let span = column * self.columns / width..<(column + 1) * self.columns / width
          let values = own.flatMap { $0[span] }.filter(\.isFinite)
          return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
        }
      })
  }
}
