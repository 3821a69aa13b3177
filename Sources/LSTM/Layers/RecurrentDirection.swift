// SPDX-License-Identifier: Apache-2.0

/// One direction of a recurrent layer: the products, the loop over the steps, and the lengths.
///
/// What happens inside a step is the cell's. The state's product runs step by step on the rows that
/// carry a state over; the products for the inputs and for all gradients of weights are one each,
/// over all steps. Threads that share a direction each have units of their own and wait for one
/// another once a step.
final class RecurrentDirection<Cell: RecurrentCell> {
  private let units: Int
  private let slots: [ParameterSlot]
  private let isReverse: Bool
  private let dropout: SequenceDropout
  private let cell: Cell
  private let barrier = Barrier()

  private var x = Matrix.empty
  private var y = Matrix.empty
  private var mask: Matrix?
  private let gateValues = Buffer()
  /// The state before each step as the product reads it: dense, behind dropout.
  private let stateBefore = Buffer()
  /// The state that a pass begins with or leaves behind.
  private let carriedState = Buffer()
  private let stateGradient = Buffer()
  private let inputPanels = Panels()
  private let statePanels = Panels()

  init(
    units: Int, slots: [ParameterSlot], isReverse: Bool, recurrentDropout: Double, name: String
  ) {
    self.units = units
    self.slots = slots
    self.isReverse = isReverse
    dropout = SequenceDropout(rate: recurrentDropout, name: name)
    cell = Cell(units: units, slots: slots)
  }

  private var inputWeight: ParameterSlot { slots[0] }
  private var stateWeight: ParameterSlot { slots[1] }
  private var bias: ParameterSlot { slots[2] }
  private var gates: Matrix { gateValues.matrix(x.rows, Cell.gateCount * units) }
  private var states: Matrix { stateBefore.matrix(x.rows, units) }

  // MARK: - Forward

  /// The inputs' share of the gates at all steps, and the state's weights packed for the loop.
  func prepareForward(_ x: Matrix, _ y: Matrix, _ pass: Pass) {
    self.x = x
    self.y = y
    stateBefore.reserve(x.rows * units)
    stateGradient.reserve(pass.batch.rows * units)
    cell.reserve(rows: pass.batch.rows, total: x.rows)
    mask = dropout.draw(units, pass)
    pass.compute.multiply(
      x, pass.value(inputWeight), from: .row(pass.value(bias).base), into: gates,
      scratch: inputPanels)
    statePanels.pack(pass.value(stateWeight), blocks: Cell.gateCount, for: pass.compute)
    if pass.state == .goOn { cell.continueState() }
    barrier.reset()
  }

  /// The steps in the order of this direction; `part` is one of `parts` threads that share it.
  func recurForward(_ pass: Pass, part: Int, of parts: Int) {
    let units = ownUnits(part, of: parts, pass)
    let count = pass.batch.steps
    var step = step(0, pass)
    beginState(step, units, pass)
    for index in 0..<count {
      let following = index + 1 < count ? self.step(index + 1, pass) : nil
      if index > 0 { barrier.wait(turn: index, parts: parts) }
      cell.forward(
        StepInputs(
          step: step, gates: gates.rows(step.offset, step.live),
          state: states.rows(step.offset, step.live), before: before(step),
          output: y.rows(step.offset, step.live),
          next: states.rows(following?.offset ?? 0, following?.carried ?? 0), mask: mask),
        units, statePanels, pass)
      guard let following else { return }
      clearBegun(following, units)
      step = following
    }
  }

  /// Keeps the state after the last step of each row, for a pass that goes on from there.
  func keepState(_ pass: Pass) {
    let kept = carriedState.matrix(pass.batch.rows, units)
    for row in 0..<kept.rows {
      kept.row(row).update(from: y.row(pass.batch.last(of: row)), count: units)
    }
    cell.keepState(pass.batch)
  }

  /// The state that the first step begins with.
  private func beginState(_ step: RecurrentStep, _ units: Range<Int>, _ pass: Pass) {
    clearBegun(step, units)
    let own = columns(units, of: states.rows(step.offset, step.carried))
    own.copy(from: columns(units, of: carriedState.matrix(step.carried, self.units)))
    if let mask { own.multiply(by: columns(units, of: mask.rows(0, step.carried))) }
  }

  /// Rows that begin at a step have a state of zero.
  private func clearBegun(_ step: RecurrentStep, _ units: Range<Int>) {
    let begun = states.rows(step.offset + step.carried, step.live - step.carried)
    columns(units, of: begun).fill(0)
  }

  private func before(_ step: RecurrentStep) -> Matrix {
    step.carriedOffset < 0
      ? carriedState.matrix(step.carried, units) : y.rows(step.carriedOffset, step.carried)
  }

  // MARK: - Backward

  /// The transposed weights of the state packed for the loop.
  func prepareBackward(_ pass: Pass) {
    statePanels.pack(pass.value(stateWeight), transposed: true, for: pass.compute)
    stateGradient.matrix(pass.batch.rows, units).fill(0)
    cell.beginBackward(rows: pass.batch.rows)
    barrier.reset()
  }

  /// The steps the other way: turns the gates into the gradients of their sums.
  func recurBackward(_ gradient: Matrix, _ pass: Pass, part: Int, of parts: Int) {
    let units = ownUnits(part, of: parts, pass)
    let dState = stateGradient.matrix(pass.batch.rows, self.units)
    var turn = 0
    for index in (0..<pass.batch.steps).reversed() {
      let step = step(index, pass)
      let sums = gates.rows(step.offset, step.live)
      cell.backward(
        StepGradients(
          step: step, gates: sums, before: before(step),
          output: gradient.rows(step.offset, step.live), state: dState.rows(0, step.live),
          mask: mask),
        units, pass)
      guard step.carried > 0, index > 0 else { continue }
      turn += 1
      barrier.wait(turn: turn, parts: parts)
      cell.multiply(
        cell.productGradient(gates).rows(step.offset, step.carried), statePanels, gate: 0, units,
        from: .zero, into: dState.rows(0, step.carried), pass)
    }
  }

  /// The gradients of the parameters and of the input, one product each.
  func finish(into dx: Matrix, from start: ProductStart, _ pass: Pass) {
    let compute = pass.compute
    if let dInput = pass.gradient(inputWeight), let dState = pass.gradient(stateWeight),
      let dBias = pass.gradient(bias)
    {
      compute.addProductOfTransposed(x, gates, into: dInput)
      compute.addProductOfTransposed(states, cell.productGradient(gates), into: dState)
      compute.addColumnSums(gates, to: dBias)
      cell.addParameterGradients(pass)
    }
    inputPanels.pack(pass.value(inputWeight), transposed: true, for: compute)
    compute.multiply(gates, inputPanels, from: start, into: dx)
  }

  // MARK: - Steps and units

  /// Whether a step is so much work that threads should share it.
  func isWorthSharing(_ pass: Pass) -> Bool {
    let perRow = Cell.gateCount * units * units
    return perRow * pass.batch.total >= Self.worthSharing * pass.batch.steps
  }

  /// Below this many multiply-adds a step is not worth a second thread.
  private static var worthSharing: Int { 1 << 15 }

  private func ownUnits(_ part: Int, of parts: Int, _ pass: Pass) -> Range<Int> {
    Compute.panels(part, of: parts, in: units, pass.compute.kernels.panelWidth)
  }

  private func columns(_ units: Range<Int>, of matrix: Matrix) -> Matrix {
    matrix.columns(units.lowerBound, units.count)
  }

  /// The step at a place in the order of this direction.
  private func step(_ index: Int, _ pass: Pass) -> RecurrentStep {
    let batch = pass.batch
    let t = isReverse ? batch.steps - 1 - index : index
    guard index > 0 else {
      return RecurrentStep(
        offset: batch.offsets[t], live: batch.live[t],
        carried: pass.state == .goOn ? batch.live[t] : 0,
        carriedOffset: -batch.rows)
    }
    let previous = isReverse ? t + 1 : t - 1
    return RecurrentStep(
      offset: batch.offsets[t], live: batch.live[t],
      carried: min(batch.live[t], batch.live[previous]), carriedOffset: batch.offsets[previous])
  }
}

/// One step of one direction.
struct RecurrentStep {
  /// Where its block begins, in rows.
  let offset: Int
  /// How many rows are alive.
  let live: Int
  /// How many of them, the first, carry a state over from the step before in this direction.
  let carried: Int
  /// Where the block of that step begins; for the first step as many rows before all others.
  let carriedOffset: Int
}
