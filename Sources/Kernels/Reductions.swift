// SPDX-License-Identifier: Apache-2.0
// Sums along a row: 16 interleaved partial sums, joined in a fixed tree on every instruction set.

/// The sum of the squares.
public func sumOfSquares(count: Int, x: UnsafePointer<Float>) -> Float {
  var sums = Vector.zero
  forEachVector(count) { at, live in
    let v = load(x + at, live)
    sums += v * v
  }
  return sumOfLanes(sums)
}

/// The sum of the products of two rows, element by element.
public func dot(count: Int, x: UnsafePointer<Float>, y: UnsafePointer<Float>) -> Float {
  var sums = Vector.zero
  forEachVector(count) { at, live in sums += load(x + at, live) * load(y + at, live) }
  return sumOfLanes(sums)
}

/// Adds each of `rows` rows, in order, to `sums`: the gradient of a bias.
public func addColumnSums(
  rows: Int, columns: Int, x: UnsafePointer<Float>, xRow: Int, sums: UnsafeMutablePointer<Float>
) {
  forEachVector(columns) { at, live in
    var sum = load(sums + at, live)
    for row in 0..<rows { sum += load(x + (row &* xRow &+ at), live) }
    store(sum, sums + at, live)
  }
}
