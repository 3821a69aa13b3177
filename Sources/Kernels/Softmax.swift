// SPDX-License-Identifier: Apache-2.0

/// The softmax of a row in place, times `scale`.
///
/// Returns the largest element and the sum of e^(x - largest), so that the logarithm of the sum of
/// exponentials is `largest + log(sum)`.
public func softmax(
  count: Int, x: UnsafeMutablePointer<Float>, scale: Float
) -> (largest: Float, sum: Float) {
  let largest = maximum(count, x)
  var sums = Vector.zero
  forEachVector(count) { at, live in
    let e = exp(load(x + at, live) - largest)
    store(e, x + at, live)
    sums += live == lanes ? e : load(x + at, live)
  }
  let sum = sumOfLanes(sums)
  forEachVector(count) { at, live in store(load(x + at, live) / sum * scale, x + at, live) }
  return (largest, sum)
}

/// The largest of some numbers; what is not a number does not count.
@inline(__always)
private func maximum(_ count: Int, _ x: UnsafePointer<Float>) -> Float {
  var lanesLargest = Vector(repeating: -.infinity)
  let whole = count / lanes &* lanes
  forEachVector(whole) { at, _ in
    let v = load(x + at)
    lanesLargest.replace(with: v, where: v .> lanesLargest)
  }
  var largest = -Float.infinity
  for lane in 0..<lanes where lanesLargest[lane] > largest { largest = lanesLargest[lane] }
  for at in whole..<count where x[at] > largest { largest = x[at] }
  return largest
}
