// SPDX-License-Identifier: Apache-2.0

/// The gated recurrent unit of Cho and others (2014) with the reset gate behind the product, as in
/// PyTorch and Keras; gates in the order r z n.
///
///     r = σ(x·W_r + h·U_r + b_r)   z = σ(x·W_z + h·U_z + b_z)
///     n = tanh(x·W_n + b_n + r ⊙ (h·U_n + b_hn))   h' = (1 - z) ⊙ n + z ⊙ h
final class GRUCell: RecurrentCell {
  static var gateCount: Int { 3 }
  static var passesStateOn: Bool { true }

  static func parameters(input: Int, units: Int) -> [ParameterSpec] {
    commonParameters(input: input, units: units, bias: .constant(0)) + [
      ParameterSpec("bias_hn", [units], .constant(0), isRegularized: false)
    ]
  }

  private let units: Int
  private let recurrent = Buffer()
  private var rows = 0

  init(units: Int) {
    self.units = units
  }

  private var shares: Matrix { recurrent.matrix(rows, 3 * units) }

  func reserve(rows: Int) {
    self.rows = rows
    recurrent.reserve(rows * 3 * units)
  }

  func addState(
    _ state: Matrix, _ weights: Panels, _ slots: [ParameterSlot], _ sums: Matrix,
    _ step: RecurrentStep, _ pass: Pass
  ) {
    let share = shares.rows(step.offset, step.live)
    share.columns(0, 2 * units).fill(0)
    share.columns(2 * units, units).setRows(to: pass.value(slots[3]).base)
    guard state.rows > 0 else { return }
    pass.compute.multiply(
      state, weights, into: share.rows(0, state.rows), accumulate: true, shared: false)
  }

  func forward(
    _ sums: Matrix, _ before: Matrix, _ step: RecurrentStep, _ output: Matrix, _ pass: Pass
  ) {
    pass.compute.kernels.gruForward(
      step.live, units, sums.base, shares.row(step.offset), before.base, output.base,
      output.stride)
  }

  func beginBackward(rows: Int) {}

  func backward(
    _ gates: Matrix, _ before: Matrix, _ step: RecurrentStep, _ dOutput: Matrix, _ pass: Pass
  ) {
    pass.compute.kernels.gruBackward(
      step.live, units, gates.base, shares.row(step.offset), before.base, dOutput.base)
  }

  func productGradient(_ sums: Matrix, _ step: RecurrentStep) -> Matrix {
    shares.rows(step.offset, step.live)
  }

  func productGradient(_ sums: Matrix) -> Matrix { shares }

  func addParameterGradients(rows: Int, _ slots: [ParameterSlot], _ pass: Pass) {
    guard let gradient = pass.gradient(slots[3]) else { return }
    let share = shares.columns(2 * units, units)
    pass.compute.kernels.addColumnSums(rows, units, share.base, share.stride, gradient.base)
  }
}
