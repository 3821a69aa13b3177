// SPDX-License-Identifier: Apache-2.0

/// What large weights cost, as in Keras: l1·Σ|w| + l2·Σw², over weights but not over biases and
/// embeddings.
struct Penalty: Hashable, Sendable {
  let l1: Double
  let l2: Double

  var isZero: Bool { l1 == 0 && l2 == 0 }

  /// Adds the gradient of the penalty: l1·sign(w) + 2·l2·w.
  func addGradient(
    _ weights: UnsafePointer<Float>, _ gradients: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let (one, two) = (Float(l1), Float(2 * l2))
    for at in 0..<count {
      let w = weights[at]
      let sign: Float = w > 0 ? 1 : w < 0 ? -1 : 0
      gradients[at] += one * sign + two * w
    }
  }
}
