// SPDX-License-Identifier: Apache-2.0

/// Adam (Kingma and Ba 2015), and AdamW (Loshchilov and Hutter 2019) when weights decay by
/// themselves.
final class Adam: Optimizer {
  private let rate: Double
  private var presentRate = 0.0
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let decay: Double
  private let mean: Buffer
  private let square: Buffer
  /// β1 and β2 to the power of the step.
  private var power1 = 1.0
  private var power2 = 1.0

  init(rate: Double, beta1: Double, beta2: Double, epsilon: Double, decay: Double, count: Int) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
    mean = Buffer(count: count)
    square = Buffer(count: count)
  }

  var buffers: [Buffer] { [mean, square] }

  var numbers: [Double] {
    get { [power1, power2] }
    set { if newValue.count == 2 { (power1, power2) = (newValue[0], newValue[1]) } }
  }

  func beginStep(rateFactor: Double) {
    presentRate = rate * rateFactor
    power1 *= beta1
    power2 *= beta2
  }

  func update(
    _ stretch: Stretch, of weights: Buffer, by gradients: Buffer, scale: Float,
    _ kernels: KernelTable
  ) {
    let at = stretch.range.lowerBound
    kernels.updateAdam(
      stretch.range.count, scale, Float(presentRate / (1 - power1)), Float(beta1), Float(1 - beta1),
      Float(beta2), Float(1 - beta2), Float(epsilon), Float(1 / (1 - power2).squareRoot()),
      stretch.isRegularized ? Float(1 - presentRate * decay) : 1, gradients.base + at,
      mean.base + at,
      square.base + at, weights.base + at)
  }

  private static let beta1 = ArgumentKey.number(
    "beta1", .from(0, below: 1), default: 0.9, help: "decay of the running mean of the gradient")

  private static let beta2 = ArgumentKey.number(
    "beta2", .from(0, below: 1), default: 0.999, help: "decay of the running mean of its square")

  private static let weightDecay = ArgumentKey.number(
    "weight_decay", .atLeast(0), default: 0.01,
    help: "the share of each weight taken off, times the rate; not of biases and embeddings")

  private static let common = [
    OptimizerEntry.rate.spec, beta1.spec, beta2.spec, OptimizerEntry.epsilon.spec,
  ]

  static let entry = OptimizerEntry(
    name: "adam", summary: "a rate of its own for each parameter; the default",
    arguments: common, copies: { _ in 2 }, make: { make($0, decay: 0, count: $1) })

  static let decoupledEntry = OptimizerEntry(
    name: "adamw", summary: "adam with weights that decay beside the gradient",
    arguments: common + [weightDecay.spec], copies: { _ in 2 },
    make: { make($0, decay: $0[weightDecay], count: $1) })

  private static func make(_ arguments: Arguments, decay: Double, count: Int) -> any Optimizer {
    Adam(
      rate: arguments[OptimizerEntry.rate], beta1: arguments[beta1], beta2: arguments[beta2],
      epsilon: arguments[OptimizerEntry.epsilon], decay: decay, count: count)
  }
}
