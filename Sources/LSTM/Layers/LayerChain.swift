// SPDX-License-Identifier: Apache-2.0

/// The stages of some layers, one after the other, inside of another layer.
final class LayerChain {
  private let stages: [any Stage]
  /// Features of what comes out.
  let features: Int

  init(_ layers: [ModelLayer], _ handover: Handover? = nil) {
    stages = layers.map { $0.makeStage(handover) }
    features = layers.last?.output.features ?? 0
  }

  /// What its recurrent layers hand on from one pass to the next.
  var carried: [CarriedState] { stages.flatMap(\.carried) }

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
