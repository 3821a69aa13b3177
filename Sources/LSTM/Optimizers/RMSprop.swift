// SPDX-License-Identifier: Apache-2.0

/// RMSprop (Tieleman and Hinton 2012), with momentum as in PyTorch.
final class RMSprop: Optimizer {
  private let rate: Double
  private var presentRate: Float = 0
  private let alpha: Double
  private let epsilon: Float
  private let momentum: Float
  private let square: Buffer
  /// Nil without momentum.
  private let velocity: Buffer?

  init(rate: Double, alpha: Double, epsilon: Float, momentum: Float, count: Int) {
    self.rate = rate
    self.alpha = alpha
    self.epsilon = epsilon
    self.momentum = momentum
    square = Buffer(count: count)
    velocity = momentum > 0 ? Buffer(count: count) : nil
  }

  var buffers: [Buffer] { [square] + (velocity.map { [$0] } ?? []) }

  func beginStep(rateFactor: Double) { presentRate = Float(rate * rateFactor) }

  func update(
    _ stretch: Stretch, of weights: Buffer, by gradients: Buffer, scale: Float,
    _ kernels: KernelTable
  ) {
    let at = stretch.range.lowerBound
    kernels.updateRMSprop(
      stretch.range.count, scale, presentRate, Float(alpha), Float(1 - alpha), epsilon, momentum,
      gradients.base + at, square.base + at, velocity.map { $0.base + at }, weights.base + at)
  }

  private static let alpha = ArgumentKey.number(
    "alpha", .from(0, below: 1), default: 0.99,
    help: "decay of the running mean of the squared gradient")

  static let entry = OptimizerEntry(
    name: "rmsprop", summary: "steps divided by the running root of the squared gradient",
    arguments: [
      OptimizerEntry.rate.spec, alpha.spec, OptimizerEntry.epsilon.spec,
      OptimizerEntry.momentum.spec,
    ],
    copies: { $0[OptimizerEntry.momentum] > 0 ? 2 : 1 },
    make: {
      RMSprop(
        rate: $0[OptimizerEntry.rate], alpha: $0[alpha],
        epsilon: Float($0[OptimizerEntry.epsilon]), momentum: Float($0[OptimizerEntry.momentum]),
        count: $1)
    })
}
