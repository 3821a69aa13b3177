// SPDX-License-Identifier: Apache-2.0

/// A model with its weights: the stages that compute it and the flat buffers they work on.
public final class Network {
  /// What it computes.
  public let model: Model
  let weights: Buffer
  let gradients: Buffer
  let compute: Compute
  private let stages: [any Stage]

  /// A network with weights drawn for a seed.
  public convenience init(_ model: Model, seed: UInt64, compute: Compute) {
    self.init(model, compute: compute)
    let source = RandomSource(seed: seed)
    for slot in model.layout.slots {
      var numbers = source.sequence(.initialization, slot.name)
      let values = UnsafeMutableBufferPointer(
        start: weights.base + slot.offset, count: slot.spec.count)
      slot.spec.initializer.fill(values, shape: slot.spec.shape, numbers: &numbers)
    }
  }

  /// A network with all weights zero, to be filled.
  init(_ model: Model, compute: Compute) {
    self.model = model
    self.compute = compute
    weights = Buffer(count: model.layout.count)
    gradients = Buffer()
    stages = model.layers.map {
      $0.layer.makeStage(Site(name: $0.name, input: $0.input, slots: $0.slots))
    }
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

  /// The loss of each row of a batch, and its probabilities `[rows, width]`.
  func evaluate(_ batch: Batch, targets: [Int32]) -> (losses: [Double], probabilities: Matrix) {
    let scores = forward(
      Pass(compute: compute, batch: batch.layout, tokens: batch.tokens, values: weights.base))
    return (model.task.loss.forward(scores, targets, compute.kernels), scores)
  }

  /// One way forward and back: fills `gradients` with those of the mean loss, which is returned.
  func train(_ batch: Batch, targets: [Int32], dropout: RandomSource, step: UInt32) -> Double {
    gradients.reserve(model.layout.count)
    gradients.base.update(repeating: 0, count: model.layout.count)
    let pass = Pass(
      compute: compute, batch: batch.layout, tokens: batch.tokens, values: weights.base,
      gradients: gradients.base, dropout: dropout, step: step)
    let scores = forward(pass)
    let losses = model.task.loss.forward(scores, targets, compute.kernels)
    model.task.loss.backward(scores, targets, scale: 1 / Float(targets.count))
    backward(scores, pass)
    return losses.reduce(0, +) / Double(losses.count)
  }

  func forward(_ pass: Pass) -> Matrix {
    stages.reduce(Matrix.empty) { signal, stage in stage.forward(signal, pass) }
  }

  func backward(_ gradient: Matrix, _ pass: Pass) {
    var signal = gradient
    for stage in stages.reversed() {
      guard let next = stage.backward(signal, pass) else { return }
      signal = next
    }
  }
}
