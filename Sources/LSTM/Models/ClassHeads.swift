// SPDX-License-Identifier: Apache-2.0

/// The scores of the classes of a row, beside those of the tags of its tokens: a fully connected layer
/// for each target, over the last step of what the tags are told from.
///
/// In a bidirectional layer each direction has its own last step.
final class ClassHeads {
  /// The scores of one target.
  private struct Head {
    let task: TargetTask
    let stage: any Stage
  }

  private let last: any Stage
  private let heads: [Head]
  private let slope = Buffer()
  private var losses: [Double] = []
  private var targets: [Int32] = []

  /// The heads of a model; nil for one that says nothing but its leading target.
  init?(_ model: Model) {
    guard !model.classTasks.isEmpty, let output = model.layers.last else { return nil }
    let input = output.input
    let vector = FlowType.vector(features: input.features)
    last = PoolingLayer(kind: .last).makeStage(
      Site(name: "\(output.name).last", input: input, slots: []))
    // They come behind what the leading target has, a weight and a bias each.
    let first = output.slots.count - 2 * model.classTasks.count
    heads = model.classTasks.enumerated().map { index, classTask in
      let at = first + 2 * index
      let layer = DenseLayer(units: classTask.task.width, activation: .linear)
      return Head(
        task: classTask.task,
        stage: layer.makeStage(
          Site(
            name: "\(output.name).\(classTask.name)", input: vector,
            slots: Array(output.slots[at...at + 1]))))
    }
  }

  /// Makes room for passes up to a size.
  func plan(_ size: PassSize, features: Int, _ memory: MemoryPlan) {
    last.plan(size, memory)
    let rows = PassSize(
      rows: size.rows, steps: 1, total: size.rows, isTraining: size.isTraining)
    for head in heads { head.stage.plan(rows, memory) }
    if size.isTraining { memory.reserve(slope, size.rows * features) }
    guard !memory.isEstimate else { return }
    if losses.count < size.rows { losses = [Double](repeating: 0, count: size.rows) }
    targets.reserveCapacity(size.rows)
  }

  /// Goes forward, and hands on the losses of the rows and their probabilities, target by target; both
  /// are valid until the next one.
  ///
  /// - Parameter fill: writes the classes of a target.
  func measure(
    _ features: Matrix, _ pass: Pass, targets fill: (_ head: Int, _ targets: inout [Int32]) -> Void,
    _ body: (_ head: Int, _ losses: ArraySlice<Double>, _ probabilities: Matrix) -> Void
  ) {
    let state = last.forward(features, pass)
    for (index, head) in heads.enumerated() {
      fill(index, &targets)
      let scores = head.stage.forward(state, pass)
      score(scores) { head.task.loss.measure($0, pass.compute) }
      body(index, losses[..<scores.rows], scores)
    }
  }

  /// The scores of one target, for the features of a single row.
  func scores(of head: Int, _ features: Matrix, _ pass: Pass) -> Matrix {
    heads[head].stage.forward(last.forward(features, pass), pass)
  }

  /// The gradient of the features for one of the scores of a target.
  func backward(of head: Int, _ gradient: Matrix, _ pass: Pass) -> Matrix? {
    heads[head].stage.backward(gradient, pass).flatMap { last.backward($0, pass) }
  }

  /// Goes forward and back: adds the gradients of the parameters, and that of the features to `slope`.
  ///
  /// Returns the sum of the losses of all rows and targets.
  ///
  /// - Parameter scale: what the gradient of each row's loss is multiplied by.
  func train(
    _ features: Matrix, _ pass: Pass, scale: Float, smoothing: Double, addingTo gradient: Matrix,
    targets fill: (_ head: Int, _ targets: inout [Int32]) -> Void
  ) -> Double {
    let state = last.forward(features, pass)
    let sum = slope.matrix(state.rows, state.columns)
    sum.fill(0)
    let emphasis = TargetEmphasis(classWeights: [], smoothing: smoothing)
    var loss = 0.0
    for (index, head) in heads.enumerated() {
      fill(index, &targets)
      let scores = head.stage.forward(state, pass)
      score(scores) {
        head.task.loss.differentiate($0, scale: scale, emphasis, pass.compute)
      }
      for row in 0..<state.rows { loss += losses[row] }
      if let back = head.stage.backward(scores, pass) { sum.add(back) }
    }
    if let back = last.backward(sum, pass) { gradient.add(back) }
    return loss
  }

  /// Calls a loss with the scores of the rows.
  private func score(_ scores: Matrix, _ body: (ScoredRows) -> Void) {
    if losses.count < scores.rows { losses = [Double](repeating: 0, count: scores.rows) }
    losses.withUnsafeMutableBufferPointer { losses in
      targets.withUnsafeBufferPointer { targets in
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        body(ScoredRows(scores: scores, targets: targets, losses: losses))
      }
    }
  }
}
