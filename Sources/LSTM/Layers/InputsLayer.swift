// SPDX-License-Identifier: Apache-2.0

/// The numbers of the data, those of several inputs side by side: nothing in, `seq[features]` or
/// `vector[features]` out.
///
/// A vector beside a sequence stands at each of its steps.
struct InputsLayer: Layer {
  /// An input of the model that it reads.
  struct Source: Sendable {
    /// The number of the input.
    let index: Int
    /// What a row is there.
    let flow: FlowType
  }

  /// What it reads, in the order of the inputs.
  var sources: [Source] = []
  /// Whether all steps are wanted although every input is a vector.
  var isSpread = false

  var consumption: Consumption { .numbers }

  /// Whether it gives a vector at each step.
  private var hasSteps: Bool { isSpread || sources.contains { $0.flow.isSequence } }

  func outputType(for input: FlowType) -> FlowType {
    let features = sources.reduce(0) { $0 + $1.flow.features }
    return hasSteps ? .sequence(features: features) : .vector(features: features)
  }

  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage {
    InputsStage(sources, output: outputType(for: site.input))
  }

  static let entry = LayerEntry(
    name: "inputs",
    summary: "the numbers of the data; a number of a row stands at each of its steps beside a "
      + "sequence",
    arguments: [], example: "inputs",
    make: { _ in InputsLayer() })
}

private final class InputsStage: Stage {
  private let sources: [InputsLayer.Source]
  private let type: FlowType
  private let output = Buffer()

  init(_ sources: [InputsLayer.Source], output: FlowType) {
    self.sources = sources
    type = output
  }

  /// Whether what it gives is what stands in a block.
  private var isPlain: Bool {
    sources.count == 1 && sources[0].flow.isSequence == type.isSequence
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    guard !isPlain else { return }
    memory.reserve(output, size.rows(of: type) * type.features)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    guard !isPlain else { return pass.inputs[sources[0].index].values }
    let rows = type.isSequence ? pass.batch.total : pass.batch.rows
    let y = output.matrix(rows, type.features)
    var first = 0
    for source in sources {
      let (own, width) = (pass.inputs[source.index].values, source.flow.features)
      let columns = y.columns(first, width)
      first += width
      guard type.isSequence, !source.flow.isSequence else {
        columns.copy(from: own)
        continue
      }
      for step in 0..<pass.batch.steps {
        let live = pass.batch.live[step]
        columns.rows(pass.batch.offsets[step], live).copy(from: own.rows(0, live))
      }
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? { nil }
}
