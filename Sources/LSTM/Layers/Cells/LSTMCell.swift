// SPDX-License-Identifier: Apache-2.0

/// The cell of Hochreiter and Schmidhuber (1997) with the forget gate of Gers and others (2000);
/// gates in the order i f g o.
///
///     i = σ(x·W_i + h·U_i + b_i)   f = σ(…)   g = tanh(…)   o = σ(…)
///     c' = f ⊙ c + i ⊙ g           h' = o ⊙ tanh(c')
final class LSTMCell: RecurrentCell {
  static var gateCount: Int { 4 }

  static func parameters(input: Int, units: Int) -> [ParameterSpec] {
    commonParameters(input: input, units: units, bias: .forgetGateOne)
  }

  private let units: Int
  /// c after each step, behind a block for the state that a pass begins with.
  private let cells = Buffer()
  /// c as the last pass left it.
  private let kept = Buffer()
  private let tanhCells = Buffer()
  private let cellGradient = Buffer()
  private var rows = 0

  init(units: Int, slots: [ParameterSlot]) {
    self.units = units
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(cells, (size.rows + size.total) * units)
    memory.reserve(tanhCells, size.total * units)
    memory.reserve(cellGradient, size.rows * units)
  }

  func reserve(rows: Int, total: Int) {
    self.rows = rows
    cells.reserve((rows + total) * units)
    tanhCells.reserve(total * units)
    cellGradient.reserve(rows * units)
  }

  func forward(_ inputs: StepInputs, _ units: Range<Int>, _ weights: Panels, _ pass: Pass) {
    let (step, gates) = (inputs.step, inputs.gates)
    for gate in 0..<4 {
      multiply(
        inputs.state.rows(0, step.carried), weights, gate: gate, units, from: .result,
        into: gates, pass)
    }
    forEachPart(step) { first, rows, cellBefore in
      let at = (step.offset + first) * self.units
      pass.compute.kernels.lstmForward(
        rows, self.units, units.lowerBound, units.count, gates.row(first), cellBefore,
        cell(step.offset + first), tanhCells.base + at, inputs.output.row(first),
        inputs.output.stride,
        inputs.next.row(first), inputs.next.rows - first,
        inputs.mask.map { UnsafePointer($0.row(first)) })
    }
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

  var carried: [CarriedState] { [CarriedState(buffer: kept, columns: units)] }

  func beginBackward(rows: Int) {
    cellGradient.matrix(rows, units).fill(0)
  }

  func backward(_ gradients: StepGradients, _ units: Range<Int>, _ pass: Pass) {
    let step = gradients.step
    forEachPart(step) { first, rows, cellBefore in
      pass.compute.kernels.lstmBackward(
        rows, self.units, units.lowerBound, units.count, gradients.gates.row(first), cellBefore,
        tanhCells.base + (step.offset + first) * self.units, gradients.output.row(first),
        gradients.output.stride, gradients.state.row(first),
        gradients.mask.map { UnsafePointer($0.row(first)) },
        cellGradient.base + (step.first + first) * self.units)
    }
  }

  func productGradient(_ gates: Matrix) -> Matrix { gates }
  func addParameterGradients(_ pass: Pass) {}

  /// Where c stands for a row of the batch's matrix; the state at the beginning before them all.
  private func cell(_ row: Int) -> UnsafeMutablePointer<Float> {
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
