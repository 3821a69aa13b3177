// SPDX-License-Identifier: Apache-2.0

/// Layers of a decoder that are given what came out of them at the step before, beside their input: the input
/// feeding of Luong and others (2015).
///
///     h̃_t = layers([x_t; h̃_(t-1)])   h̃_0 = 0
struct InputFeedingLayer: Layer {
  /// How messages and models call it.
  static let name = "feed"

  /// The layers, the first of which is given as many features more as the last one gives.
  let layers: [ModelLayer]

  var consumption: Consumption { .sequence }

  var looksAhead: Bool { layers.contains { $0.layer.looksAhead } }
  var looksBack: Bool { layers.contains { $0.layer.looksBack } }
  var stateColumns: Int { layers.reduce(0) { $0 + $1.layer.stateColumns } }

  func outputType(for input: FlowType) -> FlowType { layers.last?.output ?? input }

  /// Those of the layers have places of their own.
  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage {
    InputFeedingStage(LayerChain(layers, site.handover), features: site.input.features)
  }
}

private final class InputFeedingStage: Stage {
  private let chain: LayerChain
  /// Features of what it is given, without those that are fed back.
  private let features: Int
  private let joined = Buffer()
  private let inputGradient = Buffer()
  /// What came out of the last step of the last pass.
  private let kept = Buffer()

  init(_ chain: LayerChain, features: Int) {
    self.chain = chain
    self.features = features
  }

  var carried: [CarriedState] {
    chain.carried + [CarriedState(buffer: kept, gradient: nil, columns: chain.features)]
  }

  var attention: MemoryAttentionStage? { chain.attention }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    chain.planSteps(size, memory)
    memory.reserve(joined, size.total * (features + chain.features))
    memory.reserve(kept, size.rows * chain.features)
    if size.isTraining { memory.reserve(inputGradient, size.total * features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let batch = pass.batch
    let x = joined.matrix(input.rows, features + chain.features)
    x.columns(0, features).copy(from: input)
    let fed = x.columns(features, chain.features)
    let y = chain.beginSteps(x, pass)
    for step in 0..<batch.steps {
      let own = fed.rows(of: step, batch)
      if step > 0 {
        own.copy(from: y.rows(batch.offsets[step - 1], own.rows))
      } else if pass.state.isGiven {
        own.copy(from: kept.matrix(own.rows, own.columns))
      } else {
        own.fill(0)
      }
      chain.forward(step: step, pass)
    }
    chain.endSteps(pass)
    if pass.state.isKept {
      let last = kept.matrix(batch.rows, y.columns)
      for row in 0..<last.rows {
        last.row(row).update(from: y.row(batch.last(of: row)), count: y.columns)
      }
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let batch = pass.batch
    let dx = chain.beginStepsBack(gradient, pass)
    for step in (0..<batch.steps).reversed() {
      chain.backward(step: step, pass)
      guard step > 0 else { continue }
      let fed = dx.columns(features, chain.features).rows(of: step, batch)
      gradient.rows(batch.offsets[step - 1], fed.rows).add(fed)
    }
    chain.endStepsBack(pass)
    let dInput = inputGradient.matrix(gradient.rows, features)
    dInput.copy(from: dx.columns(0, features))
    return dInput
  }
}
