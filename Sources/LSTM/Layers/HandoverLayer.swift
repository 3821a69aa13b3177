// SPDX-License-Identifier: Apache-2.0

/// `=>` before the words that a decoder writes: hands over what was read, and the state that each layer of
/// the decoder begins with, s = tanh(c·W + b) of the last step c (Bahdanau and others 2015).
///
/// Of a bidirectional encoder c has the last step of each direction.
struct HandoverLayer: Layer {
  /// How many numbers the states of the decoder have together.
  var states = 0

  var consumption: Consumption { .either }
  var looksBack: Bool { true }

  func outputType(for input: FlowType) -> FlowType { input }

  /// weight `[features, states]`, bias `[states]`; none where no layer of the decoder has a state.
  func parameters(for input: FlowType) -> [ParameterSpec] {
    guard states > 0 else { return [] }
    return bridge.parameters(for: .vector(features: input.features))
  }

  private var bridge: DenseLayer { DenseLayer(units: states, activation: .tanh) }

  func makeStage(_ site: Site) -> any Stage {
    HandoverStage(
      site,
      bridge: states == 0
        ? nil
        : DenseStage(
          weight: site.slots[0], bias: site.slots[1],
          input: .vector(features: site.input.features), units: states, activation: .tanh))
  }
}

private final class HandoverStage: Stage {
  private let handover: Handover
  private let input: FlowType
  private let last: any Stage
  private let bridge: DenseStage?
  private let stateGradient = Buffer()

  init(_ site: Site, bridge: DenseStage?) {
    input = site.input
    handover = site.handover ?? Handover(site.input)
    last = PoolingLayer(kind: .last).makeStage(site)
    self.bridge = bridge
  }

  /// How many numbers it hands over.
  private var columns: Int {
    handover.states.reduce(0) { $0 + ($1.gradient == nil ? 0 : $1.columns) }
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    handover.plan(size, memory)
    for state in handover.states { memory.reserve(state.buffer, size.rows * state.columns) }
    guard let bridge else { return }
    if input.isSequence { last.plan(size, memory) }
    bridge.plan(size, memory)
    if size.isTraining { memory.reserve(stateGradient, size.rows * columns) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    handover.take(input, pass)
    let decoder = decoderLayout(pass)
    for state in handover.states where state.gradient == nil {
      state.buffer.matrix(decoder.rows, state.columns).fill(0)
    }
    guard let bridge else { return input }
    let context = self.input.isSequence ? last.forward(input, pass) : input
    let states = bridge.forward(context, pass)
    var first = 0
    for state in handover.states where state.gradient != nil {
      let to = state.buffer.matrix(states.rows, state.columns)
      for row in 0..<to.rows {
        to.row(row).update(
          from: states.row(decoder.origin(of: row)) + first, count: state.columns)
      }
      first += state.columns
    }
    return input
  }

  /// - Parameter gradient: nothing, as the decoder reads tokens: what it made of the signal stands in the
  ///   handover.
  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let sum = handover.gradient
    guard let bridge else { return sum }
    let decoder = decoderLayout(pass)
    let states = stateGradient.matrix(decoder.rows, columns)
    var first = 0
    for state in handover.states {
      guard let gradient = state.gradient else { continue }
      let from = gradient.matrix(states.rows, state.columns)
      for row in 0..<from.rows {
        (states.row(decoder.origin(of: row)) + first).update(
          from: from.row(row), count: state.columns)
      }
      first += state.columns
    }
    guard let context = bridge.backward(states, pass) else { return sum }
    if let back = input.isSequence ? last.backward(context, pass) : context { sum.add(back) }
    return sum
  }

  /// How the rows of the decoder stand: its axis is the last.
  private func decoderLayout(_ pass: Pass) -> BatchLayout { pass.layouts[pass.layouts.count - 1] }
}
