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

/// The softmax of a row in place; returns the largest element and the sum of e^(x - largest), so
/// that the logarithm of the sum of exponentials is `largest + log(sum)`.
public func softmax(count: Int, x: UnsafeMutablePointer<Float>) -> (largest: Float, sum: Float) {
  var largest = x[0]
  for at in 1..<max(count, 1) where x[at] > largest { largest = x[at] }
  var sums = Vector.zero
  forEachVector(count) { at, live in
    let e = exp(load(x + at, live) - largest)
    store(e, x + at, live)
    sums += live == lanes ? e : load(x + at, live)
  }
  let sum = sumOfLanes(sums)
  forEachVector(count) { at, live in store(load(x + at, live) / sum, x + at, live) }
  return (largest, sum)
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
