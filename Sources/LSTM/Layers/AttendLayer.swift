// SPDX-License-Identifier: Apache-2.0

/// A weighted mean over the valid steps, with weights that are learned (Yang and others 2016):
/// u = tanh(x·W + b), a = softmax over the steps of u·v, y = Σ a·x.
struct AttendLayer: Layer {
  /// The width of u; 0 for the width of the input.
  let units: Int

  var consumption: Consumption { .sequence }
  var looksBack: Bool { true }

  func outputType(for input: FlowType) -> FlowType { .vector(features: input.features) }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    let width = width(for: input)
    return [
      ParameterSpec("weight", [input.features, width], .glorot(blocks: 1), isRegularized: true),
      ParameterSpec("bias", [width], .constant(0), isRegularized: false),
      ParameterSpec("vector", [width, 1], .glorot(blocks: 1), isRegularized: true),
    ]
  }

  func makeStage(_ site: Site) -> any Stage {
    AttendStage(site, width: width(for: site.input))
  }

  private func width(for input: FlowType) -> Int { units > 0 ? units : input.features }

  static let units = ArgumentKey.integer(
    "units", 0...65_536, default: 0, positional: true,
    help: "the width of the scoring layer, or of what comes out after `=>`; 0 for that of the input"
  )

  /// How a decoder looks at what was read; model files name it only where it is said.
  static let score = ArgumentKey.choice(
    "score", ["auto"] + MemoryAttentionLayer.Score.allCases.map(\.rawValue), default: "auto",
    positional: true,
    help:
      "after `=>`: how a step is held against those that were read: their product, dot; a product with "
      + "trained weights, general, which auto is; a layer over both, additive")

  /// How many looks are side by side; model files name it only where there are several.
  static let heads = ArgumentKey.integer(
    "heads", 1...1024, default: 1,
    help:
      "after `=>`: how many looks at what was read are side by side, each at features of its own")

  /// Whether what it gives is an input of the next step; model files name it only where it is.
  static let inputFeeding = ArgumentKey.boolean(
    "input_feeding", default: false,
    help:
      "after `=>`: whether what it gives at a step is joined to what the first layer before it with a "
      + "state is given at the next one; the layers between go step by step then")

  static let entry = LayerEntry(
    name: "attend",
    summary:
      "a mean over the valid steps with learned weights; after `=>` over the steps that were read, "
      + "by weights that follow from each step",
    arguments: [units.spec, score.spec, heads.spec, inputFeeding.spec], example: "attend",
    make: { AttendLayer(units: $0[units]) })
}

private final class AttendStage: Stage {
  private let features: Int
  private let width: Int
  private let vector: ParameterSlot
  private let scorer: DenseStage
  private let panels = Panels()
  private let scoreBuffer = Buffer()
  private let rowBuffer = Buffer()
  private let output = Buffer()
  private let hiddenGradient = Buffer()
  private var input = Matrix.empty
  private var hidden = Matrix.empty

  init(_ site: Site, width: Int) {
    scorer = DenseStage(
      weight: site.slots[0], bias: site.slots[1], input: site.input, units: width,
      activation: .tanh)
    vector = site.slots[2]
    features = site.input.features
    self.width = width
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    scorer.plan(size, memory)
    panels.plan(width, 1, memory)
    memory.reserve(scoreBuffer, size.total)
    memory.reserve(rowBuffer, size.steps)
    memory.reserve(output, size.rows * features)
    if size.isTraining { memory.reserve(hiddenGradient, size.total * width) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    self.input = input
    hidden = scorer.forward(input, pass)
    let weights = scoreBuffer.matrix(input.rows, 1)
    pass.compute.multiply(
      hidden, pass.value(vector), into: weights, scratch: panels, held: pass.held)
    let y = output.matrix(pass.batch.rows, input.columns)
    y.fill(0)
    for row in 0..<y.rows {
      let length = pass.batch.lengths[row]
      let scores = rowBuffer.matrix(1, length).base
      for step in 0..<length { scores[step] = weights.base[pass.batch.offsets[step] + row] }
      _ = pass.compute.kernels.softmax(length, scores, 1)
      for step in 0..<length {
        let at = pass.batch.offsets[step] + row
        weights.base[at] = scores[step]
        add(scores[step], input.row(at), to: y.row(row), input.columns)
      }
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let weights = scoreBuffer.matrix(input.rows, 1)
    let dHidden = hiddenGradient.matrix(hidden.rows, hidden.columns)
    let v = pass.value(vector)
    let dv = pass.gradient(vector)
    for row in 0..<gradient.rows {
      let length = pass.batch.lengths[row]
      // da = dy·x; through the softmax: ds = a ⊙ (da - Σ a·da).
      let slopes = rowBuffer.matrix(1, length).base
      var mean: Float = 0
      for step in 0..<length {
        let at = pass.batch.offsets[step] + row
        slopes[step] = dot(gradient.row(row), input.row(at), input.columns)
        mean += weights.base[at] * slopes[step]
      }
      for step in 0..<length {
        let at = pass.batch.offsets[step] + row
        let slope = weights.base[at] * (slopes[step] - mean)
        dHidden.row(at).update(repeating: 0, count: dHidden.columns)
        add(slope, v.base, to: dHidden.row(at), hidden.columns)
        if let dv { add(slope, hidden.row(at), to: dv.base, hidden.columns) }
      }
    }
    guard let dx = scorer.backward(dHidden, pass) else { return nil }
    for row in 0..<gradient.rows {
      for step in 0..<pass.batch.lengths[row] {
        let at = pass.batch.offsets[step] + row
        add(weights.base[at], gradient.row(row), to: dx.row(at), dx.columns)
      }
    }
    return dx
  }

  func traces(of layer: String) -> [StepTrace] {
    [StepTrace(layer, "attention", scoreBuffer.matrix(input.rows, 1).contents.map(Double.init))]
  }

  private func add(
    _ factor: Float, _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for at in 0..<count { y[at] += factor * x[at] }
  }

  private func dot(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ count: Int) -> Float {
    var sum: Float = 0
    for at in 0..<count { sum += x[at] * y[at] }
    return sum
  }
}
