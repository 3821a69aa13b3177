// SPDX-License-Identifier: Apache-2.0

/// Makes random matrices whose rows are orthonormal, a block of rows at a time: what a block has of
/// the rows before it is taken off by two products, what its rows have of one another row by row
/// (Gram-Schmidt), and all of it twice, so that rounding leaves nothing of note.
struct OrthonormalRows {
  /// How many rows a block has: products like it large, the work inside of a block small.
  private static let blockRows = 16

  private let compute: Compute
  private let rows = Buffer()
  private let shares = Buffer()
  private let transposed = Panels()

  init(_ compute: Compute) { self.compute = compute }

  /// Fills a matrix of no more rows than columns.
  func fill(_ matrix: Matrix, numbers: inout RandomSequence) {
    let rows = rows.matrix(matrix.rows, matrix.columns)
    for at in 0..<rows.count { rows.base[at] = Float(numbers.normal()) }
    for first in stride(from: 0, to: rows.rows, by: Self.blockRows) {
      let block = rows.rows(first, min(Self.blockRows, rows.rows - first))
      for _ in 0..<2 {
        takeOff(rows.rows(0, first), from: block)
        orthonormalize(block)
      }
    }
    matrix.copy(from: rows)
  }

  /// Takes off what the rows of a block have in the directions of other, orthonormal rows.
  private func takeOff(_ others: Matrix, from block: Matrix) {
    guard others.rows > 0 else { return }
    let shares = shares.matrix(others.rows, block.rows)
    transposed.pack(block, transposed: true, for: compute)
    compute.multiply(others, transposed, into: shares)
    for at in 0..<shares.count { shares.base[at] = -shares.base[at] }
    compute.addProductOfTransposed(shares, others, into: block)
  }

  /// Makes a few rows orthonormal, one after another.
  private func orthonormalize(_ block: Matrix) {
    for index in 0..<block.rows {
      let row = block.row(index)
      let length = compute.kernels.sumOfSquares(block.columns, row).squareRoot()
      for at in 0..<block.columns { row[at] /= length }
      for other in index + 1..<block.rows {
        let to = block.row(other)
        let share = compute.kernels.dot(block.columns, row, to)
        for at in 0..<block.columns { to[at] -= share * row[at] }
      }
    }
  }
}
