// SPDX-License-Identifier: Apache-2.0

/// How a parameter is filled at the start, from random numbers keyed by its name.
enum Initializer: Hashable, Sendable {
  /// Every element the same.
  case constant(Float)
  /// Uniform in ±bound.
  case uniform(Float)
  /// Uniform in ±√(6 / (in + out)) for each of `blocks` gates side by side (Glorot and Bengio
  /// 2010).
  case glorot(blocks: Int)
  /// For each of `blocks` gates a random orthogonal matrix (Saxe and others 2014); with more
  /// columns than rows in a gate, orthonormal rows.
  case orthogonal(blocks: Int)
  /// Zero, but one for the second of four gates: an LSTM's forget gate (Gers and others 2000).
  case forgetGateOne
  /// Vectors of words that were trained elsewhere, and normal numbers for words without one.
  case pretrained(PretrainedRows)

  /// Fills a parameter.
  func fill(_ values: Matrix, numbers: inout RandomSequence, _ compute: Compute) {
    switch self {
    case .constant(let value):
      values.fill(value)
    case .uniform(let bound):
      Self.fill(values, bound: bound, &numbers)
    case .glorot(let blocks):
      let bound = (6 / Float(values.rows + values.columns / blocks)).squareRoot()
      Self.fill(values, bound: bound, &numbers)
    case .orthogonal(let blocks):
      let size = values.columns / blocks
      let orthonormal = OrthonormalRows(compute)
      for index in 0..<blocks {
        orthonormal.fill(values.columns(index * size, size), numbers: &numbers)
      }
    case .pretrained(let rows):
      rows.fill(values, numbers: &numbers)
    case .forgetGateOne:
      let size = values.columns / 4
      values.fill(0)
      values.columns(size, size).fill(1)
    }
  }

  private static func fill(_ values: Matrix, bound: Float, _ numbers: inout RandomSequence) {
    for at in 0..<values.count { values.base[at] = bound * (2 * numbers.uniform() - 1) }
  }
}
