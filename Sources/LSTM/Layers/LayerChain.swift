// SPDX-License-Identifier: Apache-2.0

/// The stages of some layers, one after the other, inside of another layer.
final class LayerChain {
  private let stages: [any Stage]
  /// The same where they go step by step.
  private let stepped: [any SteppedStage]
  /// Features of what comes out.
  let features: Int

  init(_ layers: [ModelLayer], _ handover: Handover? = nil) {
    stages = layers.map { $0.makeStage(handover) }
    stepped = stages.compactMap { $0 as? any SteppedStage }
    features = layers.last?.output.features ?? 0
  }

  /// What its recurrent layers hand on from one pass to the next.
  var carried: [CarriedState] { stages.flatMap(\.carried) }

  /// The last stage that looks at what an encoder read; nil for none.
  var attention: MemoryAttentionStage? { stages.last(where: { $0.attention != nil })?.attention }

  /// Makes room for all passes up to a size.
  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    for stage in stages { stage.plan(size, memory) }
  }

  /// What comes out at the end.
  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    var signal = input
    for stage in stages { signal = stage.forward(signal, pass) }
    return signal
  }

  /// The gradient of the input for one of the output; nil where an input of the data is read.
  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    var signal = gradient
    for stage in stages.reversed() {
      guard let next = stage.backward(signal, pass) else { return nil }
      signal = next
    }
    return signal
  }
}

/// The same step by step, as `SteppedStage` has it: through layers all of which can go so.
extension LayerChain {
  func planSteps(_ size: PassSize, _ memory: MemoryPlan) {
    for stage in stepped { stage.planSteps(size, memory) }
  }

  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix {
    var signal = input
    for stage in stepped { signal = stage.beginSteps(signal, pass) }
    return signal
  }

  func forward(step: Int, _ pass: Pass) {
    for stage in stepped { stage.forward(step: step, pass) }
  }

  func endSteps(_ pass: Pass) {
    for stage in stepped { stage.endSteps(pass) }
  }

  func beginStepsBack(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    var signal = gradient
    for stage in stepped.reversed() { signal = stage.beginStepsBack(signal, pass) }
    return signal
  }

  func backward(step: Int, _ pass: Pass) {
    for stage in stepped.reversed() { stage.backward(step: step, pass) }
  }

  func endStepsBack(_ pass: Pass) {
    for stage in stepped.reversed() { stage.endStepsBack(pass) }
  }
}
