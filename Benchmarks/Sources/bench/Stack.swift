// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// The layers of a shape with random weights, input and output gradient: what PyTorch's `nn.LSTM`
/// is, without embedding and output.
final class Stack {
  private let compute: Compute
  private let batch: BatchLayout
  private let stages: [any Stage]
  private let weights: Buffer
  private let gradients: Gradients
  private let input: Buffer
  private let outputGradient: Buffer
  private let shape: Shape

  init(_ shape: Shape, recurrentDropout: Double = 0, compute: Compute) {
    self.shape = shape
    self.compute = compute
    batch = BatchLayout(sortedLengths: Array(repeating: shape.time, count: shape.batch))
    var layout = ParameterLayout()
    stages = (0..<shape.layers).map { index in
      let layer = Recurrent<LSTMCell>(
        units: shape.hidden, isBidirectional: shape.isBidirectional, dropout: 0,
        recurrentDropout: recurrentDropout)
      let type = FlowType.sequence(features: shape.features(of: index))
      let slots = layout.add(layer.parameters(for: type), of: "lstm\(index)")
      return layer.makeStage(Site(name: "lstm\(index)", input: type, slots: slots))
    }
    weights = Self.random(layout.count, 0.05)
    gradients = Gradients(layout)
    let total = batch.total
    input = Self.random(total * shape.input, 1)
    outputGradient = Self.random(total * shape.directions * shape.hidden, 1)
  }

  /// One way forward.
  func forward() { run(pass(gradients: nil)) }

  /// Gradients cleared, one way forward, and back from a given gradient of the output.
  func train() {
    gradients.clear(compute)
    let pass = pass(gradients: gradients)
    run(pass)
    var gradient = outputGradient.matrix(batch.total, shape.directions * shape.hidden)
    for stage in stages.reversed() {
      guard let next = stage.backward(gradient, pass) else { return }
      gradient = next
    }
  }

  private func pass(gradients: Gradients?) -> Pass {
    Pass(
      compute: compute, layouts: [batch], inputs: [], values: weights, gradients: gradients,
      dropout: gradients == nil ? nil : RandomSource(seed: 1))
  }

  private func run(_ pass: Pass) {
    var signal = input.matrix(batch.total, shape.input)
    for stage in stages { signal = stage.forward(signal, pass) }
  }

  private static func random(_ count: Int, _ bound: Float) -> Buffer {
    var numbers = RandomSource(seed: 1).sequence(.sample, "benchmark \(count)")
    let buffer = Buffer(count: count)
    for at in 0..<count { buffer.base[at] = bound * (2 * numbers.uniform() - 1) }
    return buffer
  }
}
