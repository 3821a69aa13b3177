// SPDX-License-Identifier: Apache-2.0

/// A model with its weights: the stages that compute it and the flat buffers they work on.
public final class Network {
  /// What it computes.
  public let model: Model
  let weights: Buffer
  let gradients: Gradients
  /// What computes it.
  public let compute: Compute
  let stages: StageRuns
  /// The ends of the network, one for each target.
  let heads: HeadRow
  /// How many rows an evaluation measures in one pass at most; its figures do not depend on it.
  var evaluationBatch = Int.max
  /// The largest passes that there is known to be memory for, and what they take.
  private var roomAsked = (total: 0, rows: 0, fed: 0, bytes: 0)
  /// The number of the present `holdingWeights`, and how many there were.
  private var held: Int?
  private var holds = 0
  /// Networks that answer together with this one; none where it answers alone.
  var partners: [Network] = []
  /// The first layer that has something to learn; gradients go back no further.
  private var firstTrained = 0

  /// A network with weights drawn for a seed.
  public convenience init(_ model: Model, seed: UInt64, compute: Compute) {
    self.init(model, compute: compute)
    let source = RandomSource(seed: seed)
    for slot in model.layout.slots {
      var numbers = source.sequence(.initialization, slot.name)
      slot.spec.initializer.fill(slot.matrix(in: weights), numbers: &numbers, compute)
    }
  }

  /// A network with all weights zero, to be filled.
  convenience init(_ model: Model, compute: Compute) {
    self.init(model, sharing: Buffer(count: model.layout.count), compute: compute)
  }

  /// A network with weights that others may have too: as long as they do, none of them learns.
  init(_ model: Model, sharing weights: Buffer, compute: Compute) {
    self.model = model
    self.compute = compute
    self.weights = weights
    gradients = Gradients(model.layout)
    stages = StageRuns(model)
    heads = HeadRow(model)
    findFirstTrained { _ in true }
  }

  /// The same weights in the same place, without what training has left beside them.
  ///
  /// That is gradients and room for passes. As long as both are there, neither may learn.
  public func sharingWeights() -> Network { Network(model, sharing: weights, compute: compute) }

  /// A copy of the weights without what training has left beside them.
  ///
  /// - Parameter compute: what is to compute it; nil for what does now.
  public func withWeightsOnly(on compute: Compute? = nil) -> Network {
    let light = Network(model, compute: compute ?? self.compute)
    light.weights.copy(from: weights)
    return light
  }

  /// Throws unless there is memory for passes up to a size.
  func requireRoom(for size: PassSize) throws(MemoryShortage) {
    for partner in partners { try partner.requireRoom(for: size) }
    let fed = size.fed?.total ?? 0
    guard size.total > roomAsked.total || size.rows > roomAsked.rows || fed > roomAsked.fed else {
      return
    }
    let bytes = model.bytes(ofPasses: [size])
    try MemoryLimit.require(bytes - roomAsked.bytes)
    roomAsked = (
      max(size.total, roomAsked.total), max(size.rows, roomAsked.rows), max(fed, roomAsked.fed),
      max(bytes, roomAsked.bytes)
    )
  }

  /// Makes room for all passes up to some sizes, which allocate nothing then.
  ///
  /// - Parameter passesAStep: how many of the passes that train add up their gradients.
  func plan(_ sizes: [PassSize], passesAStep: Int = 1) {
    let memory = MemoryPlan(
      panelWidth: compute.kernels.panelWidth, isEstimate: false, threads: compute.threads)
    for size in sizes {
      stages.plan(size, memory)
      heads.plan(size, memory)
      if size.isTraining {
        let read = max(size.total, size.spelled?.total ?? 0)
        gradients.plan(tokens: (read + (size.fed?.total ?? 0)) * passesAStep)
      }
    }
  }

  /// Lets only some parameters learn; the others have no gradients.
  func train(only isTrained: (ParameterSlot) -> Bool) {
    gradients.restrict(to: isTrained)
    findFirstTrained(isTrained)
  }

  private func findFirstTrained(_ isTrained: (ParameterSlot) -> Bool) {
    let first = model.layers.firstIndex {
      $0.slots.contains { isTrained($0) && !$0.spec.isFrozen }
    }
    firstTrained = first ?? model.layers.count
  }

  /// The values of a parameter, row by row.
  public func values(of slot: ParameterSlot) -> [Float] {
    Array(UnsafeBufferPointer(start: weights.base + slot.offset, count: slot.spec.count))
  }

  /// Overwrites a parameter; `values` has as many elements as the slot.
  func setValues(_ values: [Float], of slot: ParameterSlot) {
    for (at, value) in values.enumerated().prefix(slot.spec.count) {
      weights.base[slot.offset + at] = value
    }
  }

  /// Does something that changes no weight: its passes pack the weights for their products once.
  func holdingWeights<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard held == nil else { return try body() }
    let all = [self] + partners
    for network in all {
      network.holds += 1
      network.held = network.holds
    }
    defer { for network in all { network.held = nil } }
    return try body()
  }

  /// What the heads answer for a batch, a block each; valid until the next pass.
  ///
  /// - Parameters:
  ///   - aims: what is right, a block for each target; empty where nobody knows it.
  ///   - chooses: whether choices are wanted beside the values.
  /// - Returns: the features that the heads were given.
  @discardableResult
  func answer(
    _ batch: Batch, aims: [Block], chooses: Bool, state: StateCarry = .none, into answers: [Block]
  ) -> Matrix {
    guard partners.isEmpty else {
      return answerJointly(batch, aims: aims, chooses: chooses, state: state, into: answers)
    }
    let pass = pass(batch, state: state)
    let features = stages.forward(pass)
    heads.answer(features, aims, chooses: chooses, pass, into: answers)
    return features
  }

  /// One way forward and back: fills `gradients` with those of the mean losses of the targets, and
  /// returns the sums that the means are made of.
  ///
  /// - Parameters:
  ///   - aims: what is right, a block for each target; the losses are written there.
  ///   - emphasis: what the loss makes of the values of the leading target.
  ///   - window: how many losses there are in all batches that make a step with this one, as the mean
  ///     is taken over all of them; nil when it is the only one.
  ///   - isFirst: whether gradients begin at zero, else they are added to those that are there.
  func train(
    _ batch: Batch, aims: [Block], dropout: RandomSource?, step: UInt32,
    state: StateCarry = .none, emphasis: TargetEmphasis = .none,
    window: LossCounts? = nil, isFirst: Bool = true
  ) -> LossSums {
    if isFirst { gradients.clear(compute) }
    batch.layOut(model.axes)
    let pass = Pass(
      compute: compute, layouts: batch.layouts, inputs: batch.inputs, values: weights,
      gradients: gradients, dropout: dropout, step: step, state: state)
    let features = stages.forward(pass)
    let (losses, gradient) = heads.train(features, aims, emphasis, window: window, pass)
    stages.backward(gradient, pass, to: firstTrained)
    return losses
  }

  /// What recurrent layers hand on from one pass to the next.
  var carried: [CarriedState] { stages.stages.flatMap(\.carried) }

  /// Reads a piece of rows for the state that it leaves after.
  func read(_ batch: Batch, state: StateCarry) {
    _ = stages.forward(pass(batch, state: state))
  }

  /// Makes room for the states of so many rows, none of which has one yet.
  func forgetState(rows: Int) {
    for part in carried { part.buffer.matrix(rows, part.columns).fill(0) }
  }

  /// A pass over a batch of which only the results count.
  func pass(_ batch: Batch, state: StateCarry = .none) -> Pass {
    batch.layOut(model.axes)
    return Pass(
      compute: compute, layouts: batch.layouts, inputs: batch.inputs, values: weights,
      state: state, held: held)
  }

  /// The scores of a batch for the leading target, `[places, width]`, valid until the next pass.
  func forward(_ batch: Batch, state: StateCarry = .none) -> Matrix {
    let pass = pass(batch, state: state)
    return heads.scores(stages.forward(pass), pass)
  }
}

extension Model {
  /// Whether a decoder looks at what was read for each token that it writes.
  public var looksBackAtSource: Bool {
    layers.flatMap(\.withParts).contains { $0.layer is MemoryAttentionLayer }
  }

  /// The stages of its layers, in order.
  func makeStages(_ handover: Handover? = nil) -> [any Stage] {
    layers.map { $0.makeStage(handover) }
  }

  /// Where the layer stands that hands over to a decoder; nil where there is none.
  var handoverPlace: Int? { layers.firstIndex { $0.layer is HandoverLayer } }
}
