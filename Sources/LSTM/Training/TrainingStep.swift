// SPDX-License-Identifier: Apache-2.0

/// One step of training: the gradients of a batch, penalties, clipping, and the optimizer's update.
final class TrainingStep {
  /// What a step came to, before its update.
  struct Outcome: Hashable {
    /// The mean loss of the batch.
    let loss: Double
    /// The norm of all gradients together, before it was clipped.
    let norm: Double
  }

  private let network: Network
  private let optimizer: any Optimizer
  private let penalty: Penalty
  private let clipping: GradientClipping
  private let random: RandomSource
  private var number: UInt32 = 0

  init(_ network: Network, _ options: TrainingOptions) {
    self.network = network
    optimizer = options.optimizer.make(options.optimizerArguments, network.model.layout.count)
    penalty = options.penalty
    clipping = options.clipping
    random = RandomSource(seed: options.seed)
  }

  /// Learns from a batch; nil when the loss or a gradient is not finite, before any weight is
  /// touched.
  func take(_ batch: Batch, targets: [Int32], state: StateCarry = .none) -> Outcome? {
    let loss = network.train(
      batch, targets: targets, dropout: random, step: number, state: state)
    number &+= 1
    let layout = network.model.layout
    let (weights, gradients) = (network.weights.base, network.gradients.base)
    for slot in layout.slots where slot.spec.isRegularized && !penalty.isZero {
      penalty.addGradient(weights + slot.offset, gradients + slot.offset, slot.spec.count)
    }
    let norm = clipping.apply(gradients, layout.count, network.compute)
    guard loss.isFinite, norm.isFinite else { return nil }
    optimizer.beginStep()
    for slot in layout.slots { update(slot, weights, gradients) }
    return Outcome(loss: loss, norm: norm)
  }

  /// Where it began when a step gave nil: the first parameter that is not finite itself, else the
  /// one nearest to the loss whose gradient is not; nil when there is neither.
  var brokenParameter: String? {
    let slots = network.model.layout.slots
    let weight = slots.first { !isFinite(network.weights, $0) }
    return (weight ?? slots.last { !isFinite(network.gradients, $0) })?.name
  }

  /// Whether every weight is a number; the update of a step may have spoilt them.
  var hasFiniteWeights: Bool {
    network.model.layout.slots.allSatisfy { isFinite(network.weights, $0) }
  }

  /// Threads share the elements of a large parameter.
  private func update(
    _ slot: ParameterSlot, _ weights: UnsafeMutablePointer<Float>,
    _ gradients: UnsafeMutablePointer<Float>
  ) {
    let parts = network.compute.parts(of: slot.spec.count, worth: 1 << 16)
    network.compute.pool.run(
      parts,
      Update(
        optimizer: optimizer, slot: slot, parts: parts, gradients: gradients, weights: weights,
        kernels: network.compute.kernels))
  }

  private func isFinite(_ buffer: Buffer, _ slot: ParameterSlot) -> Bool {
    let values = buffer.base + slot.offset
    return (0..<slot.spec.count).allSatisfy { values[$0].isFinite }
  }
}

/// The update of one parameter.
private struct Update: SharedWork {
  let optimizer: any Optimizer
  let slot: ParameterSlot
  let parts: Int
  let gradients: UnsafeMutablePointer<Float>
  let weights: UnsafeMutablePointer<Float>
  let kernels: KernelTable

  func run(_ part: Int) {
    let range = Compute.part(part, of: parts, in: slot.spec.count)
    optimizer.update(
      range.lowerBound + slot.offset..<range.upperBound + slot.offset,
      isRegularized: slot.spec.isRegularized, gradients: gradients, weights: weights, kernels)
  }
}
