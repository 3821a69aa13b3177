// SPDX-License-Identifier: Apache-2.0

/// A trained vector for each token id: `tokens` in, `seq[units]` out.
struct EmbedLayer: Layer {
  let units: Int
  /// Whether the vectors learn.
  var isTuned = true
  /// What they begin with; nil for small random numbers.
  var pretrained: PretrainedRows?
  /// Whether its rows are characters instead of words.
  var isOfCharacters = false

  var consumption: Consumption { .tokens }

  func outputType(for input: FlowType) -> FlowType { .sequence(features: units) }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    guard case .tokens(let vocabulary) = input else { return [] }
    return [
      ParameterSpec(
        "weight", [vocabulary, units], pretrained.map { .pretrained($0) } ?? .uniform(0.05),
        isRegularized: false, isTable: true, isFrozen: !isTuned, isOfCharacters: isOfCharacters)
    ]
  }

  func makeStage(_ site: Site) -> any Stage { EmbedStage(table: site.slots[0], units: units) }

  /// Whether the vectors learn; model files name it only where they do not.
  static let tune = ArgumentSpec(
    "tune", .boolean, default: .boolean(true),
    help: "whether training moves the vectors, or leaves them as they are")

  static let entry = LayerEntry(
    name: "embed",
    summary: "a trained vector for each token; a step moves those of its batch",
    arguments: [
      ArgumentSpec(
        "units", .integer(1...65_536), default: nil, positional: true,
        help: "the length of each vector, or the name of `vectors` to begin with"),
      tune,
    ],
    example: "embed 100",
    make: {
      EmbedLayer(units: $0.integer("units"), isTuned: $0["tune"] != .boolean(false))
    })
}

private final class EmbedStage: Stage {
  private let table: ParameterSlot
  private let units: Int
  private let output = Buffer()

  init(table: ParameterSlot, units: Int) {
    self.table = table
    self.units = units
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.total * units)
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let vectors = pass.value(table)
    let y = output.matrix(pass.tokens.count, units)
    for at in 0..<y.rows {
      let token = pass.tokens[at]
      y.row(at).update(from: vectors.row(Int(token)), count: units)
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    guard let gradients = pass.gradients, let sums = pass.gradient(table) else { return nil }
    gradients.touch(pass.tokens, of: table)
    for at in 0..<gradient.rows {
      let token = pass.tokens[at]
      sums.rows(Int(token), 1).add(gradient.rows(at, 1))
    }
    return nil
  }
}
