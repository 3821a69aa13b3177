// SPDX-License-Identifier: Apache-2.0

/// A model with its weights: the stages that compute it and the flat buffers they work on.
public final class Network {
  /// What it computes.
  public let model: Model
  let weights: Buffer
  let gradients: Gradients
  /// What computes it.
  public let compute: Compute
  private let stages: [any Stage]
  private let featureGradient = Buffer()
  /// The random field over the tags; nil for other outputs.
  private let chain: LinearChainCRF?
  /// The output of tokens in clusters; nil for other outputs.
  private let adaptive: AdaptiveSoftmaxStage?
  /// The scores of classes beside the tags; nil for a model of one target.
  private let classHeads: ClassHeads?
  /// How many rows an evaluation measures in one pass at most; its figures do not depend on it.
  var evaluationBatch = Int.max
  /// The largest passes that there is known to be memory for, and what they take.
  private var roomAsked = (total: 0, rows: 0, bytes: 0)
  /// The losses of the last pass, and room for more.
  private var losses: [Double] = []
  /// The number of the present `holdingWeights`, and how many there were.
  private var held: Int?
  private var holds = 0
  /// The first layer that has something to learn; gradients go back no further.
  private var firstTrained = 0
  /// For how many rows training holds scores at once, so that memory does not grow with the width
  /// of the output times the length of the text.
  var rowsAtOnce: Int

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
  init(_ model: Model, compute: Compute) {
    self.model = model
    self.compute = compute
    weights = Buffer(count: model.layout.count)
    gradients = Gradients(model.layout)
    stages = model.makeStages()
    adaptive = stages.last as? AdaptiveSoftmaxStage
    chain = model.task.head == .crf ? LinearChainCRF(tags: model.task.classes) : nil
    classHeads = ClassHeads(model)
    rowsAtOnce = model.rowsAtOnce
    findFirstTrained { _ in true }
  }

  /// The same weights without what training has left beside them: gradients, and room for passes.
  ///
  /// - Parameter compute: what is to compute it; nil for what does now.
  public func withWeightsOnly(on compute: Compute? = nil) -> Network {
    let light = Network(model, compute: compute ?? self.compute)
    light.weights.copy(from: weights)
    return light
  }

  /// Throws unless there is memory for passes up to a size.
  func requireRoom(for size: PassSize) throws(MemoryShortage) {
    guard size.total > roomAsked.total || size.rows > roomAsked.rows else { return }
    let bytes = model.bytes(ofPasses: [size])
    try MemoryLimit.require(bytes - roomAsked.bytes)
    roomAsked = (
      max(size.total, roomAsked.total), max(size.rows, roomAsked.rows),
      max(bytes, roomAsked.bytes)
    )
  }

  /// Makes room for all passes up to some sizes, which allocate nothing then.
  ///
  /// - Parameter passesAStep: how many of the passes that train add up their gradients.
  func plan(_ sizes: [PassSize], passesAStep: Int = 1) {
    let memory = MemoryPlan(panelWidth: compute.kernels.panelWidth, isEstimate: false)
    for size in sizes {
      model.plan(size, stages, featureGradient, memory, classHeads)
      chain?.plan(size, memory)
      if size.isTraining {
        gradients.plan(tokens: max(size.total, size.spelled?.total ?? 0) * passesAStep)
      }
      let outputs = size.rows(of: model.layers[model.layers.count - 1].input)
      if losses.count < outputs { losses = [Double](repeating: 0, count: outputs) }
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
    firstTrained = first ?? model.layers.count - 1
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
    holds += 1
    held = holds
    defer { held = nil }
    return try body()
  }

  /// The loss of each row of a batch, and its probabilities `[rows, width]`; both are valid until
  /// the next pass.
  func evaluate(
    _ batch: Batch, targets: [Int32]
  ) -> (losses: ArraySlice<Double>, probabilities: Matrix) {
    let scores = forward(batch)
    return (stepLosses(scores, targets), scores)
  }

  /// The loss of each row of a batch whose target has tags, summed over its steps; overwrites the
  /// scores.
  func measure(_ scores: Matrix, _ targets: [Int32], _ layout: BatchLayout) -> [Double] {
    if let chain {
      measureChain(scores, targets, layout) { chain.measure($0, $1, compute) }
      return Array(losses[..<layout.rows])
    }
    let losses = stepLosses(scores, targets)
    return (0..<layout.rows).map { row in
      (0..<layout.lengths[row]).reduce(0) { $0 + losses[layout.offsets[$1] + row] }
    }
  }

  /// The loss of each output of a pass, valid until the next one.
  ///
  /// Turns the scores into probabilities.
  func stepLosses(_ scores: Matrix, _ targets: [Int32]) -> ArraySlice<Double> {
    score(0..<scores.rows, targets) {
      model.task.loss.measure(
        ScoredRows(scores: scores, targets: $0, losses: $1), compute)
    }
    return losses[..<scores.rows]
  }

  /// The tags of each step for scores that are still as the output gave them: the best path of a
  /// random field, of those that are legal, else the highest score.
  func tags(_ scores: Matrix, _ layout: BatchLayout) -> [Int32] {
    var tags = [Int32](repeating: 0, count: scores.rows)
    guard let chain else {
      for at in 0..<scores.rows {
        let row = scores.row(at)
        var best = 0
        for index in 1..<max(scores.columns, 1) where row[index] > row[best] { best = index }
        tags[at] = Int32(truncatingIfNeeded: best)
      }
      return tags
    }
    let legal = model.task.legal
    let totals = decode(chain, scores, layout, legal, into: &tags)
    guard legal != nil, totals.contains(-.infinity) else { return tags }
    // A text that no legal path is as short as has the best of all.
    var others = tags
    _ = decode(chain, scores, layout, nil, into: &others)
    for row in 0..<layout.rows where totals[row] == -.infinity {
      for step in 0..<layout.lengths[row] {
        tags[layout.offsets[step] + row] = others[layout.offsets[step] + row]
      }
    }
    return tags
  }

  /// Writes the best paths, and returns their scores.
  private func decode(
    _ chain: LinearChainCRF, _ scores: Matrix, _ layout: BatchLayout, _ legal: LegalTransitions?,
    into tags: inout [Int32]
  ) -> [Double] {
    var totals = [Double](repeating: 0, count: layout.rows)
    tags.withUnsafeMutableBufferPointer { tags in
      totals.withUnsafeMutableBufferPointer { totals in
        guard let tags = tags.baseAddress, let totals = totals.baseAddress else { return }
        chain.decode(
          layout, scores: scores, chainWeights(in: weights), legal: legal, paths: tags,
          totals: totals, compute)
      }
    }
    return totals
  }

  /// The weights of the random field at the end, or their gradients.
  private func chainWeights(in buffer: Buffer) -> ChainWeights {
    let slots = model.layers[model.layers.count - 1].slots
    return ChainWeights(
      transitions: slots[2].matrix(in: buffer), start: slots[3].matrix(in: buffer),
      end: slots[4].matrix(in: buffer))
  }

  /// Calls the loss of a random field with the sequences of a pass.
  private func measureChain(
    _ scores: Matrix, _ targets: [Int32], _ layout: BatchLayout,
    _ body: (ScoredSequences, ChainWeights) -> Void
  ) {
    if losses.count < layout.rows { losses = [Double](repeating: 0, count: layout.rows) }
    losses.withUnsafeMutableBufferPointer { losses in
      targets.withUnsafeBufferPointer { targets in
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        body(
          ScoredSequences(layout: layout, scores: scores, targets: targets, losses: losses),
          chainWeights(in: weights))
      }
    }
  }

  /// The output layer with a random field forward and back; returns the gradient of its input.
  private func differentiate(
    _ chain: LinearChainCRF, _ features: Matrix, _ aim: Aim, _ pass: Pass
  ) -> Matrix {
    let output = stages[stages.count - 1]
    let scores = output.forward(features, pass)
    measureChain(scores, aim.targets, pass.batch) {
      chain.differentiate(
        $0, $1, scale: aim.scale, into: chainWeights(in: gradients.values), compute)
    }
    return output.backward(scores, pass) ?? .empty
  }

  /// One way forward and back: fills `gradients` with those of the mean loss, and returns the sums that
  /// the mean is made of.
  ///
  /// `targets` has one class for each output, for each row or for each of its steps; or for each label
  /// of each row whether it is there.
  ///
  /// - Parameters:
  ///   - emphasis: what the loss makes of its targets.
  ///   - window: how many losses there are in all batches that make a step with this one, as the mean
  ///     is taken over all of them; nil when it is the only one.
  ///   - isFirst: whether gradients begin at zero, else they are added to those that are there.
  ///   - others: the classes of the rows for the other targets, whose losses are added.
  func train(
    _ batch: Batch, targets: [Int32], dropout: RandomSource?, step: UInt32,
    state: StateCarry = .none, emphasis: TargetEmphasis = .none, window: LossCounts? = nil,
    isFirst: Bool = true, others: [TokenColumn] = []
  ) -> LossSums {
    if isFirst { gradients.clear(compute) }
    let pass = Pass(
      compute: compute, batch: batch.layout, tokens: batch.tokens, spelling: batch.spelling,
      values: weights, gradients: gradients, dropout: dropout, step: step, state: state)
    let features = forward(pass, stages.dropLast())
    let counts = LossCounts(places: features.rows, rows: batch.layout.rows)
    let whole = window ?? counts
    let aim = Aim(targets: targets, emphasis: emphasis, scale: 1 / Float(whole.places))
    let slope =
      chain.map { differentiate($0, features, aim, pass) } ?? differentiate(features, aim, pass)
    let more =
      classHeads?.train(
        features, pass, scale: 1 / Float(whole.rows), smoothing: emphasis.smoothing,
        addingTo: slope
      ) { batch.gather(others[$0], perStep: false, into: &$1) } ?? 0
    backward(slope, pass, stages[firstTrained...].dropLast())
    var sum = 0.0
    for row in 0..<(chain == nil ? features.rows : batch.layout.rows) { sum += losses[row] }
    return LossSums(leading: sum, others: more, counts: counts)
  }

  /// What recurrent layers hand on from one pass to the next.
  var carried: [CarriedState] { stages.flatMap(\.carried) }

  /// A pass over a batch of which only the results count.
  func pass(_ batch: Batch, state: StateCarry = .none) -> Pass {
    Pass(
      compute: compute, batch: batch.layout, tokens: batch.tokens, spelling: batch.spelling,
      values: weights, state: state, held: held)
  }

  /// The scores of a batch, `[outputs, width]`, valid until the next pass.
  func forward(_ batch: Batch, state: StateCarry = .none) -> Matrix {
    forward(pass(batch, state: state), stages[...])
  }

  /// The scores of a batch for the leading target; those of the others are handed on before.
  func forward(
    _ batch: Batch,
    _ body: (_ head: Int, _ losses: ArraySlice<Double>, _ probabilities: Matrix) -> Void,
    targets: (_ head: Int, _ targets: inout [Int32]) -> Void
  ) -> Matrix {
    let pass = pass(batch)
    let features = forward(pass, stages.dropLast())
    classHeads?.measure(features, pass, targets: targets, body)
    return stages[stages.count - 1].forward(features, pass)
  }

  /// What the last layer is given in a batch, and the scores that it makes of it.
  func featuresAndScores(_ batch: Batch, state: StateCarry) -> (features: Matrix, scores: Matrix) {
    let pass = pass(batch, state: state)
    let features = forward(pass, stages.dropLast())
    return (features, stages[stages.count - 1].forward(features, pass))
  }

  private func forward(_ pass: Pass, _ stages: ArraySlice<any Stage>) -> Matrix {
    var signal = Matrix.empty
    for stage in stages { signal = stage.forward(signal, pass) }
    return signal
  }

  private func backward(_ gradient: Matrix, _ pass: Pass, _ stages: ArraySlice<any Stage>) {
    var signal = gradient
    for stage in stages.reversed() {
      guard let next = stage.backward(signal, pass) else { return }
      signal = next
    }
  }

  /// What a batch is trained towards.
  private struct Aim {
    let targets: [Int32]
    let emphasis: TargetEmphasis
    /// What each row's gradient is multiplied by.
    let scale: Float
  }

  /// The output layer forward and back, some rows at a time; returns the gradient of its input.
  private func differentiate(_ features: Matrix, _ aim: Aim, _ pass: Pass) -> Matrix {
    let gradient = featureGradient.matrix(features.rows, features.columns)
    for first in stride(from: 0, to: features.rows, by: rowsAtOnce) {
      let rows = first..<min(first + rowsAtOnce, features.rows)
      let part = differentiate(features.rows(first, rows.count), rows, aim, pass)
      if let part { gradient.rows(first, rows.count).copy(from: part) }
    }
    return gradient
  }

  private func differentiate(
    _ features: Matrix, _ rows: Range<Int>, _ aim: Aim, _ pass: Pass
  ) -> Matrix? {
    if let adaptive {
      var gradient: Matrix?
      score(rows, aim.targets) {
        gradient = adaptive.train(features, targets: $0, losses: $1, scale: aim.scale, pass)
      }
      return gradient
    }
    let output = stages[stages.count - 1]
    let scores = output.forward(features, pass)
    score(rows, aim.targets) {
      model.task.loss.differentiate(
        ScoredRows(scores: scores, targets: $0, losses: $1), scale: aim.scale, aim.emphasis,
        compute)
    }
    return output.backward(scores, pass)
  }

  /// Calls a loss with what some rows of a pass should have said, and the place for their losses.
  private func score(
    _ rows: Range<Int>, _ targets: [Int32],
    _ body: (_ targets: UnsafePointer<Int32>, _ losses: UnsafeMutablePointer<Double>) -> Void
  ) {
    let width = model.task.targetWidth
    let count = targets.count / width
    if losses.count < count { losses = [Double](repeating: 0, count: count) }
    losses.withUnsafeMutableBufferPointer { losses in
      targets.withUnsafeBufferPointer { targets in
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        body(targets + rows.lowerBound * width, losses + rows.lowerBound)
      }
    }
  }
}

extension Model {
  /// The stages of its layers, in order.
  func makeStages() -> [any Stage] {
    layers.map { $0.layer.makeStage(Site(name: $0.name, input: $0.input, slots: $0.slots)) }
  }

  /// Bytes of what passes of some sizes need beside the weights; panels count as the widest there are.
  func bytes(ofPasses sizes: [PassSize]) -> Int {
    let memory = MemoryPlan(panelWidth: MemoryPlan.widestPanel, isEstimate: true)
    let (stages, heads, features) = (makeStages(), ClassHeads(self), Buffer())
    for size in sizes { plan(size, stages, features, memory, heads) }
    return memory.bytes
  }

  /// For how many rows training holds scores at once.
  fileprivate var rowsAtOnce: Int {
    PassSize.rowsAtOnce(width: output?.scoresAtEveryPlace ?? task.width)
  }

  /// The layer at the end.
  var output: OutputLayer? { layers.last?.layer as? OutputLayer }

  /// Makes room for passes up to a size; training goes through the outputs some rows at a time.
  func plan(
    _ size: PassSize, _ stages: [any Stage], _ featureGradient: Buffer, _ memory: MemoryPlan,
    _ classHeads: ClassHeads? = nil
  ) {
    for stage in stages.dropLast() { stage.plan(size, memory) }
    let features = layers[layers.count - 1].input
    let outputs = size.rows(of: features)
    if size.isTraining { memory.reserve(featureGradient, outputs * features.features) }
    classHeads?.plan(size, features: features.features, memory)
    // A random field needs the scores of whole sequences.
    let isWhole = !size.isTraining || task.head == .crf
    let atOnce = isWhole ? outputs : min(outputs, rowsAtOnce)
    stages[stages.count - 1].plan(
      PassSize(rows: atOnce, steps: 1, total: atOnce, isTraining: size.isTraining), memory)
  }
}
