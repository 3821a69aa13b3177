// SPDX-License-Identifier: Apache-2.0
// What happens to gradients between the way back and the optimizer's step.

/// Adds the slope of the penalty l1·Σ|w| + l2·Σw²/2 to the gradients; |w| has none at 0.
public func addPenalty(
  count: Int, l1: Float, l2: Float, weights: UnsafePointer<Float>,
  gradient: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let w = load(weights + at, live)
    let slope = Vector.zero.replacing(with: l1, where: w .> 0).replacing(with: -l1, where: w .< 0)
    store(load(gradient + at, live) + (slope + w * l2), gradient + at, live)
  }
}

/// Brings each finite element to a magnitude of at most `bound`; what is not finite stays, to be
/// noticed.
public func clip(count: Int, bound: Float, x: UnsafeMutablePointer<Float>) {
  forEachVector(count) { at, live in
    let v = load(x + at, live)
    let low = v.replacing(with: -bound, where: (v .< -bound) .& (v .> -.infinity))
    store(low.replacing(with: bound, where: (low .> bound) .& (low .< .infinity)), x + at, live)
  }
}

/// Whether no element is infinite or not a number.
public func isFinite(count: Int, x: UnsafePointer<Float>) -> Bool {
  // A finite number times zero is zero; what is not finite gives NaN, which no sum loses.
  var zeros = Vector.zero
  forEachVector(count) { at, live in zeros += load(x + at, live) * 0 }
  return sumOfLanes(zeros) == 0
}
