// SPDX-License-Identifier: Apache-2.0

/// The numbers of a row that a decoder gives step by step: the same linear function at each step, the
/// scores of a row one step after the other.
final class HorizonStage: HeadStage {
  private let scoring: DenseStage
  private let loss: any NumberLoss
  private let shape: TargetShape
  /// Scores at a step.
  private let units: Int
  private let scores = Buffer()
  private let back = Buffer()
  /// What stands for what is right where nobody knows it.
  private let unknown = Block()

  init(_ scoring: DenseStage, _ loss: any NumberLoss, _ shape: TargetShape, units: Int) {
    (self.scoring, self.loss, self.shape, self.units) = (scoring, loss, shape, units)
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    scoring.plan(size, memory)
    memory.reserve(scores, size.total * units)
    if size.isTraining { memory.reserve(back, size.total * units) }
  }

  /// The scores of all steps, row by row.
  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let found = scoring.forward(input, pass)
    let (rows, steps) = (pass.batch.rows, pass.batch.steps)
    let y = scores.matrix(rows, steps * units)
    for step in 0..<steps {
      y.columns(step * units, units).copy(from: found.rows(step * rows, rows))
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let (rows, steps) = (pass.batch.rows, pass.batch.steps)
    let own = back.matrix(rows * steps, units)
    for step in 0..<steps {
      own.rows(step * rows, rows).copy(from: gradient.columns(step * units, units))
    }
    return scoring.backward(own, pass)
  }

  func train(_ features: Matrix, _ aim: Block, _ order: HeadOrder, _ pass: Pass) -> Matrix {
    let found = forward(features, pass)
    aim.takeLosses(found.rows, against: aim) { targets, losses in
      loss.differentiate(
        ScoredRows(scores: found, targets: targets, losses: losses, values: aim.values),
        scale: order.scale, order.emphasis, pass.compute)
    }
    return backward(found, pass) ?? .empty
  }

  func answer(
    _ features: Matrix, _ aim: Block?, chooses: Bool, _ pass: Pass, into answer: Block
  ) {
    let found = forward(features, pass)
    (answer.values, answer.form) = (found, loss.form)
    let known = aim ?? blank(found.rows)
    answer.takeLosses(found.rows, against: known) { targets, losses in
      loss.measure(
        ScoredRows(scores: found, targets: targets, losses: losses, values: known.values),
        pass.compute)
    }
  }

  private func blank(_ rows: Int) -> Block {
    unknown.numbers(rows, shape.count).fill(.nan)
    return unknown
  }
}
