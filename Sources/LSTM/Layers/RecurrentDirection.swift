// SPDX-License-Identifier: Apache-2.0

/// One direction of a recurrent layer: the products, the loop over the steps, and the lengths.
///
/// What happens inside a step is the cell's. The state's product runs step by step on the rows that
/// carry a state over; the products for the inputs and for all gradients of weights are one each,
/// over all steps. Threads that share a direction have rows of their own where the weights are small
/// enough for each thread's cache; else units, and wait for one another once a step.
final class RecurrentDirection {
  private let units: Int
  private let slots: [ParameterSlot]
  /// In which order it goes, and how threads share that.
  private let sharing: RecurrentSharing
  /// Whether an encoder may hand a state to it.
  private let isGivenState: Bool
  private let dropout: SequenceDropout
  private let weights: DroppedWeights
  private let cell: any RecurrentCell
  private let gateCount: Int
  private let barrier = Barrier()

  private var x = Matrix.empty
  private var y = Matrix.empty
  private var mask: Matrix?
  private let gateValues = Buffer()
  /// The state before each step as the product reads it: dense, after dropout.
  private let stateBefore = Buffer()
  /// The state that a pass begins with.
  private let firstState = Buffer()
  /// The state that the last pass left after.
  private let keptState = Buffer()
  private let stateGradient = Buffer()
  private let inputPanels = Panels()
  private let statePanels = Panels()

  init(
    _ cell: any RecurrentCell, units: Int, slots: [ParameterSlot], isReverse: Bool,
    recurrentDropout: Double, weightDropout: Double, name: String, isGivenState: Bool = false
  ) {
    self.isGivenState = isGivenState
    weights = DroppedWeights(rate: weightDropout, name: "\(name).weights")
    self.cell = cell
    gateCount = type(of: cell).gateCount
    self.units = units
    self.slots = slots
    sharing = RecurrentSharing(units: units, gateCount: gateCount, isReverse: isReverse)
    dropout = SequenceDropout(rate: recurrentDropout, name: name)
  }

  private var inputWeight: ParameterSlot { slots[0] }
  private var stateWeight: ParameterSlot { slots[1] }
  private var bias: ParameterSlot { slots[2] }
  /// The gates in the order of their values.
  var gateNames: [String] { type(of: cell).gateNames }
  /// The gates' values of the last pass, `[total, gates·units]`.
  var gates: Matrix { gateValues.matrix(x.rows, gateCount * units) }
  private var states: Matrix { stateBefore.matrix(x.rows, units) }

  /// Makes room for all passes up to a size.
  func plan(features: Int, _ size: PassSize, _ memory: MemoryPlan) {
    let width = gateCount * units
    memory.reserve(gateValues, size.total * width)
    memory.reserve(stateBefore, size.total * units)
    memory.reserve(stateGradient, size.rows * units)
    if isGivenState { memory.reserve(firstState, size.rows * units) }
    cell.plan(size, memory)
    dropout.plan(units, masksSequences: false, size, memory)
    weights.plan(units * width, size, memory)
    inputPanels.plan(features, width, memory)
    statePanels.plan(units, width, blocks: gateCount, memory)
    guard size.isTraining else { return }
    inputPanels.plan(width, features, memory)
    statePanels.plan(width, units, memory)
  }

  // MARK: - Forward

  /// The inputs' share of the gates at all steps, and the state's weights packed for the loop.
  func prepareForward(_ x: Matrix, _ y: Matrix, _ pass: Pass) {
    prepare(x, y, pass)
    pass.compute.multiply(
      x, pass.value(inputWeight), from: .row(pass.value(bias).base), into: gates,
      scratch: inputPanels, held: pass.held)
  }

  /// Takes where a sequence and its output stand; its state, and the state's weights packed for the loop.
  private func prepare(_ x: Matrix, _ y: Matrix, _ pass: Pass) {
    self.x = x
    self.y = y
    stateBefore.reserve(x.rows * units)
    stateGradient.reserve(pass.batch.rows * units)
    cell.reserve(rows: pass.batch.rows, total: x.rows)
    mask = dropout.draw(units, pass)
    statePanels.pack(
      weights.draw(pass.value(stateWeight), pass), blocks: gateCount, held: pass.held,
      for: pass.compute)
    if pass.state.isGiven {
      // What the way back reads, too, when this pass has left its own state after.
      // A direction that kept none, such as the reverse one, begins with zero.
      firstState.matrix(pass.batch.rows, units).copy(from: keptState.matrix(pass.batch.rows, units))
      cell.continueState()
    }
    barrier.reset()
  }

  /// The steps in the order of this direction; `part` is one of `parts` threads that share it.
  func recurForward(_ pass: Pass, part: Int, of parts: Int) {
    let own = sharing.portion(part, of: parts, pass)
    let count = pass.batch.steps
    var step = sharing.step(0, own.rows, pass)
    beginState(step, own.units, pass)
    for index in 0..<count {
      let following = index + 1 < count ? sharing.step(index + 1, own.rows, pass) : nil
      barrier.wait(turn: index + 1, parts: own.sharers)
      run(step, before: following, own.units, pass)
      guard let following else { return }
      clearBegun(following, own.units)
      step = following
    }
  }

  /// A step, which another one follows or none.
  private func run(
    _ step: RecurrentStep, before following: RecurrentStep?, _ own: Range<Int>, _ pass: Pass
  ) {
    guard step.live > 0 else { return }
    cell.forward(
      StepInputs(
        step: step, gates: gates.rows(step.offset, step.live),
        state: states.rows(step.offset, step.live), before: before(step, pass),
        output: y.rows(step.offset, step.live),
        next: states.rows(following?.offset ?? 0, following?.carried ?? 0),
        mask: mask?.rows(step.first, step.live)),
      own, statePanels, pass)
  }

  /// The state that `keepState` keeps.
  var carried: [CarriedState] {
    [CarriedState(buffer: keptState, gradient: stateGradient, columns: units)] + cell.carried
  }

  /// Keeps the state after the last step of each row, for a pass that goes on from there.
  func keepState(_ pass: Pass) {
    let kept = keptState.matrix(pass.batch.rows, units)
    for row in 0..<kept.rows {
      kept.row(row).update(from: y.row(pass.batch.last(of: row)), count: units)
    }
    cell.keepState(pass.batch)
  }

  /// Makes the state of the first step ready for its product.
  private func beginState(_ step: RecurrentStep, _ units: Range<Int>, _ pass: Pass) {
    clearBegun(step, units)
    let own = columns(units, of: states.rows(step.offset, step.carried))
    own.copy(from: columns(units, of: carried(step, pass)))
    if let mask { own.multiply(by: columns(units, of: mask.rows(step.first, step.carried))) }
  }

  /// Rows that begin at a step have a state of zero.
  private func clearBegun(_ step: RecurrentStep, _ units: Range<Int>) {
    let begun = states.rows(step.offset + step.carried, step.live - step.carried)
    columns(units, of: begun).fill(0)
  }

  private func before(_ step: RecurrentStep, _ pass: Pass) -> Matrix {
    step.carriedOffset < 0 ? carried(step, pass) : y.rows(step.carriedOffset, step.carried)
  }

  /// The state that the first step begins with.
  private func carried(_ step: RecurrentStep, _ pass: Pass) -> Matrix {
    guard step.carried > 0 else { return .empty.columns(0, units) }
    return firstState.matrix(pass.batch.rows, units).rows(step.first, step.carried)
  }

  // MARK: - Backward

  /// The transposed weights of the state packed for the loop.
  func prepareBackward(_ pass: Pass) {
    statePanels.pack(
      weights.drawn(pass.value(stateWeight), pass), transposed: true, for: pass.compute)
    stateGradient.matrix(pass.batch.rows, units).fill(0)
    cell.beginBackward(rows: pass.batch.rows)
    barrier.reset()
  }

  /// The steps the other way: turns the gates into the gradients of their sums.
  func recurBackward(_ gradient: Matrix, _ pass: Pass, part: Int, of parts: Int) {
    let own = sharing.portion(part, of: parts, pass)
    let dState = stateGradient.matrix(pass.batch.rows, units)
    var turn = 0
    for index in (0..<pass.batch.steps).reversed() {
      let step = sharing.step(index, own.rows, pass)
      guard step.live > 0 else { continue }
      turn += runBack(step, at: index, gradient, dState, own, turn: turn, pass)
    }
  }

  /// A step the other way; 1 where threads that share the rows have waited for one another, else 0.
  private func runBack(
    _ step: RecurrentStep, at index: Int, _ gradient: Matrix, _ dState: Matrix, _ own: Portion,
    turn: Int, _ pass: Pass
  ) -> Int {
    cell.backward(
      StepGradients(
        step: step, gates: gates.rows(step.offset, step.live), before: before(step, pass),
        output: gradient.rows(step.offset, step.live),
        state: dState.rows(step.first, step.live), mask: mask?.rows(step.first, step.live)),
      own.units, pass)
    guard step.carried > 0, index > 0 || pass.state == .handed else { return 0 }
    barrier.wait(turn: turn + 1, parts: own.sharers)
    cell.multiply(
      cell.productGradient(gates).rows(step.offset, step.carried), statePanels, gate: 0,
      own.units, from: .zero, into: dState.rows(step.first, step.carried), pass)
    return 1
  }

  /// The gradients of the parameters and of the input, one product each.
  func finish(into dx: Matrix, from start: ProductStart, _ pass: Pass) {
    addGradients(pass)
    inputPanels.pack(pass.value(inputWeight), transposed: true, for: pass.compute)
    pass.compute.multiply(gates, inputPanels, from: start, into: dx)
  }

  /// The gradients of the parameters, and of a state that was handed over.
  func addGradients(_ pass: Pass) {
    let compute = pass.compute
    if pass.state == .handed {
      let dState = stateGradient.matrix(pass.batch.rows, units)
      if let mask { dState.multiply(by: mask) }
      cell.addDirectGradient(to: dState)
    }
    if let dInput = pass.gradient(inputWeight), let dState = pass.gradient(stateWeight),
      let dBias = pass.gradient(bias)
    {
      let sums = cell.productGradient(gates)
      weights.addGradient(to: dState, pass) {
        if sums.base == gates.base {
          compute.addProductOfTransposed(x, gates, into: dInput, and: (states, $0), sums: dBias)
        } else {
          compute.addProductOfTransposed(x, gates, into: dInput, sums: dBias)
          compute.addProductOfTransposed(states, sums, into: $0)
        }
      }
      cell.addParameterGradients(gates, pass)
    }
  }

  // MARK: Step by step

  /// Makes ready for steps that come one by one, in the order of the sequence.
  func prepareSteps(_ x: Matrix, _ y: Matrix, _ pass: Pass) {
    prepare(x, y, pass)
    inputPanels.pack(pass.value(inputWeight), held: pass.held, for: pass.compute)
    beginState(sharing.step(0, 0..<pass.batch.rows, pass), 0..<units, pass)
  }

  /// The input's share of the gates at a step.
  func takeInput(of step: Int, _ pass: Pass) {
    pass.compute.multiply(
      x.rows(of: step, pass.batch), inputPanels, from: .row(pass.value(bias).base),
      into: gates.rows(of: step, pass.batch))
  }

  /// One step forward; `part` is one of `parts` threads that share it.
  func recurForward(at index: Int, _ pass: Pass, part: Int, of parts: Int) {
    let own = sharing.portion(part, of: parts, pass)
    let following = index + 1 < pass.batch.steps ? sharing.step(index + 1, own.rows, pass) : nil
    run(sharing.step(index, own.rows, pass), before: following, own.units, pass)
  }

  /// The transposed weights packed for steps that come one by one, from the last.
  func prepareStepsBack(_ pass: Pass) {
    prepareBackward(pass)
    inputPanels.pack(pass.value(inputWeight), transposed: true, for: pass.compute)
  }

  /// Lets threads that share a step wait for one another anew.
  func beginStepBack() { barrier.reset() }

  /// One step back.
  func recurBackward(
    at index: Int, _ gradient: Matrix, _ pass: Pass, part: Int, of parts: Int
  ) {
    let own = sharing.portion(part, of: parts, pass)
    let step = sharing.step(index, own.rows, pass)
    guard step.live > 0 else { return }
    let dState = stateGradient.matrix(pass.batch.rows, units)
    _ = runBack(step, at: index, gradient, dState, own, turn: 0, pass)
  }

  /// The gradient of the input of a step.
  func giveInputGradient(of step: Int, into dx: Matrix, _ pass: Pass) {
    pass.compute.multiply(
      gates.rows(of: step, pass.batch), inputPanels, into: dx.rows(of: step, pass.batch))
  }

  /// Whether a step is so much work that threads should share it.
  func isWorthSharing(_ pass: Pass) -> Bool { sharing.isWorthSharing(pass) }

  private func columns(_ units: Range<Int>, of matrix: Matrix) -> Matrix {
    matrix.columns(units.lowerBound, units.count)
  }
}
