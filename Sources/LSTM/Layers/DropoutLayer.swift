// SPDX-License-Identifier: Apache-2.0

/// Sets elements to zero at random while training, and scales the others by 1 / (1 - rate)
/// (Srivastava and others 2014).
struct DropoutLayer: Layer {
  let rate: Double

  var consumption: Consumption { .either }

  func outputType(for input: FlowType) -> FlowType { input }

  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage { DropoutStage(rate: rate, site) }

  private static let rate = ArgumentKey.number(
    "rate", .from(0, below: 1), default: nil, positional: true,
    help: "the share of elements set to zero")

  static let entry = LayerEntry(
    name: "dropout",
    summary: "zeros at random while training, against overfitting",
    arguments: [rate.spec], example: "dropout 0.5", make: { DropoutLayer(rate: $0[rate]) })
}

private final class DropoutStage: Stage {
  private let rate: Double
  private let name: String
  private let mask = Buffer()
  private let output = Buffer()
  /// What a pass that goes step by step is given, on both ways.
  private var input = Matrix.empty
  private var gradient = Matrix.empty

  private let type: FlowType

  init(rate: Double, _ site: Site) {
    self.rate = rate
    name = site.name
    type = site.input
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    guard size.isTraining, rate > 0 else { return }
    memory.reserve(mask, size.rows(of: type) * type.features)
    memory.reserve(output, size.rows(of: type) * type.features)
  }

  private func drops(_ pass: Pass) -> Bool { pass.dropout != nil && rate > 0 }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    guard drops(pass) else { return input }
    let drop = mask.matrix(input.rows, input.columns)
    pass.fillMask(drop, rate: rate, name: name)
    let y = output.matrix(input.rows, input.columns)
    y.copy(from: input)
    y.multiply(by: drop)
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    guard drops(pass) else { return gradient }
    gradient.multiply(by: mask.matrix(gradient.rows, gradient.columns))
    return gradient
  }
}

extension DropoutStage: SteppedStage {
  func beginSteps(_ input: Matrix, _ pass: Pass) -> Matrix {
    self.input = input
    guard drops(pass) else { return input }
    pass.fillMask(mask.matrix(input.rows, input.columns), rate: rate, name: name)
    return output.matrix(input.rows, input.columns)
  }

  func forward(step: Int, _ pass: Pass) {
    guard drops(pass) else { return }
    let y = output.matrix(input.rows, input.columns).rows(of: step, pass.batch)
    y.copy(from: input.rows(of: step, pass.batch))
    y.multiply(by: mask.matrix(input.rows, input.columns).rows(of: step, pass.batch))
  }

  func beginStepsBack(_ gradient: Matrix, _ pass: Pass) -> Matrix {
    self.gradient = gradient
    return gradient
  }

  func backward(step: Int, _ pass: Pass) {
    guard drops(pass) else { return }
    gradient.rows(of: step, pass.batch)
      .multiply(by: mask.matrix(input.rows, input.columns).rows(of: step, pass.batch))
  }
}
