// SPDX-License-Identifier: Apache-2.0

/// Runs a cell over a sequence, in one direction or in both: `seq[features]` in, `seq[units]` out,
/// or `seq[2·units]` with the reverse direction after the forward one.
///
/// The reverse direction starts each row at its own last step.
struct Recurrent<Cell: RecurrentCell>: Layer {
  let units: Int
  let isBidirectional: Bool
  /// Dropout on the input, one mask a sequence.
  let dropout: Double
  /// Dropout on the state between steps, one mask a sequence (Gal and Ghahramani 2016).
  let recurrentDropout: Double
  /// Dropout on the weights of the state, one mask a pass (Merity and others 2018).
  var weightDropout = 0.0

  var consumption: Consumption { .sequence }

  var looksAhead: Bool { isBidirectional }

  var stateColumns: Int { isBidirectional ? 0 : Cell.stateCount * units }

  private var directions: Int { isBidirectional ? 2 : 1 }

  func outputType(for input: FlowType) -> FlowType {
    .sequence(features: directions * units, backward: isBidirectional ? units : 0)
  }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    guard isBidirectional else { return Cell.parameters(input: input.features, units: units) }
    return ["forward", "reverse"].flatMap { direction in
      Cell.parameters(input: input.features, units: units).map {
        ParameterSpec(
          "\(direction).\($0.name)", $0.shape, $0.initializer, isRegularized: $0.isRegularized)
      }
    }
  }

  func makeStage(_ site: Site) -> any Stage {
    let each = site.slots.count / directions
    let stages = (0..<directions).map { index in
      let slots = Array(site.slots[index * each..<(index + 1) * each])
      return RecurrentDirection(
        Cell(units: units, slots: slots), units: units, slots: slots, isReverse: index == 1,
        recurrentDropout: recurrentDropout, weightDropout: weightDropout,
        name: "\(site.name).\(index == 1 ? "reverse" : "forward").state",
        isGivenState: site.handover != nil)
    }
    return RecurrentStage(
      directions: stages, units: units, features: site.input.features, dropout: dropout,
      name: "\(site.name).input")
  }
}

/// The directions of a recurrent layer side by side.
private final class RecurrentStage: Stage {
  private let directions: [RecurrentDirection]
  private let units: Int
  private let dropout: SequenceDropout
  private let output = Buffer()
  private let inputGradient = Buffer()
  private let features: Int
  /// The gradient of what comes out step by step.
  private var outputGradient = Matrix.empty

  init(
    directions: [RecurrentDirection], units: Int, features: Int, dropout: Double,
    name: String
  ) {
    self.directions = directions
    self.units = units
    self.features = features
    self.dropout = SequenceDropout(rate: dropout, name: name)
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    dropout.plan(features, masksSequences: true, size, memory)
    memory.reserve(output, size.total * directions.count * units)
    for direction in directions { direction.plan(features: features, size, memory) }
    if size.isTraining { memory.reserve(inputGradient, size.total * features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let x = dropout.forward(input, pass)
    let y = output.matrix(x.rows, directions.count * units)
    for index in directions.indices {
      directions[index].prepareForward(x, y.columns(index * units, units), pass)
    }
    let parts = parts(pass)
    pass.compute.pool.run(
      directions.count * parts, ForwardSweep(directions: directions, parts: parts, pass: pass))
    if pass.state.isKept { directions[0].keepState(pass) }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    for direction in directions { direction.prepareBackward(pass) }
    let parts = parts(pass)
    pass.compute.pool.run(
      directions.count * parts,
      BackwardSweep(
        directions: directions, parts: parts, units: units, gradient: gradient, pass: pass))
    let dx = inputGradient.matrix(gradient.rows, features)
    for index in directions.indices {
      directions[index].finish(into: dx, from: index > 0 ? .result : .zero, pass)
    }
    return dropout.backward(dx, pass)
  }

  /// The state of the forward direction; the other one begins anew in each pass.
  var carried: [CarriedState] { directions[0].carried }

  func traces(of layer: String) -> [StepTrace] {
    let names = directions.count > 1 ? ["\(layer) forward", "\(layer) reverse"] : [layer]
    return zip(names, directions).flatMap { StepTrace.gates($0, $1.gateNames, $1.gates) }
  }

  /// How many threads share a direction: all have to run at the same time.
  private func parts(_ pass: Pass) -> Int {
    directions[0].isWorthSharing(pass) ? max(1, pass.compute.threads / directions.count) : 1
  }
}

/// Step by step there is one direction: the other one would begin at the end.
extension RecurrentStage: SteppedStage {
  private var direction: RecurrentDirection { directions[0] }

  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix {
    let y = output.matrix(input.rows, units)
    direction.prepareSteps(dropout.beginSteps(input, pass), y, pass)
    return y
  }

  func forward(step: Int, _ pass: Pass) {
    dropout.forward(step: step, pass)
    direction.takeInput(of: step, pass)
    let parts = parts(pass)
    pass.compute.pool.run(
      parts, ForwardStep(direction: direction, step: step, parts: parts, pass: pass))
  }

  func endSteps(_ pass: Pass) {
    if pass.state.isKept { direction.keepState(pass) }
  }

  func beginStepsBack(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    outputGradient = gradient
    direction.prepareStepsBack(pass)
    return inputGradient.matrix(gradient.rows, features)
  }

  func backward(step: Int, _ pass: Pass) {
    let parts = parts(pass)
    direction.beginStepBack()
    pass.compute.pool.run(
      parts,
      BackwardStep(
        direction: direction, step: step, parts: parts, gradient: outputGradient, pass: pass))
    let dx = inputGradient.matrix(pass.batch.total, features)
    direction.giveInputGradient(of: step, into: dx, pass)
    dropout.backward(dx, step: step, pass)
  }

  func endStepsBack(_ pass: Pass) { direction.addGradients(pass) }
}

/// One step forward.
private struct ForwardStep: SharedWork {
  let direction: RecurrentDirection
  let step: Int
  let parts: Int
  let pass: Pass

  func run(_ part: Int) { direction.recurForward(at: step, pass, part: part, of: parts) }
}

/// One step the other way.
private struct BackwardStep: SharedWork {
  let direction: RecurrentDirection
  let step: Int
  let parts: Int
  let gradient: Matrix
  let pass: Pass

  func run(_ part: Int) {
    direction.recurBackward(at: step, gradient, pass, part: part, of: parts)
  }
}

/// The steps of all directions, forward.
private struct ForwardSweep: SharedWork {
  let directions: [RecurrentDirection]
  let parts: Int
  let pass: Pass

  func run(_ part: Int) {
    directions[part / parts].recurForward(pass, part: part % parts, of: parts)
  }
}

/// The steps of all directions, the other way.
private struct BackwardSweep: SharedWork {
  let directions: [RecurrentDirection]
  let parts: Int
  let units: Int
  let gradient: Matrix
  let pass: Pass

  func run(_ part: Int) {
    let direction = part / parts
    directions[direction].recurBackward(
      gradient.columns(direction * units, units), pass, part: part % parts, of: parts)
  }
}
