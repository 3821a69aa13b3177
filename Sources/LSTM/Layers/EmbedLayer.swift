// SPDX-License-Identifier: Apache-2.0

/// A trained vector for each token id: `tokens` in, `seq[units]` out.
struct EmbedLayer: Layer {
  let units: Int
  /// Whether the vectors learn.
  var isTuned = true
  /// What they begin with; nil for small random numbers.
  var pretrained: PretrainedRows?
  /// The share of words whose vectors are left out of a pass, all that stand in it alike (Gal and
  /// Ghahramani 2016).
  var dropout = 0.0
  /// Whether its rows are characters instead of words.
  var isOfCharacters = false
  /// Which input of the model the tokens are.
  var source = 0
  /// Whether its vectors are to be those of the first embedding.
  var isTied = false
  /// These vectors; nil for vectors of its own.
  var shared: ParameterSlot?
  /// What random vectors begin with: numbers up to so much.
  var spread: Float = 0.05

  var consumption: Consumption { .tokens }

  func outputType(for input: FlowType) -> FlowType { .sequence(features: units) }

  func parameters(for input: FlowType) -> [ParameterSpec] {
    guard shared == nil, case .tokens(let vocabulary, _) = input else { return [] }
    return [
      ParameterSpec(
        "weight", [vocabulary, units], pretrained.map { .pretrained($0) } ?? .uniform(spread),
        isRegularized: false, isTable: true, isFrozen: !isTuned, isOfCharacters: isOfCharacters)
    ]
  }

  func makeStage(_ site: Site) -> any Stage {
    EmbedStage(
      table: shared ?? site.slots[0], units: units, source: source, dropout: dropout,
      name: site.name)
  }

  /// Dropout of whole words; model files name it only where there is some.
  static let wordDropout = ArgumentKey.number(
    "dropout", .from(0, below: 1), default: 0,
    help: "the share of words that are left out of a batch, wherever they stand in it")

  /// Whether the vectors learn; model files name it only where they do not.
  static let tune = ArgumentKey.boolean(
    "tune", default: true,
    help: "whether training moves the vectors, or leaves them as they are")

  /// Whether the vectors are those of the first embedding; model files name it only where they are.
  static let tied = ArgumentKey.boolean(
    "tied", default: false,
    help:
      "after `=>`: whether the vectors are those of the first `embed`, as long, where what is read "
      + "and what is written have one vocabulary: `target COLUMN text shared=yes`")

  private static let units = ArgumentKey.integer(
    "units", 1...65_536, default: nil, positional: true,
    help: "the length of each vector, or the name of `vectors` to begin with")

  static let entry = LayerEntry(
    name: "embed",
    summary: "a trained vector for each token; a step moves those of its batch",
    arguments: [units.spec, tune.spec, wordDropout.spec, tied.spec], example: "embed 100",
    make: {
      EmbedLayer(
        units: $0[units], isTuned: $0[tune], dropout: $0[wordDropout], isTied: $0[tied])
    })
}

private final class EmbedStage: Stage {
  private let table: ParameterSlot
  private let units: Int
  private let source: Int
  private let dropout: Double
  private let name: String
  private let output = Buffer()
  /// What the vector of each word is multiplied by.
  private let mask = Buffer()

  init(table: ParameterSlot, units: Int, source: Int, dropout: Double, name: String) {
    self.table = table
    self.units = units
    self.source = source
    self.dropout = dropout
    self.name = name
  }

  /// The factors of the words in a pass; nil where nothing is dropped.
  private func factors(_ pass: Pass) -> Matrix? {
    dropout > 0 && pass.dropout != nil ? mask.matrix(1, table.spec.rows) : nil
  }

  /// Multiplies the vector at each place by the factor of its word.
  private func apply(_ factors: Matrix, to rows: Matrix, _ pass: Pass) {
    let tokens = pass.inputs[source].ids
    for at in 0..<rows.rows {
      let factor = factors.base[Int(tokens[at])]
      let row = rows.row(at)
      for column in 0..<rows.columns { row[column] *= factor }
    }
  }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(output, size.total * units)
    if dropout > 0, size.isTraining { memory.reserve(mask, table.spec.rows) }
  }

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    let (vectors, tokens) = (pass.value(table), pass.inputs[source].ids)
    let y = output.matrix(tokens.count, units)
    for at in 0..<y.rows {
      y.row(at).update(from: vectors.row(Int(tokens[at])), count: units)
    }
    if let factors = factors(pass) {
      pass.fillMask(factors, rate: dropout, name: name)
      apply(factors, to: y, pass)
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    guard let gradients = pass.gradients, let sums = pass.gradient(table) else { return nil }
    let tokens = pass.inputs[source].ids
    gradients.touch(tokens, of: table)
    if let factors = factors(pass) { apply(factors, to: gradient, pass) }
    for at in 0..<gradient.rows {
      sums.rows(Int(tokens[at]), 1).add(gradient.rows(at, 1))
    }
    return nil
  }
}
