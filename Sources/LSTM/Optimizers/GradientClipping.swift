// SPDX-License-Identifier: Apache-2.0

/// How gradients are held in bounds before a step.
struct GradientClipping: Hashable, Sendable {
  /// The largest Euclidean norm of all gradients together; 0 for none.
  let norm: Double
  /// The largest magnitude of an element; 0 for none.
  let value: Double

  /// Clips by value, then by norm as PyTorch does: times norm / (actual + 1e-6) when that is below
  /// 1.
  ///
  /// Returns the norm before it was clipped; not finite when a gradient is not.
  func apply(_ gradients: UnsafeMutablePointer<Float>, _ count: Int, _ compute: Compute) -> Double {
    if value > 0 {
      let bound = Float(value)
      for at in 0..<count where gradients[at].isFinite {
        gradients[at] = min(max(gradients[at], -bound), bound)
      }
    }
    let actual = compute.sumOfSquares(gradients, count).squareRoot()
    let factor = Float(norm / (actual + 1e-6))
    if norm > 0, factor < 1 {
      for at in 0..<count { gradients[at] *= factor }
    }
    return actual
  }
}
