// SPDX-License-Identifier: Apache-2.0

/// One step of training: the gradients of one batch or several, penalties, clipping, noise, and the
/// optimizer's update.
final class TrainingStep {
  /// The result of a step, before its update.
  struct Outcome: Hashable {
    /// The losses of the batch.
    let losses: LossSums
    /// The norm of all gradients together, before it was clipped; 0 when the step goes on with
    /// another batch.
    let norm: Double

    /// The mean loss of the batch.
    var loss: Double { losses.mean }
  }

  /// A batch's place among those that make a step together.
  struct Part: Hashable {
    /// How many losses all of them have; nil when it is the only one.
    let window: LossCounts?
    let isFirst: Bool
    let isLast: Bool

    /// The only one.
    static let whole = Part(window: nil, isFirst: true, isLast: true)
  }

  let optimizer: any Optimizer
  private let network: Network
  private let penalty: Penalty
  private let clipping: GradientClipping
  private let noise: GradientNoise
  private let random: RandomSource
  private let emphasis: TargetEmphasis
  /// Whether dropout drops anything.
  private let drops: Bool
  /// What feeds a decoder tokens of its own; nil where nothing does.
  private let sampling: ScheduledSampling?
  /// How many batches were passed through; what dropout is drawn for.
  var passes: UInt32 = 0
  /// How many updates were made.
  var updates = 0

  init(
    _ network: Network, _ options: TrainingOptions, emphasis: TargetEmphasis = .none,
    drops: Bool = true
  ) {
    self.network = network
    self.drops = drops
    self.emphasis = emphasis
    optimizer = options.optimizer.make(options.optimizerArguments, network.model.layout.count)
    penalty = options.penalty
    clipping = options.clipping
    random = RandomSource(seed: options.seed)
    sampling = options.ownTokens > 0 ? ScheduledSampling(network, random) : nil
    noise = GradientNoise(variance: options.settings[TrainingOptions.Key.noise], random: random)
  }

  /// Learns from a batch; nil when the loss or a gradient is not finite, before any weight is
  /// touched.
  ///
  /// - Parameter ownTokens: the share of the tokens that a decoder is fed which are its own.
  func take(
    _ batch: Batch, aims: [Block], state: StateCarry = .none,
    part: Part = .whole, rateFactor: Double = 1, ownTokens: Double = 0
  ) -> Outcome? {
    if ownTokens > 0 { sampling?.mix(batch, share: ownTokens, pass: passes) }
    let losses = network.train(
      batch, aims: aims, dropout: drops ? random : nil, step: passes, state: state,
      emphasis: emphasis, window: part.window, isFirst: part.isFirst)
    passes &+= 1
    let isFinite = losses.mean.isFinite
    guard part.isLast else { return isFinite ? Outcome(losses: losses, norm: 0) : nil }
    let (weights, gradients, compute) = (network.weights, network.gradients, network.compute)
    let norm = gradients.norm(
      compute,
      after: Preparation(
        penalty: penalty, clipping: clipping, weights: weights, gradients: gradients.values,
        kernels: compute.kernels))
    guard isFinite, norm.isFinite else { return nil }
    optimizer.beginStep(rateFactor: rateFactor)
    let scale = clipping.scale(for: norm)
    gradients.forEachStretch(
      compute,
      Update(
        optimizer: optimizer, scale: scale, noise: noise.step(updates, gradientScale: scale),
        weights: weights, gradients: gradients.values, kernels: compute.kernels))
    updates += 1
    return Outcome(losses: losses, norm: norm)
  }

  /// Where it began when a step gave nil: the first parameter that is not finite itself, else the
  /// one nearest to the loss whose gradient is not; nil when there is neither.
  var brokenParameter: String? {
    let slots = network.model.layout.slots
    let weight = slots.first { !isFinite(network.weights, $0) }
    return (weight ?? slots.last { !isFinite(network.gradients.values, $0) })?.name
  }

  /// Whether every weight is a number; the update of a step may have spoilt them.
  var hasFiniteWeights: Bool {
    network.model.layout.slots.allSatisfy { isFinite(network.weights, $0) }
  }

  private func isFinite(_ buffer: Buffer, _ slot: ParameterSlot) -> Bool {
    network.compute.kernels.isFinite(slot.spec.count, buffer.base + slot.offset)
  }
}

/// What happens to the gradients before their norm is taken.
private struct Preparation: StretchWork {
  let penalty: Penalty
  let clipping: GradientClipping
  let weights: Buffer
  let gradients: Buffer
  let kernels: KernelTable

  func visit(_ stretch: Stretch, index: Int) {
    penalty.addSlope(stretch, of: weights, to: gradients, kernels)
    clipping.clipValues(stretch, of: gradients, kernels)
  }
}

/// The optimizer's step.
private struct Update: StretchWork {
  let optimizer: any Optimizer
  let scale: Float
  let noise: GradientNoise.Step?
  let weights: Buffer
  let gradients: Buffer
  let kernels: KernelTable

  func visit(_ stretch: Stretch, index: Int) {
    noise?.add(to: gradients, stretch)
    optimizer.update(stretch, of: weights, by: gradients, scale: scale, kernels)
  }
}
