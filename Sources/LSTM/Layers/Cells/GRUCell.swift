// SPDX-License-Identifier: Apache-2.0

/// The gated recurrent unit of Cho and others (2014) with the reset gate after the product, as in
/// PyTorch and Keras; gates in the order r z n.
///
///     r = σ(x·W_r + h·U_r + b_r)   z = σ(x·W_z + h·U_z + b_z)
///     n = tanh(x·W_n + b_n + r ⊙ (h·U_n + b_hn))   h' = (1 - z) ⊙ n + z ⊙ h
final class GRUCell: RecurrentCell {
  static var gateNames: [String] { ["reset", "update", "candidate"] }

  static func parameters(input: Int, units: Int) -> [ParameterSpec] {
    commonParameters(input: input, units: units, bias: .constant(0)) + [
      ParameterSpec("bias_hn", [units], .constant(0), isRegularized: false)
    ]
  }

  private let units: Int
  private let slots: [ParameterSlot]
  /// The state's shares of the gates; on the way back their gradients.
  private let recurrent = Buffer()
  /// The gradient of the state that passes by the product.
  private let direct = Buffer()
  private var total = 0

  init(units: Int, slots: [ParameterSlot]) {
    self.units = units
    self.slots = slots
  }

  private var shares: Matrix { recurrent.matrix(total, 3 * units) }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(recurrent, size.total * 3 * units)
    memory.reserve(direct, size.rows * units)
  }

  func reserve(rows: Int, total: Int) {
    self.total = total
    recurrent.reserve(total * 3 * units)
    direct.reserve(rows * units)
  }

  func forward(_ inputs: StepInputs, _ units: Range<Int>, _ weights: Panels, _ pass: Pass) {
    let step = inputs.step
    let share = shares.rows(step.offset, step.live)
    let bias = UnsafePointer(pass.value(slots[3]).base)
    for gate in 0..<3 {
      let own = share.columns(gate * self.units + units.lowerBound, units.count)
      let start = gate == 2 ? ProductStart.row(bias + units.lowerBound) : .zero
      multiply(
        inputs.state.rows(0, step.carried), weights, gate: gate, units, from: start, into: share,
        pass)
      let begins = own.rows(step.carried, step.live - step.carried)
      if case .row(let row) = start { begins.setRows(to: row) } else { begins.fill(0) }
    }
    forEachPart(step, inputs.before) { first, rows, before in
      pass.compute.kernels.gruForward(
        rows, self.units, units.lowerBound, units.count, inputs.gates.row(first),
        share.row(first), before, inputs.before.stride, inputs.output.row(first),
        inputs.output.stride, inputs.next.row(first), inputs.next.rows - first,
        inputs.mask.map { UnsafePointer($0.row(first)) })
    }
  }

  func continueState() {}
  func keepState(_ batch: BatchLayout) {}

  func addDirectGradient(to state: Matrix) { state.add(direct.matrix(state.rows, units)) }

  func beginBackward(rows: Int) {
    direct.matrix(rows, units).fill(0)
  }

  func backward(_ gradients: StepGradients, _ units: Range<Int>, _ pass: Pass) {
    let step = gradients.step
    forEachPart(step, gradients.before) { first, rows, before in
      pass.compute.kernels.gruBackward(
        rows, self.units, units.lowerBound, units.count, gradients.gates.row(first),
        shares.row(step.offset + first), before, gradients.before.stride,
        gradients.output.row(first), gradients.output.stride, gradients.state.row(first),
        gradients.mask.map { UnsafePointer($0.row(first)) },
        direct.base + (step.first + first) * self.units)
    }
  }

  func productGradient(_ gates: Matrix) -> Matrix { shares }

  func addParameterGradients(_ gates: Matrix, _ pass: Pass) {
    guard let gradient = pass.gradient(slots[3]) else { return }
    let share = shares.columns(2 * units, units)
    pass.compute.addColumnSums(share, to: gradient)
  }

  /// The rows that carry a state over, with that state, and the rows that begin.
  private func forEachPart(
    _ step: RecurrentStep, _ before: Matrix,
    _ body: (_ first: Int, _ rows: Int, _ before: UnsafePointer<Float>?) -> Void
  ) {
    if step.carried > 0 { body(0, step.carried, UnsafePointer(before.base)) }
    if step.live > step.carried { body(step.carried, step.live - step.carried, nil) }
  }
}
