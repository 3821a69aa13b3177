// SPDX-License-Identifier: Apache-2.0

/// How gradients are held in bounds before a step: by value, then by norm.
struct GradientClipping: Hashable, Sendable {
  /// The largest Euclidean norm of all gradients together; 0 for none.
  let norm: Double
  /// The largest magnitude of an element; 0 for none.
  let value: Double

  /// Clips the elements of a stretch; those that are not finite stay, to be noticed.
  func clipValues(_ stretch: Stretch, of gradients: Buffer, _ kernels: KernelTable) {
    guard value > 0 else { return }
    kernels.clip(stretch.range.count, Float(value), gradients.base + stretch.range.lowerBound)
  }

  /// What gradients of some norm are to be multiplied by, as in PyTorch: norm / (actual + 1e-6)
  /// when that is below 1.
  func scale(for actual: Double) -> Float {
    norm > 0 ? min(1, Float(norm / (actual + 1e-6))) : 1
  }
}
