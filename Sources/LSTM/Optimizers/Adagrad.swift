// SPDX-License-Identifier: Apache-2.0

/// Adagrad (Duchi and others 2011).
final class Adagrad: Optimizer {
  private let rate: Double
  private var presentRate: Float = 0
  private let epsilon: Float
  private let square: Buffer

  init(rate: Double, epsilon: Float, count: Int) {
    self.rate = rate
    self.epsilon = epsilon
    square = Buffer(count: count)
  }

  var buffers: [Buffer] { [square] }

  func beginStep(rateFactor: Double) { presentRate = Float(rate * rateFactor) }

  func update(
    _ stretch: Stretch, of weights: Buffer, by gradients: Buffer, scale: Float,
    _ kernels: KernelTable
  ) {
    let at = stretch.range.lowerBound
    kernels.updateAdagrad(
      stretch.range.count, scale, presentRate, epsilon, gradients.base + at, square.base + at,
      weights.base + at)
  }

  static let entry = OptimizerEntry(
    name: "adagrad", summary: "steps divided by the root of all squared gradients so far",
    arguments: [
      OptimizerEntry.rate.defaulting(to: 0.01).spec,
      OptimizerEntry.epsilon.defaulting(to: 1e-10).spec,
    ],
    copies: { _ in 1 },
    make: {
      Adagrad(
        rate: $0[OptimizerEntry.rate], epsilon: Float($0[OptimizerEntry.epsilon]), count: $1)
    })
}
