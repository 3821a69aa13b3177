// SPDX-License-Identifier: Apache-2.0

/// Runs layers over the characters that each token is spelt with: `tokens` in, `seq[features]` out.
///
/// Tokens that are spelt the same have the same vector, so each distinct spelling of a batch is
/// computed once.
struct CharsLayer: Layer {
  /// The layers, whose input is the characters.
  var layers: [ModelLayer] = []
  /// Which input of the model the tokens are.
  var source = 0

  var consumption: Consumption { .tokens }

  private var features: Int { layers.last?.output.features ?? 0 }

  func outputType(for input: FlowType) -> FlowType { .sequence(features: features) }

  /// Those of the layers have places of their own.
  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage { CharsStage(LayerChain(layers), source: source) }

  static let entry = LayerEntry(
    name: "chars",
    summary: "layers over the characters of each token; one vector a token, at its last step "
      + "unless they say otherwise",
    arguments: [], takesStack: true, example: "chars(embed 25 | bilstm 25)",
    make: { _ in CharsLayer() })
}

private final class CharsStage: Stage {
  private let chain: LayerChain
  private let source: Int
  private let output = Buffer()
  private let spellingGradient = Buffer()

  init(_ chain: LayerChain, source: Int) {
    self.chain = chain
    self.source = source
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.total * chain.features)
    guard let spelled = size.spelled else { return }
    chain.plan(spelled.pass(isTraining: size.isTraining), memory)
    if size.isTraining { memory.reserve(spellingGradient, spelled.rows * chain.features) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let block = pass.inputs[source]
    let y = output.matrix(block.ids.count, chain.features)
    guard let spelling = block.spelling else {
      y.fill(0)
      return y
    }
    let vectors = chain.forward(.empty, pass.over(spelling))
    for at in 0..<y.rows {
      y.row(at).update(from: vectors.row(Int(spelling.rows[at])), count: chain.features)
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    guard let spelling = pass.inputs[source].spelling else { return nil }
    let sums = spellingGradient.matrix(spelling.layout.rows, chain.features)
    sums.fill(0)
    for at in 0..<gradient.rows {
      sums.rows(Int(spelling.rows[at]), 1).add(gradient.rows(at, 1))
    }
    _ = chain.backward(sums, pass.over(spelling))
    return nil
  }
}

extension Pass {
  /// The same over the characters of spellings.
  fileprivate func over(_ spelling: SpelledTokens) -> Pass {
    Pass(
      compute: compute, layouts: spelling.layouts, inputs: spelling.inputs, values: values,
      gradients: gradients, dropout: dropout, step: step, held: held)
  }
}
