// SPDX-License-Identifier: Apache-2.0

/// One direction of a recurrent layer: the products, the loop over the steps, and the lengths.
///
/// What happens inside a step is the cell's.
///
/// The state's product runs step by step on the rows that carry a state over; the products for the
/// inputs and for all gradients of weights are one each, over all steps.
final class RecurrentDirection<Cell: RecurrentCell> {
  private let units: Int
  private let slots: [ParameterSlot]
  private let isReverse: Bool
  private let dropout: SequenceDropout
  private let cell: Cell

  private var x = Matrix.empty
  private var y = Matrix.empty
  private var mask: Matrix?
  /// h before each step, dense; with recurrent dropout a second copy, masked.
  private let before = Buffer()
  private let masked = Buffer()
  private let gates = Buffer()
  private let stateGradient = Buffer()
  private let outputGradient = Buffer()
  private let recurrentPanels = Panels()
  private let scratch = Panels()

  init(
    units: Int, slots: [ParameterSlot], isReverse: Bool, recurrentDropout: Double, name: String
  ) {
    self.units = units
    self.slots = slots
    self.isReverse = isReverse
    dropout = SequenceDropout(rate: recurrentDropout, name: name)
    cell = Cell(units: units)
  }

  /// Features in.
  var features: Int { x.columns }

  private var inputWeight: ParameterSlot { slots[0] }
  private var stateWeight: ParameterSlot { slots[1] }
  private var bias: ParameterSlot { slots[2] }
  private var width: Int { Cell.gateCount * units }

  /// The inputs' share of the gates at all steps, and the state's weights packed for the loop.
  func prepare(_ x: Matrix, _ y: Matrix, _ pass: Pass) {
    self.x = x
    self.y = y
    let sums = gates.matrix(x.rows, width)
    sums.setRows(to: pass.value(bias).base)
    pass.compute.multiply(
      x, pass.value(inputWeight), into: sums, accumulate: true, scratch: scratch)
    recurrentPanels.pack(pass.value(stateWeight), transposed: false, for: pass.compute)
    mask = dropout.draw(units, pass)
    if mask != nil { masked.reserve(x.rows * units) }
    before.reserve(x.rows * units)
    cell.reserve(rows: x.rows)
  }

  /// The steps in the order of this direction.
  func recurForward(_ pass: Pass) {
    for step in steps(pass.batch) {
      let h = before.matrix(x.rows, units).rows(step.offset, step.live)
      let state = stateInProduct.rows(step.offset, step.live)
      h.rows(0, step.carried).copy(from: y.rows(step.carriedOffset, step.carried))
      h.rows(step.carried, step.live - step.carried).fill(0)
      if let mask {
        state.copy(from: h)
        state.multiply(by: mask.rows(0, step.live))
      }
      let sums = gates.matrix(x.rows, width).rows(step.offset, step.live)
      cell.addState(state.rows(0, step.carried), recurrentPanels, slots, sums, step, pass)
      cell.forward(sums, h, step, y.rows(step.offset, step.live), pass)
    }
  }

  /// The steps the other way: turns the gates into the gradients of their sums.
  func recurBackward(_ gradient: Matrix, _ pass: Pass) {
    recurrentPanels.pack(pass.value(stateWeight), transposed: true, for: pass.compute)
    let carry = stateGradient.matrix(pass.batch.rows, units)
    carry.fill(0)
    cell.beginBackward(rows: pass.batch.rows)
    for step in steps(pass.batch).reversed() {
      let dh = outputGradient.matrix(step.live, units)
      dh.copy(from: gradient.rows(step.offset, step.live))
      dh.add(carry.rows(0, step.live))
      let sums = gates.matrix(x.rows, width).rows(step.offset, step.live)
      let h = before.matrix(x.rows, units).rows(step.offset, step.live)
      cell.backward(sums, h, step, dh, pass)
      guard step.carried > 0 else { continue }
      let dState = carry.rows(0, step.carried)
      pass.compute.multiply(
        cell.productGradient(sums, step).rows(0, step.carried), recurrentPanels, into: dState,
        shared: false)
      if let mask { dState.multiply(by: mask.rows(0, step.carried)) }
      if Cell.passesStateOn { dState.add(dh.rows(0, step.carried)) }
    }
  }

  /// The gradients of the parameters and of the input, one product each.
  func finish(into dx: Matrix, accumulate: Bool, _ pass: Pass) {
    let compute = pass.compute
    let sums = gates.matrix(x.rows, width)
    if let dInput = pass.gradient(inputWeight), let dState = pass.gradient(stateWeight),
      let dBias = pass.gradient(bias)
    {
      scratch.pack(sums, transposed: false, for: compute)
      compute.multiply(x, transposed: true, scratch, into: dInput, accumulate: true)
      let product = cell.productGradient(sums)
      if product.base != sums.base { scratch.pack(product, transposed: false, for: compute) }
      compute.multiply(stateInProduct, transposed: true, scratch, into: dState, accumulate: true)
      compute.kernels.addColumnSums(sums.rows, width, sums.base, sums.stride, dBias.base)
      cell.addParameterGradients(rows: x.rows, slots, pass)
    }
    scratch.pack(pass.value(inputWeight), transposed: true, for: compute)
    compute.multiply(sums, scratch, into: dx, accumulate: accumulate)
  }

  /// The state as the product sees it.
  private var stateInProduct: Matrix {
    (mask == nil ? before : masked).matrix(x.rows, units)
  }

  private func steps(_ batch: BatchLayout) -> [RecurrentStep] {
    let order = isReverse ? Array((0..<batch.steps).reversed()) : Array(0..<batch.steps)
    return order.map { t in
      let previous = isReverse ? t + 1 : t - 1
      let exists = batch.live.indices.contains(previous)
      return RecurrentStep(
        offset: batch.offsets[t], live: batch.live[t],
        carried: exists ? min(batch.live[t], batch.live[previous]) : 0,
        carriedOffset: exists ? batch.offsets[previous] : 0)
    }
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
  /// Where the block of that step begins.
  let carriedOffset: Int
}
