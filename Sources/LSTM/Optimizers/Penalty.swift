// SPDX-License-Identifier: Apache-2.0

/// What large weights cost, as in Keras: l1·Σ|w| + l2·Σw², over weights but not over biases and
/// embeddings.
struct Penalty: Hashable, Sendable {
  let l1: Double
  let l2: Double

  var isZero: Bool { l1 == 0 && l2 == 0 }

  /// Adds its slope l1·sign(w) + 2·l2·w to the gradients of a stretch that is regularized.
  func addSlope(
    _ stretch: Stretch, of weights: Buffer, to gradients: Buffer, _ kernels: KernelTable
  ) {
    guard stretch.isRegularized, !isZero else { return }
    let at = stretch.range.lowerBound
    kernels.addPenalty(
      stretch.range.count, Float(l1), Float(2 * l2), weights.base + at, gradients.base + at)
  }
}
