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
  /// For each of `blocks` gates a random orthogonal matrix (Saxe and others 2014).
  case orthogonal(blocks: Int)
  /// Zero, but one for the second of four gates: an LSTM's forget gate (Gers and others 2000).
  case forgetGateOne

  /// Fills `values`, which hold a parameter of the shape.
  func fill(
    _ values: UnsafeMutableBufferPointer<Float>, shape: [Int], numbers: inout RandomSequence
  ) {
    let columns = shape.last ?? 0
    let rows = shape.count > 1 ? shape[0] : 1
    switch self {
    case .constant(let value):
      values.update(repeating: value)
    case .uniform(let bound):
      for at in values.indices { values[at] = bound * (2 * numbers.uniform() - 1) }
    case .glorot(let blocks):
      let bound = (6 / Float(rows + columns / blocks)).squareRoot()
      for at in values.indices { values[at] = bound * (2 * numbers.uniform() - 1) }
    case .orthogonal(let blocks):
      let size = columns / blocks
      for block in 0..<blocks {
        let q = Self.orthonormalRows(rows, size, &numbers)
        for row in 0..<rows {
          for column in 0..<size {
            values[row * columns + block * size + column] = Float(q[row][column])
          }
        }
      }
    case .forgetGateOne:
      for at in values.indices { values[at] = at * 4 / max(columns, 1) == 1 ? 1 : 0 }
    }
  }

  /// Normal random rows, made orthonormal one after another (modified Gram-Schmidt, twice for
  /// accuracy).
  ///
  /// `rows` is at most `columns`.
  private static func orthonormalRows(
    _ rows: Int, _ columns: Int, _ numbers: inout RandomSequence
  ) -> [[Double]] {
    var basis: [[Double]] = []
    for _ in 0..<rows {
      var row = (0..<columns).map { _ in numbers.normal() }
      for _ in 0..<2 {
        for other in basis {
          let projection = dot(row, other)
          for at in 0..<columns { row[at] -= projection * other[at] }
        }
      }
      let length = dot(row, row).squareRoot()
      for at in 0..<columns { row[at] /= length }
      basis.append(row)
    }
    return basis
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for at in a.indices { sum += a[at] * b[at] }
    return sum
  }
}
