// SPDX-License-Identifier: Apache-2.0

/// Turns a sequence into one vector a row, over its valid steps only.
struct PoolingLayer: Layer {
  enum Kind {
    /// The last valid step; of a bidirectional layer each direction's own last.
    case last
    /// The mean over the steps.
    case mean
    /// The largest value of each feature.
    case max
    /// The first step and the last valid one, joined.
    case ends
  }

  let kind: Kind

  var consumption: Consumption { .sequence }
  var looksBack: Bool { kind != .last }

  func outputType(for input: FlowType) -> FlowType {
    .vector(features: (kind == .ends ? 2 : 1) * input.features)
  }

  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage {
    let features = site.input.features
    switch kind {
    case .last:
      let behind = site.input.backwardFeatures
      return LastStage(forward: features - behind, backward: behind)
    case .mean: return MeanStage(features: features)
    case .max: return MaxStage(features: features)
    case .ends: return EndsStage(features: features)
    }
  }

  static let entries = [
    entry("last", .last, "the last valid step; in a bilstm each direction's own last"),
    entry("mean", .mean, "the mean over the valid steps"),
    entry("max", .max, "the largest value of each feature over the valid steps"),
    entry("ends", .ends, "the first step and the last valid one, joined: twice the features"),
  ]

  private static func entry(_ name: String, _ kind: Kind, _ summary: String) -> LayerEntry {
    LayerEntry(
      name: name, summary: summary, arguments: [], example: name,
      make: { _ in PoolingLayer(kind: kind) })
  }
}

private final class LastStage: Stage {
  private let forwardFeatures: Int
  private let backwardFeatures: Int
  private let output = Buffer()
  private let inputGradient = Buffer()

  init(forward: Int, backward: Int) {
    forwardFeatures = forward
    backwardFeatures = backward
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.rows * (forwardFeatures + backwardFeatures))
    if size.isTraining {
      memory.reserve(inputGradient, size.total * (forwardFeatures + backwardFeatures))
    }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let y = output.matrix(pass.batch.rows, input.columns)
    for row in 0..<y.rows {
      y.row(row).update(from: input.row(pass.batch.last(of: row)), count: forwardFeatures)
      (y.row(row) + forwardFeatures).update(
        from: input.row(row) + forwardFeatures, count: backwardFeatures)
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let dx = inputGradient.matrix(pass.batch.total, gradient.columns)
    dx.fill(0)
    for row in 0..<gradient.rows {
      dx.row(pass.batch.last(of: row)).update(from: gradient.row(row), count: forwardFeatures)
      (dx.row(row) + forwardFeatures).update(
        from: gradient.row(row) + forwardFeatures, count: backwardFeatures)
    }
    return dx
  }
}

private final class EndsStage: Stage {
  private let features: Int
  private let output = Buffer()
  private let inputGradient = Buffer()

  init(features: Int) { self.features = features }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.rows * 2 * features)
    if size.isTraining { memory.reserve(inputGradient, size.total * features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let y = output.matrix(pass.batch.rows, 2 * features)
    for row in 0..<y.rows {
      y.row(row).update(from: input.row(row), count: features)
      (y.row(row) + features).update(
        from: input.row(pass.batch.last(of: row)), count: features)
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let dx = inputGradient.matrix(pass.batch.total, features)
    dx.fill(0)
    for row in 0..<gradient.rows {
      dx.row(row).update(from: gradient.row(row), count: features)
      // A row of one step has both ends there.
      let last = dx.row(pass.batch.last(of: row))
      for at in 0..<features { last[at] += gradient.row(row)[features + at] }
    }
    return dx
  }
}

private final class MeanStage: Stage {
  private let features: Int
  private let output = Buffer()
  private let inputGradient = Buffer()

  init(features: Int) { self.features = features }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.rows * features)
    if size.isTraining { memory.reserve(inputGradient, size.total * features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let y = output.matrix(pass.batch.rows, input.columns)
    y.fill(0)
    for step in 0..<pass.batch.steps {
      let live = pass.batch.live[step]
      y.rows(0, live).add(input.rows(pass.batch.offsets[step], live))
    }
    scale(y, pass.batch)
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    scale(gradient, pass.batch)
    let dx = inputGradient.matrix(pass.batch.total, gradient.columns)
    for step in 0..<pass.batch.steps {
      let live = pass.batch.live[step]
      dx.rows(pass.batch.offsets[step], live).copy(from: gradient.rows(0, live))
    }
    return dx
  }

  private func scale(_ rows: Matrix, _ batch: BatchLayout) {
    for row in 0..<rows.rows {
      let length = Float(batch.lengths[row])
      let values = rows.row(row)
      for at in 0..<rows.columns { values[at] /= length }
    }
  }
}

private final class MaxStage: Stage {
  private let features: Int
  private let output = Buffer()
  private let inputGradient = Buffer()
  /// The step that each value was taken from, the first of equals: exact up to 2^24 steps.
  private let winners = Buffer()

  init(features: Int) { self.features = features }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.rows * features)
    memory.reserve(winners, size.rows * features)
    if size.isTraining { memory.reserve(inputGradient, size.total * features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let y = output.matrix(pass.batch.rows, input.columns)
    y.copy(from: input.rows(0, y.rows))
    let winners = winners.matrix(y.rows, y.columns)
    winners.fill(0)
    for step in 1..<Swift.max(pass.batch.steps, 1) {
      let block = input.rows(pass.batch.offsets[step], pass.batch.live[step])
      // What is not a number wins, so that it is noticed.
      for at in 0..<block.count where block.base[at] > y.base[at] || block.base[at].isNaN {
        y.base[at] = block.base[at]
        winners.base[at] = Float(step)
      }
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let dx = inputGradient.matrix(pass.batch.total, gradient.columns)
    dx.fill(0)
    for row in 0..<gradient.rows {
      for column in 0..<gradient.columns {
        let at = row * gradient.columns + column
        dx.row(pass.batch.offsets[Int(winners.base[at])] + row)[column] = gradient.base[at]
      }
    }
    return dx
  }
}
