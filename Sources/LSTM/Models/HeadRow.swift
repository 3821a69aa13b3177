// SPDX-License-Identifier: Apache-2.0

/// The heads of a network side by side over the same features.
///
/// Those of rows over a sequence share its last step; of a bidirectional layer each direction has its
/// own last.
final class HeadRow {
  private struct Member {
    let stage: any HeadStage
    /// Whether it is given the last step of a sequence instead of all.
    let isOnLast: Bool
  }

  private let members: [Member]
  private let features: FlowType
  private let last: any Stage
  private let hasLast: Bool
  /// The axis of the features, and those of the model.
  private let axis: Axis
  private let axes: [AxisSpec]
  private let shapes: [TargetShape]
  private let lastGradient = Buffer()

  init(_ model: Model) {
    features = model.features
    axis = model.features.axis ?? .leading
    axes = model.axes
    shapes = model.heads.map(\.shape)
    members = model.heads.map { head in
      Member(
        stage: head.makeStage(),
        isOnLast: model.features.isSequence && !head.input.isSequence)
    }
    hasLast = members.contains(where: \.isOnLast)
    last = PoolingLayer(kind: .last).makeStage(
      Site(name: "last", input: model.features, slots: []))
  }

  /// The stage of the leading head.
  var leading: any HeadStage { members[0].stage }

  /// How many heads there are.
  var count: Int { members.count }

  /// Makes room for passes up to a size.
  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    let size = size.on(axis, of: axes)
    if hasLast {
      last.plan(size, memory)
      if size.isTraining { memory.reserve(lastGradient, size.rows * features.features) }
    }
    let rows = PassSize(
      rows: size.rows, steps: 1, total: size.rows, isTraining: size.isTraining)
    for member in members { member.stage.plan(member.isOnLast ? rows : size, memory) }
  }

  /// The scores of the leading head.
  func scores(_ features: Matrix, _ pass: Pass) -> Matrix {
    let (member, pass) = (members[0], turned(pass))
    return member.stage.forward(
      member.isOnLast ? last.forward(features, pass) : features, pass)
  }

  /// The scores of all heads.
  func allScores(_ features: Matrix, _ pass: Pass) -> [Matrix] {
    let pass = turned(pass)
    let state = hasLast ? last.forward(features, pass) : features
    return members.map { $0.stage.forward($0.isOnLast ? state : features, pass) }
  }

  /// What the heads answer with scores that are there, a block each; nothing of a head that has to make
  /// its own.
  func conclude(
    _ scores: [Matrix], _ aims: [Block], chooses: Bool, _ pass: Pass, into answers: [Block]
  ) {
    let pass = turned(pass)
    for index in members.indices {
      (members[index].stage as? any JoinableStage)?.conclude(
        scores[index], aims.isEmpty ? nil : aims[index], chooses: chooses, pass,
        into: answers[index])
    }
  }

  /// A pass with the axis of the features at hand.
  private func turned(_ pass: Pass) -> Pass { axis == .leading ? pass : pass.on(axis) }

  /// Goes forward and back: returns the losses, and the gradient of the features.
  ///
  /// - Parameter window: how many losses the means are taken over; nil for those of this pass.
  func train(
    _ features: Matrix, _ aims: [Block], _ emphasis: TargetEmphasis, window: LossCounts?,
    _ pass: Pass
  ) -> (losses: LossSums, gradient: Matrix) {
    let pass = turned(pass)
    var losses = LossSums()
    // A number that is missing has no loss for a mean to be taken over.
    losses.counts = LossCounts(
      places: shapes[0].isOfNumbers
        ? aims[0].knownPlaces : members[0].stage.lossCount(features, aims[0], pass),
      rows: pass.batch.rows)
    let whole = window ?? losses.counts
    var gradient = Matrix.empty
    for index in members.indices where !members[index].isOnLast {
      let back = train(index, features, aims[index], emphasis, whole.places, pass, &losses)
      if gradient.rows == 0 { gradient = back } else { gradient.add(back) }
    }
    guard hasLast else { return (losses, gradient) }
    let state = last.forward(features, pass)
    let sum = lastGradient.matrix(state.rows, state.columns)
    sum.fill(0)
    for index in members.indices where members[index].isOnLast {
      sum.add(train(index, state, aims[index], emphasis, whole.rows, pass, &losses))
    }
    if let back = last.backward(sum, pass) {
      if gradient.rows == 0 { gradient = back } else { gradient.add(back) }
    }
    return (losses, gradient)
  }

  private func train(
    _ index: Int, _ features: Matrix, _ aim: Block, _ emphasis: TargetEmphasis, _ places: Int,
    _ pass: Pass, _ losses: inout LossSums
  ) -> Matrix {
    // Settings of classes are for those of the leading target.
    let emphasis =
      index == 0 ? emphasis : TargetEmphasis(classWeights: [], smoothing: emphasis.smoothing)
    let order = HeadOrder(scale: 1 / Float(max(places, 1)), emphasis: emphasis)
    let gradient = members[index].stage.train(features, aim, order, pass)
    if index == 0 { losses.leading += aim.lossSum } else { losses.others += aim.lossSum }
    return gradient
  }

  /// What the heads answer, a block each.
  func answer(
    _ features: Matrix, _ aims: [Block], chooses: Bool, _ pass: Pass, into answers: [Block]
  ) {
    let pass = turned(pass)
    let state = hasLast ? last.forward(features, pass) : features
    for index in members.indices {
      let member = members[index]
      member.stage.answer(
        member.isOnLast ? state : features, aims.isEmpty ? nil : aims[index], chooses: chooses,
        pass, into: answers[index])
    }
  }
}

extension Model {
  /// Bytes of what passes of some sizes need beside the weights; panels count as the widest there are.
  func bytes(ofPasses sizes: [PassSize]) -> Int {
    let memory = MemoryPlan(panelWidth: MemoryPlan.widestPanel, isEstimate: true)
    let (stages, heads) = (StageRuns(self), HeadRow(self))
    for size in sizes {
      stages.plan(size, memory)
      heads.plan(size, memory)
    }
    return memory.bytes
  }

  /// A block for each target, with room for what is right in passes up to a size.
  func aims(_ size: PassSize) -> [Block] {
    heads.map { head in
      let places =
        switch head.shape.places {
        case .rows: size.rows
        case .steps: size.total
        // No transcript that trains has more symbols than steps.
        case .own: size.fed?.total ?? size.total
        }
      return Block(
        ids: places * head.shape.aimWidth, losses: places,
        numbers: head.shape.isOfNumbers ? places * head.shape.count : 0)
    }
  }

  /// An empty block for what each head answers.
  func answers() -> [Block] { heads.map { _ in Block() } }
}
