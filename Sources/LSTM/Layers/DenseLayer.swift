// SPDX-License-Identifier: Apache-2.0

/// y = f(x·W + b), for each vector by itself.
struct DenseLayer: Layer {
  let units: Int
  let activation: Activation

  var consumption: Consumption { .vector }

  func outputType(for input: FlowType) -> FlowType {
    input.isSequence ? .sequence(features: units) : .vector(features: units)
  }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    [
      ParameterSpec(
        "weight", [input.features, units], .glorot(blocks: 1), isRegularized: true),
      ParameterSpec("bias", [units], .constant(0), isRegularized: false),
    ]
  }

  func makeStage(_ site: Site) -> any Stage {
    DenseStage(
      weight: site.slots[0], bias: site.slots[1], input: site.input, units: units,
      activation: activation)
  }

  private static let units = ArgumentKey.integer(
    "units", 1...65_536, default: nil, positional: true, help: "features out")

  private static let activation = ArgumentKey<Activation>.choice(
    "activation", default: .linear, positional: true, help: "the function f at the end")

  static let entry = LayerEntry(
    name: "dense",
    summary: "a fully connected layer, f(x·W + b)",
    arguments: [units.spec, activation.spec], example: "dense 64 tanh",
    make: { DenseLayer(units: $0[units], activation: $0[activation]) })
}

final class DenseStage: Stage {
  private let weight: ParameterSlot
  private let bias: ParameterSlot?
  private let units: Int
  private let activation: Activation
  private let sums = Buffer()
  private let output = Buffer()
  private let inputGradient = Buffer()
  private let panels = Panels()
  private var input = Matrix.empty
  /// The gradient of the output in a pass that goes step by step.
  private var gradient = Matrix.empty

  private let type: FlowType

  /// - Parameter bias: nil for none.
  init(
    weight: ParameterSlot, bias: ParameterSlot?, input: FlowType, units: Int,
    activation: Activation
  ) {
    self.weight = weight
    self.bias = bias
    type = input
    self.units = units
    self.activation = activation
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    let rows = size.rows(of: type)
    memory.reserve(sums, rows * units)
    if activation != .linear { memory.reserve(output, rows * units) }
    panels.plan(type.features, units, memory)
    guard size.isTraining else { return }
    panels.plan(units, type.features, memory)
    memory.reserve(inputGradient, rows * type.features)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    self.input = input
    let x = sums.matrix(input.rows, units)
    pass.compute.multiply(
      input, pass.value(weight), from: bias.map { .row(pass.value($0).base) } ?? .zero, into: x,
      scratch: panels, held: pass.held)
    guard activation != .linear else { return x }
    let y = output.matrix(input.rows, units)
    activation.apply(x.base, y.base, x.count, pass.compute.kernels)
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    activation.applyDerivative(
      sums.base, output.base, gradient.base, gradient.count, pass.compute.kernels)
    addGradients(gradient, pass)
    let dx = inputGradient.matrix(input.rows, input.columns)
    panels.pack(pass.value(weight), transposed: true, for: pass.compute)
    pass.compute.multiply(gradient, panels, into: dx)
    return dx
  }

  /// Adds the gradients of the parameters for that of the sums.
  private func addGradients(_ gradient: Matrix, _ pass: Pass) {
    let biases = bias.flatMap(pass.gradient)
    if let weights = pass.gradient(weight) {
      pass.compute.addProductOfTransposed(input, gradient, into: weights, sums: biases)
    } else if let biases {
      pass.compute.addColumnSums(gradient, to: biases)
    }
  }
}

extension DenseStage: SteppedStage {
  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix {
    self.input = input
    panels.pack(pass.value(weight), held: pass.held, for: pass.compute)
    return (activation == .linear ? sums : output).matrix(input.rows, units)
  }

  func forward(step: Int, _ pass: Pass) {
    let x = sums.matrix(input.rows, units).rows(of: step, pass.batch)
    pass.compute.multiply(
      input.rows(of: step, pass.batch), panels,
      from: bias.map { .row(pass.value($0).base) } ?? .zero, into: x)
    guard activation != .linear else { return }
    let y = output.matrix(input.rows, units).rows(of: step, pass.batch)
    activation.apply(x.base, y.base, x.count, pass.compute.kernels)
  }

  func beginStepsBack(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    self.gradient = gradient
    panels.pack(pass.value(weight), transposed: true, for: pass.compute)
    return inputGradient.matrix(input.rows, input.columns)
  }

  func backward(step: Int, _ pass: Pass) {
    let own = gradient.rows(of: step, pass.batch)
    let x = sums.matrix(input.rows, units).rows(of: step, pass.batch)
    let y = output.matrix(activation == .linear ? 0 : input.rows, units)
    activation.applyDerivative(
      x.base, activation == .linear ? y.base : y.rows(of: step, pass.batch).base, own.base,
      own.count, pass.compute.kernels)
    pass.compute.multiply(
      own, panels,
      into: inputGradient.matrix(input.rows, input.columns).rows(of: step, pass.batch))
  }

  func endStepsBack(_ pass: Pass) { addGradients(gradient, pass) }
}
