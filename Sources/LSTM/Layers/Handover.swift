// SPDX-License-Identifier: Apache-2.0

/// What an encoder hands to the decoder after it: all that it made of the steps that it read, and the state
/// that the decoder begins with.
final class Handover {
  /// What the encoder gives; its axis is that of `signal`.
  let flow: FlowType
  /// What it gave in the last pass, `[places, features]`.
  var signal = Matrix.empty
  /// The gradient of the signal, to which those add who read it.
  private let sums = Buffer()
  /// The states of the decoder's layers, in their order.
  var states: [CarriedState] = []
  /// How many signals there were: what is made of one holds until the next.
  private(set) var number = 0

  init(_ flow: FlowType) { self.flow = flow }

  /// Makes room for the gradient in passes up to a size.
  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    if size.isTraining { memory.reserve(sums, size.rows(of: flow) * flow.features) }
  }

  /// Takes what the encoder gave.
  func take(_ signal: Matrix, _ pass: Pass) {
    self.signal = signal
    number += 1
    if pass.gradients != nil { gradient.fill(0) }
  }

  /// The gradient of the signal, `[places, features]`.
  var gradient: Matrix { sums.matrix(signal.rows, signal.columns) }
}
