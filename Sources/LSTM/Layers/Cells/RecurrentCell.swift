// SPDX-License-Identifier: Apache-2.0

/// What happens inside a step of a recurrent layer: the state's product, the pointwise part, and
/// what is kept for the way back.
///
/// One object belongs to one direction of one layer. Threads share the units of a step: each calls
/// the functions for units of its own.
protocol RecurrentCell: AnyObject, SendableMetatype {
  /// The gates of a unit, in the order in which they stand side by side.
  static var gateNames: [String] { get }

  /// How many numbers a unit's state has: its output, and what the cell keeps beside that.
  static var stateCount: Int { get }

  /// weight_ih `[input, gates·units]`, weight_hh `[units, gates·units]`, bias `[gates·units]`, then
  /// the cell's own.
  static func parameters(input: Int, units: Int) -> [ParameterSpec]

  init(units: Int, slots: [ParameterSlot])

  /// Makes room for all passes up to a size.
  func plan(_ size: PassSize, _ memory: MemoryPlan)

  /// Room for a pass of `total` steps over `rows` sequences.
  func reserve(rows: Int, total: Int)

  /// Turns the input's share of a step's gates into the gates' values, and writes the output and
  /// the state for the next step.
  func forward(_ step: StepInputs, _ units: Range<Int>, _ weights: Panels, _ pass: Pass)

  /// Begins with the state that `keepState` kept.
  func continueState()

  /// Keeps what a pass leaves after of the cell's own state.
  func keepState(_ batch: BatchLayout)

  /// What it keeps beside the output.
  var carried: [CarriedState] { get }

  /// Adds the gradient of the state that a pass began with as far as it goes by no product.
  func addDirectGradient(to state: Matrix)

  /// Clears what is carried from step to step on the way back.
  func beginBackward(rows: Int)

  /// Turns the gates' values of a step into the gradients of their sums.
  func backward(_ step: StepGradients, _ units: Range<Int>, _ pass: Pass)

  /// The gradient of the state's product for all steps of a pass, `[total, gates·units]`.
  func productGradient(_ gates: Matrix) -> Matrix

  /// Adds the gradients of the cell's own parameters, from those of the gates' sums at all steps.
  func addParameterGradients(_ gates: Matrix, _ pass: Pass)
}

/// A step on the way forward.
///
/// All matrices hold the rows that are alive.
struct StepInputs {
  let step: RecurrentStep
  /// The input's share of the gates' sums; becomes the gates' values.
  let gates: Matrix
  /// The state before the step as the product reads it, after dropout.
  let state: Matrix
  /// The state before the step as it is; rows that begin have none.
  let before: Matrix
  let output: Matrix
  /// The state that the next step's product reads: as many rows as are carried on.
  let next: Matrix
  /// What dropout does to it, one row a sequence.
  let mask: Matrix?
}

/// A step on the way back.
struct StepGradients {
  let step: RecurrentStep
  /// The gates' values; become the gradients of their sums.
  let gates: Matrix
  /// The state before the step as it is; rows that begin have none.
  let before: Matrix
  /// The gradient of the output from the layer above.
  let output: Matrix
  /// The gradient of the state that was handed on, after dropout.
  let state: Matrix
  /// What dropout did to it, one row a sequence.
  let mask: Matrix?
}

extension RecurrentCell {
  /// How many gates a unit has.
  static var gateCount: Int { gateNames.count }

  static var stateCount: Int { 1 }

  var carried: [CarriedState] { [] }

  func addDirectGradient(to state: Matrix) {}

  /// The three parameters that every cell has.
  static func commonParameters(input: Int, units: Int, bias: Initializer) -> [ParameterSpec] {
    let width = gateCount * units
    return [
      ParameterSpec(
        "weight_ih", [input, width], .glorot(blocks: gateCount), isRegularized: true),
      ParameterSpec(
        "weight_hh", [units, width], .orthogonal(blocks: gateCount), isRegularized: true),
      ParameterSpec("bias", [width], bias, isRegularized: false),
    ]
  }

  /// Some units of one gate: C = start + state·U.
  func multiply(
    _ state: Matrix, _ weights: Panels, gate: Int, _ units: Range<Int>,
    from start: ProductStart, into c: Matrix, _ pass: Pass
  ) {
    guard state.rows > 0 else { return }
    let kernels = pass.compute.kernels
    let part = c.columns(gate * weights.columns + units.lowerBound, units.count)
    let (s, sRow) = start.place(in: part)
    kernels.multiply(
      state.rows, units.count, state.columns, state.base, state.stride,
      weights.panel(block: gate, column: units.lowerBound), kernels.panelWidth,
      weights.panelStride, s, sRow, part.base, part.stride)
  }
}
