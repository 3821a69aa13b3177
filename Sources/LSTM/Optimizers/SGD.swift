// SPDX-License-Identifier: Apache-2.0

/// Stochastic gradient descent, with momentum and Nesterov's variant as in PyTorch (Sutskever and
/// others 2013).
final class SGD: Optimizer {
  private let rate: Double
  private var presentRate: Float = 0
  private let momentum: Float
  private let nesterov: Bool
  /// Nil without momentum.
  private let velocity: Buffer?

  init(rate: Double, momentum: Float, nesterov: Bool, count: Int) {
    self.rate = rate
    self.momentum = momentum
    self.nesterov = nesterov
    velocity = momentum > 0 ? Buffer(count: count) : nil
  }

  var buffers: [Buffer] { velocity.map { [$0] } ?? [] }

  func beginStep(rateFactor: Double) { presentRate = Float(rate * rateFactor) }

  func update(
    _ stretch: Stretch, of weights: Buffer, by gradients: Buffer, scale: Float,
    _ kernels: KernelTable
  ) {
    let at = stretch.range.lowerBound
    kernels.updateSGD(
      stretch.range.count, scale, presentRate, momentum, nesterov, gradients.base + at,
      velocity.map { $0.base + at }, weights.base + at)
  }

  static let entry = OptimizerEntry(
    name: "sgd",
    summary: "stochastic gradient descent, with momentum and nesterov",
    arguments: [
      OptimizerEntry.rate.defaulting(to: 0.01).spec, OptimizerEntry.momentum.spec,
      OptimizerEntry.nesterov.spec,
    ],
    copies: { $0[OptimizerEntry.momentum] > 0 ? 1 : 0 },
    make: {
      SGD(
        rate: $0[OptimizerEntry.rate], momentum: Float($0[OptimizerEntry.momentum]),
        nesterov: $0[OptimizerEntry.nesterov], count: $1)
    })
}
