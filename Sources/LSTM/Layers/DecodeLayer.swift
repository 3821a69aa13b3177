// SPDX-License-Identifier: Apache-2.0

/// `=>`: what was read of a row stands at each step of its horizon, with what is known of that step:
/// `vector[features]` in, `seq[features + known]` out, over steps of their own.
///
/// What comes after it is a decoder, whose output is the same at every step (Cho and others 2014 hand their
/// decoder the context at each step as well).
struct DecodeLayer: Layer {
  /// How many steps there are.
  var steps = 1
  /// The number of the input with what is known of them, and how many numbers that is a step; nil for
  /// nothing.
  var known: (input: Int, features: Int)?

  var consumption: Consumption { .vector }

  /// It stands on the whole of what was read.
  var looksBack: Bool { true }

  func outputType(for input: FlowType) -> FlowType {
    .sequence(features: input.features + (known?.features ?? 0))
  }

  func parameters(for input: FlowType) -> [ParameterSpec] { [] }

  func makeStage(_ site: Site) -> any Stage {
    DecodeStage(context: site.input.features, steps: steps, known: known)
  }

  static let entry = LayerEntry(
    name: "=>",
    summary:
      "hands what was read on to each step that is forecast, with what is known of it; what comes "
      + "after it is a decoder",
    arguments: [], example: "gru 32 => gru 32",
    make: { _ in DecodeLayer() })
}

private final class DecodeStage: Stage {
  private let context: Int
  private let steps: Int
  private let known: (input: Int, features: Int)?
  private let output = Buffer()
  private let inputGradient = Buffer()

  init(context: Int, steps: Int, known: (input: Int, features: Int)?) {
    (self.context, self.steps, self.known) = (context, steps, known)
  }

  private var features: Int { context + (known?.features ?? 0) }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.rows * steps * features)
    if size.isTraining { memory.reserve(inputGradient, size.rows * context) }
  }

  /// The rows of a step of the horizon follow one another, as all rows have all steps.
  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let y = output.matrix(input.rows * steps, features)
    for step in 0..<steps {
      for row in 0..<input.rows {
        let to = y.row(step * input.rows + row)
        to.update(from: input.row(row), count: context)
        guard let known else { continue }
        let from = pass.inputs[known.input].values.row(row) + step * known.features
        (to + context).update(from: from, count: known.features)
      }
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let rows = gradient.rows / steps
    let dx = inputGradient.matrix(rows, context)
    dx.copy(from: gradient.rows(0, rows).columns(0, context))
    for step in 1..<max(steps, 1) {
      dx.add(gradient.rows(step * rows, rows).columns(0, context))
    }
    return dx
  }
}
