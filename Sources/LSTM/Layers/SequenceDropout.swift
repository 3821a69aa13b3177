// SPDX-License-Identifier: Apache-2.0

/// Dropout with one mask a sequence, the same at all its steps.
final class SequenceDropout {
  private let rate: Double
  private let name: String
  private let mask = Buffer()
  private let output = Buffer()
  /// What a pass that goes step by step is given.
  private var input = Matrix.empty

  init(rate: Double, name: String) {
    self.rate = rate
    self.name = name
  }

  /// Makes room for masks, and where whole sequences are masked for these.
  func plan(_ columns: Int, masksSequences: Bool, _ size: PassSize, _ memory: MemoryPlan) {
    guard size.isTraining, rate > 0 else { return }
    memory.reserve(mask, size.rows * columns)
    if masksSequences { memory.reserve(output, size.total * columns) }
  }

  /// Draws the masks of a pass, `[rows, columns]`; nil when nothing is dropped.
  func draw(_ columns: Int, _ pass: Pass) -> Matrix? {
    guard pass.dropout != nil, rate > 0 else { return nil }
    let drop = mask.matrix(pass.batch.rows, columns)
    pass.fillMask(drop, rate: rate, name: name)
    return drop
  }

  /// A sequence with its masks applied.
  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    guard let drop = draw(input.columns, pass) else { return input }
    let y = output.matrix(input.rows, input.columns)
    y.copy(from: input)
    apply(drop, to: y, pass.batch)
    return y
  }

  /// The gradient of the input for one of the output, in its place.
  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    guard pass.dropout != nil, rate > 0 else { return gradient }
    apply(mask.matrix(pass.batch.rows, gradient.columns), to: gradient, pass.batch)
    return gradient
  }

  private func apply(_ drop: Matrix, to sequence: Matrix, _ batch: BatchLayout) {
    for step in 0..<batch.steps { apply(drop, to: sequence, step, batch) }
  }

  private func apply(_ drop: Matrix, to sequence: Matrix, _ step: Int, _ batch: BatchLayout) {
    sequence.rows(of: step, batch).multiply(by: drop.rows(0, batch.live[step]))
  }

  // MARK: Step by step

  /// Draws the masks of a sequence whose values come later, and says where it stands with them applied.
  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix {
    self.input = input
    return draw(input.columns, pass) == nil ? input : output.matrix(input.rows, input.columns)
  }

  /// Applies the masks to a step.
  func forward(step: Int, _ pass: Pass) {
    guard pass.dropout != nil, rate > 0 else { return }
    let y = output.matrix(input.rows, input.columns)
    y.rows(of: step, pass.batch).copy(from: input.rows(of: step, pass.batch))
    apply(mask.matrix(pass.batch.rows, y.columns), to: y, step, pass.batch)
  }

  /// The gradient of the input of a step for one of the output, in its place.
  func backward(_ gradient: Matrix, step: Int, _ pass: Pass) {
    guard pass.dropout != nil, rate > 0 else { return }
    apply(mask.matrix(pass.batch.rows, gradient.columns), to: gradient, step, pass.batch)
  }
}
