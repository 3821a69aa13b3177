// SPDX-License-Identifier: Apache-2.0

/// What happens inside a step of a recurrent layer: the pointwise part, and what it keeps for the
/// way back.
///
/// One object belongs to one direction of one layer.
protocol RecurrentCell: AnyObject, SendableMetatype {
  /// How many gates a unit has.
  static var gateCount: Int { get }

  /// Whether part of a step's output is the state as it came in, beside what goes through the
  /// product.
  static var passesStateOn: Bool { get }

  /// weight_ih `[input, gates·units]`, weight_hh `[units, gates·units]`, bias `[gates·units]`, then
  /// the cell's own.
  static func parameters(input: Int, units: Int) -> [ParameterSpec]

  init(units: Int)

  /// Room for all steps of a pass.
  func reserve(rows: Int)

  /// Adds the state's product to what the step needs. `state` holds the rows that carry one.
  func addState(
    _ state: Matrix, _ weights: Panels, _ slots: [ParameterSlot], _ sums: Matrix,
    _ step: RecurrentStep, _ pass: Pass)

  /// Turns the sums of a step into the gates' values, and writes the output.
  func forward(
    _ sums: Matrix, _ before: Matrix, _ step: RecurrentStep, _ output: Matrix, _ pass: Pass)

  /// Clears what is carried from step to step on the way back.
  func beginBackward(rows: Int)

  /// Turns the gates' values of a step into the gradients of the sums; `dOutput` may be overwritten
  /// with what reaches the state directly.
  func backward(
    _ gates: Matrix, _ before: Matrix, _ step: RecurrentStep, _ dOutput: Matrix, _ pass: Pass)

  /// The gradient of the state's product at a step, and at all steps.
  func productGradient(_ sums: Matrix, _ step: RecurrentStep) -> Matrix
  func productGradient(_ sums: Matrix) -> Matrix

  /// Adds the gradients of the cell's own parameters.
  func addParameterGradients(rows: Int, _ slots: [ParameterSlot], _ pass: Pass)
}

extension RecurrentCell {
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
}
