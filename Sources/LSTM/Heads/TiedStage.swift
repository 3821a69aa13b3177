// SPDX-License-Identifier: Apache-2.0

/// Scores of tokens by their vectors: y = x·Eᵀ + b, with the table E of the embedding.
final class TiedStage: Stage {
  private let table: ParameterSlot
  private let bias: ParameterSlot
  private let type: FlowType
  private let output = Buffer()
  private let inputGradient = Buffer()
  private let panels = Panels()
  private let backPanels = Panels()
  private var input = Matrix.empty

  init(table: ParameterSlot, bias: ParameterSlot, input: FlowType) {
    self.table = table
    self.bias = bias
    type = input
  }

  private var vocabulary: Int { table.spec.rows }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    let rows = size.rows(of: type)
    memory.reserve(output, rows * vocabulary)
    panels.plan(type.features, vocabulary, memory)
    guard size.isTraining else { return }
    backPanels.plan(vocabulary, type.features, memory)
    memory.reserve(inputGradient, rows * type.features)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    self.input = input
    let y = output.matrix(input.rows, vocabulary)
    panels.pack(pass.value(table), transposed: true, held: pass.held, for: pass.compute)
    pass.compute.multiply(input, panels, from: .row(pass.value(bias).base), into: y)
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    if let vectors = pass.gradient(table), let biases = pass.gradient(bias) {
      pass.compute.addProductOfTransposed(gradient, input, into: vectors)
      pass.compute.addColumnSums(gradient, to: biases)
    }
    let dx = inputGradient.matrix(input.rows, input.columns)
    pass.compute.multiply(gradient, pass.value(table), into: dx, scratch: backPanels)
    return dx
  }
}
