// SPDX-License-Identifier: Apache-2.0

/// Layers that are given the same input, with what they give side by side: `embed 50 + chars(…)`.
///
/// What comes from directions that read a sequence from its end stands after all the rest, so that
/// the last step of the whole is each direction's own last.
struct JoinLayer: Layer {
  /// How messages and models call it.
  static let name = "join"

  /// The layers of each branch.
  let branches: [[ModelLayer]]

  var consumption: Consumption { .either }

  var looksBack: Bool { branches.joined().contains { $0.layer.looksBack } }
  var looksAhead: Bool { branches.joined().contains { $0.layer.looksAhead } }

  var stateColumns: Int { branches.joined().reduce(0) { $0 + $1.layer.stateColumns } }

  private var outputs: [FlowType] { branches.compactMap(\.last?.output) }

  func outputType(for input: FlowType) -> FlowType {
    let features = outputs.reduce(0) { $0 + $1.features }
    guard outputs.first?.isSequence == true else { return .vector(features: features) }
    return .sequence(
      features: features, backward: outputs.reduce(0) { $0 + $1.backwardFeatures })
  }

  /// Those of the branches have places of their own.
  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage {
    let ahead = outputs.reduce(0) { $0 + $1.features - $1.backwardFeatures }
    var (forward, backward) = (0, ahead)
    let branches = zip(branches, outputs).map { layers, type in
      let own = (type.features - type.backwardFeatures, type.backwardFeatures)
      defer { (forward, backward) = (forward + own.0, backward + own.1) }
      return JoinStage.Branch(
        chain: LayerChain(layers, site.handover), forward: forward..<forward + own.0,
        backward: backward..<backward + own.1)
    }
    return JoinStage(branches, input: site.input, output: outputType(for: site.input))
  }
}

private final class JoinStage: Stage {
  /// A branch, and which columns it has of the whole.
  struct Branch {
    let chain: LayerChain
    let forward: Range<Int>
    let backward: Range<Int>
    /// The gradient of what it gives.
    let gradient = Buffer()
    /// What it gives step by step, and the gradient of what it is given.
    var output = Matrix.empty
    var back = Matrix.empty
  }

  private var branches: [Branch]
  private let input: FlowType
  private let output: FlowType
  private let joined = Buffer()
  private let inputGradient = Buffer()
  /// The gradient of what comes out step by step.
  private var outputGradient = Matrix.empty

  init(_ branches: [Branch], input: FlowType, output: FlowType) {
    self.branches = branches
    self.input = input
    self.output = output
  }

  var carried: [CarriedState] { branches.flatMap(\.chain.carried) }
  var attention: MemoryAttentionStage? {
    branches.last(where: { $0.chain.attention != nil })?.chain.attention
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    let rows = size.rows(of: output)
    memory.reserve(joined, rows * output.features)
    for branch in branches {
      branch.chain.plan(size, memory)
      if size.isTraining { memory.reserve(branch.gradient, rows * branch.chain.features) }
    }
    if size.isTraining { memory.reserve(inputGradient, size.rows(of: input) * input.features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let rows = output.isSequence ? pass.batch.total : pass.batch.rows
    let whole = joined.matrix(rows, output.features)
    for branch in branches {
      branch.copy(branch.chain.forward(input, pass), to: whole)
    }
    return whole
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    var sum: Matrix?
    for branch in branches {
      let own = branch.gradient.matrix(gradient.rows, branch.chain.features)
      branch.copy(from: gradient, to: own)
      guard let part = branch.chain.backward(own, pass) else { continue }
      if let sum {
        sum.add(part)
      } else {
        let first = inputGradient.matrix(part.rows, part.columns)
        first.copy(from: part)
        sum = first
      }
    }
    return sum
  }
}

extension JoinStage: SteppedStage {
  func planSteps(_ size: PassSize, _ memory: MemoryPlan) {
    plan(size, memory)
    for branch in branches { branch.chain.planSteps(size, memory) }
  }

  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix {
    for index in branches.indices {
      branches[index].output = branches[index].chain.beginSteps(input, pass)
    }
    return joined.matrix(input.rows, output.features)
  }

  func forward(step: Int, _ pass: Pass) {
    let whole = joined.matrix(pass.batch.total, output.features).rows(of: step, pass.batch)
    for branch in branches {
      branch.chain.forward(step: step, pass)
      branch.copy(branch.output.rows(of: step, pass.batch), to: whole)
    }
  }

  func endSteps(_ pass: Pass) {
    for branch in branches { branch.chain.endSteps(pass) }
  }

  func beginStepsBack(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    outputGradient = gradient
    for index in branches.indices {
      let branch = branches[index]
      branches[index].back = branch.chain.beginStepsBack(
        branch.gradient.matrix(gradient.rows, branch.chain.features), pass)
    }
    return inputGradient.matrix(gradient.rows, input.features)
  }

  func backward(step: Int, _ pass: Pass) {
    let sum = inputGradient.matrix(pass.batch.total, input.features).rows(of: step, pass.batch)
    for (index, branch) in branches.enumerated() {
      let own = branch.gradient.matrix(pass.batch.total, branch.chain.features)
      branch.copy(
        from: outputGradient.rows(of: step, pass.batch), to: own.rows(of: step, pass.batch))
      branch.chain.backward(step: step, pass)
      let part = branch.back.rows(of: step, pass.batch)
      if index == 0 { sum.copy(from: part) } else { sum.add(part) }
    }
  }

  func endStepsBack(_ pass: Pass) {
    for branch in branches { branch.chain.endStepsBack(pass) }
  }
}

extension JoinStage.Branch {
  /// Writes what the branch gave into its columns.
  fileprivate func copy(_ own: Matrix, to whole: Matrix) {
    let split = forward.count
    whole.columns(forward.lowerBound, split).copy(from: own.columns(0, split))
    guard !backward.isEmpty else { return }
    whole.columns(backward.lowerBound, backward.count)
      .copy(from: own.columns(split, backward.count))
  }

  /// Takes its columns of the whole.
  fileprivate func copy(from whole: Matrix, to own: Matrix) {
    let split = forward.count
    own.columns(0, split).copy(from: whole.columns(forward.lowerBound, split))
    guard !backward.isEmpty else { return }
    own.columns(split, backward.count)
      .copy(from: whole.columns(backward.lowerBound, backward.count))
  }
}
