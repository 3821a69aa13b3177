// SPDX-License-Identifier: Apache-2.0

/// The LSTM whose gates see its state (Gers and Schmidhuber 2000): i and f the one before the step, o
/// the one after it.
///
///     i = σ(x·W_i + h·U_i + P_i ⊙ c + b_i)    f = σ(… + P_f ⊙ c …)    o = σ(… + P_o ⊙ c' …)
final class PeepholeCell: LSTMCell {
  /// `peephole` has a row each for i, f and o, and begins with zero: the plain cell.
  override class func parameters(input: Int, units: Int) -> [ParameterSpec] {
    super.parameters(input: input, units: units) + [
      ParameterSpec("peephole", [3, units], .constant(0), isRegularized: false)
    ]
  }

  private let peephole: ParameterSlot
  /// c before each step, dense; zero for rows that begin.
  private let befores = Buffer()

  required init(units: Int, slots: [ParameterSlot]) {
    peephole = slots[3]
    super.init(units: units, slots: slots)
  }

  override func plan(_ size: PassSize, _ memory: MemoryPlan) {
    super.plan(size, memory)
    memory.reserve(befores, size.total * units)
  }

  override func reserve(rows: Int, total: Int) {
    super.reserve(rows: rows, total: total)
    befores.reserve(total * units)
  }

  override func open(
    _ inputs: StepInputs, _ first: Int, _ rows: Int, _ units: Range<Int>,
    _ cellBefore: UnsafePointer<Float>?, _ pass: Pass
  ) {
    let row = inputs.step.offset + first
    pass.compute.kernels.peepholeForward(
      rows, self.units, units.lowerBound, units.count, pass.value(peephole).base,
      inputs.gates.row(first), cellBefore, cell(row), tanhCells.base + row * self.units,
      inputs.output.row(first), inputs.output.stride, inputs.next.row(first),
      inputs.next.rows - first, inputs.mask.map { UnsafePointer($0.row(first)) })
  }

  override func close(
    _ gradients: StepGradients, _ first: Int, _ rows: Int, _ units: Range<Int>,
    _ cellBefore: UnsafePointer<Float>?, _ pass: Pass
  ) {
    let step = gradients.step
    pass.compute.kernels.peepholeBackward(
      rows, self.units, units.lowerBound, units.count, pass.value(peephole).base,
      gradients.gates.row(first), cellBefore,
      tanhCells.base + (step.offset + first) * self.units, gradients.output.row(first),
      gradients.output.stride, gradients.state.row(first),
      gradients.mask.map { UnsafePointer($0.row(first)) },
      cellGradient.base + (step.first + first) * self.units)
    let before = befores.matrix(total, self.units).rows(step.offset + first, rows)
      .columns(units.lowerBound, units.count)
    guard let cellBefore else { return before.fill(0) }
    for row in 0..<rows {
      before.row(row).update(
        from: cellBefore + row * self.units + units.lowerBound, count: units.count)
    }
  }

  override func addParameterGradients(_ gates: Matrix, _ pass: Pass) {
    guard let gradient = pass.gradient(peephole) else { return }
    let before = befores.matrix(total, units)
    let after = Matrix(base: cell(0), rows: total, columns: units, stride: units)
    addSums(gates.columns(0, units), before, to: gradient.rows(0, 1), pass)
    addSums(gates.columns(units, units), before, to: gradient.rows(1, 1), pass)
    addSums(gates.columns(3 * units, units), after, to: gradient.rows(2, 1), pass)
  }

  /// Adds the sums over all steps of a gate's gradient times the state that the gate saw.
  private func addSums(_ gate: Matrix, _ state: Matrix, to sums: Matrix, _ pass: Pass) {
    // Nobody reads it any more: the loop over the steps is done.
    let products = tanhCells.matrix(total, units)
    products.copy(from: gate)
    products.multiply(by: state)
    pass.compute.addColumnSums(products, to: sums)
  }
}
