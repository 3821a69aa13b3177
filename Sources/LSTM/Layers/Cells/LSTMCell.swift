// SPDX-License-Identifier: Apache-2.0

/// The cell of Hochreiter and Schmidhuber (1997) with the forget gate of Gers and others (2000);
/// gates in the order i f g o.
///
///     i = σ(x·W_i + h·U_i + b_i)   f = σ(…)   g = tanh(…)   o = σ(…)
///     c' = f ⊙ c + i ⊙ g           h' = o ⊙ tanh(c')
class LSTMCell: RecurrentCell {
  static var gateNames: [String] { ["input", "forget", "candidate", "output"] }

  static var stateCount: Int { 2 }

  class func parameters(input: Int, units: Int) -> [ParameterSpec] {
    commonParameters(input: input, units: units, bias: .forgetGateOne)
  }

  let units: Int
  /// c after each step, after a block for the state that a pass begins with.
  private let cells = Buffer()
  /// c as the last pass left it.
  private let kept = Buffer()
  let tanhCells = Buffer()
  let cellGradient = Buffer()
  private(set) var rows = 0
  private(set) var total = 0

  required init(units: Int, slots: [ParameterSlot]) {
    self.units = units
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(cells, (size.rows + size.total) * units)
    memory.reserve(tanhCells, size.total * units)
    memory.reserve(cellGradient, size.rows * units)
  }

  func reserve(rows: Int, total: Int) {
    (self.rows, self.total) = (rows, total)
    cells.reserve((rows + total) * units)
    tanhCells.reserve(total * units)
    cellGradient.reserve(rows * units)
  }

  func forward(_ inputs: StepInputs, _ units: Range<Int>, _ weights: Panels, _ pass: Pass) {
    let step = inputs.step
    for gate in 0..<4 {
      multiply(
        inputs.state.rows(0, step.carried), weights, gate: gate, units, from: .result,
        into: inputs.gates, pass)
    }
    forEachPart(step) { first, rows, cellBefore in
      open(inputs, first, rows, units, cellBefore, pass)
    }
  }

  /// The pointwise part of a step for some rows, which have a state before it or none.
  func open(
    _ inputs: StepInputs, _ first: Int, _ rows: Int, _ units: Range<Int>,
    _ cellBefore: UnsafePointer<Float>?, _ pass: Pass
  ) {
    let row = inputs.step.offset + first
    pass.compute.kernels.lstmForward(
      rows, self.units, units.lowerBound, units.count, inputs.gates.row(first), cellBefore,
      cell(row), tanhCells.base + row * self.units, inputs.output.row(first),
      inputs.output.stride, inputs.next.row(first), inputs.next.rows - first,
      inputs.mask.map { UnsafePointer($0.row(first)) })
  }

  func continueState() {
    cells.matrix(rows, units).copy(from: kept.matrix(rows, units))
  }

  func keepState(_ batch: BatchLayout) {
    let last = kept.matrix(rows, units)
    for row in 0..<rows {
      last.row(row).update(from: cell(batch.last(of: row)), count: units)
    }
  }

  var carried: [CarriedState] {
    [CarriedState(buffer: kept, gradient: cellGradient, columns: units)]
  }

  func beginBackward(rows: Int) {
    cellGradient.matrix(rows, units).fill(0)
  }

  func backward(_ gradients: StepGradients, _ units: Range<Int>, _ pass: Pass) {
    forEachPart(gradients.step) { first, rows, cellBefore in
      close(gradients, first, rows, units, cellBefore, pass)
    }
  }

  /// The way back through `open`.
  func close(
    _ gradients: StepGradients, _ first: Int, _ rows: Int, _ units: Range<Int>,
    _ cellBefore: UnsafePointer<Float>?, _ pass: Pass
  ) {
    let step = gradients.step
    pass.compute.kernels.lstmBackward(
      rows, self.units, units.lowerBound, units.count, gradients.gates.row(first), cellBefore,
      tanhCells.base + (step.offset + first) * self.units, gradients.output.row(first),
      gradients.output.stride, gradients.state.row(first),
      gradients.mask.map { UnsafePointer($0.row(first)) },
      cellGradient.base + (step.first + first) * self.units)
  }

  func productGradient(_ gates: Matrix) -> Matrix { gates }
  func addParameterGradients(_ gates: Matrix, _ pass: Pass) {}

  /// Where c stands for a row of the batch's matrix; the state at the beginning before them all.
  func cell(_ row: Int) -> UnsafeMutablePointer<Float> {
    cells.base + (rows + row) * units
  }

  /// The rows that carry a cell state over, with that state, and the rows that begin.
  private func forEachPart(
    _ step: RecurrentStep,
    _ body: (_ first: Int, _ rows: Int, _ cellBefore: UnsafePointer<Float>?) -> Void
  ) {
    if step.carried > 0 {
      body(0, step.carried, UnsafePointer(cell(step.carriedOffset)))
    }
    if step.live > step.carried { body(step.carried, step.live - step.carried, nil) }
  }
}
