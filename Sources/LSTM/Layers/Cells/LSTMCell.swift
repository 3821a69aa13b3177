// SPDX-License-Identifier: Apache-2.0

/// The cell of Hochreiter and Schmidhuber (1997) with the forget gate of Gers and others (2000);
/// gates in the order i f g o.
///
///     i = σ(x·W_i + h·U_i + b_i)   f = σ(…)   g = tanh(…)   o = σ(…)
///     c' = f ⊙ c + i ⊙ g           h' = o ⊙ tanh(c')
final class LSTMCell: RecurrentCell {
  static var gateCount: Int { 4 }
  static var passesStateOn: Bool { false }

  static func parameters(input: Int, units: Int) -> [ParameterSpec] {
    commonParameters(input: input, units: units, bias: .forgetGateOne)
  }

  private let units: Int
  private let cells = Buffer()
  private let tanhCells = Buffer()
  private let cellGradient = Buffer()

  init(units: Int) {
    self.units = units
  }

  func reserve(rows: Int) {
    cells.reserve(rows * units)
    tanhCells.reserve(rows * units)
  }

  func addState(
    _ state: Matrix, _ weights: Panels, _ slots: [ParameterSlot], _ sums: Matrix,
    _ step: RecurrentStep, _ pass: Pass
  ) {
    guard state.rows > 0 else { return }
    pass.compute.multiply(
      state, weights, into: sums.rows(0, state.rows), accumulate: true, shared: false)
  }

  func forward(
    _ sums: Matrix, _ before: Matrix, _ step: RecurrentStep, _ output: Matrix, _ pass: Pass
  ) {
    forEachPart(step) { first, rows, carried in
      pass.compute.kernels.lstmForward(
        rows, units, sums.row(first), carried, cells.base + (step.offset + first) * units,
        tanhCells.base + (step.offset + first) * units, output.row(first), output.stride)
    }
  }

  func beginBackward(rows: Int) {
    cellGradient.matrix(rows, units).fill(0)
  }

  func backward(
    _ gates: Matrix, _ before: Matrix, _ step: RecurrentStep, _ dOutput: Matrix, _ pass: Pass
  ) {
    forEachPart(step) { first, rows, carried in
      pass.compute.kernels.lstmBackward(
        rows, units, gates.row(first), carried,
        tanhCells.base + (step.offset + first) * units, dOutput.row(first),
        cellGradient.base + first * units)
    }
  }

  func productGradient(_ sums: Matrix, _ step: RecurrentStep) -> Matrix { sums }
  func productGradient(_ sums: Matrix) -> Matrix { sums }
  func addParameterGradients(rows: Int, _ slots: [ParameterSlot], _ pass: Pass) {}

  /// The rows that carry a cell state over, with that state, and the rows that begin.
  private func forEachPart(
    _ step: RecurrentStep,
    _ body: (_ first: Int, _ rows: Int, _ carried: UnsafePointer<Float>?) -> Void
  ) {
    if step.carried > 0 {
      body(0, step.carried, UnsafePointer(cells.base + step.carriedOffset * units))
    }
    if step.live > step.carried { body(step.carried, step.live - step.carried, nil) }
  }
}
