// SPDX-License-Identifier: Apache-2.0

/// A stack whose types fit from the input to the task: layers, names and the layout of the
/// parameters.
///
/// It holds no weights.
public struct Model: Sendable {
  /// What a row is at the start: its inputs, the leading one first.
  public let inputs: [InputShape]
  /// The layers in order, implied ones included; the heads come after them.
  public let layers: [ModelLayer]
  /// Its ends, one for each target: the leading one first.
  public let heads: [ModelHead]
  /// Where the parameters stand.
  public let layout: ParameterLayout
  /// What the heads are given: the features that the layers end with.
  public let features: FlowType
  /// Whose lengths its axes have, by their numbers.
  let axes: [AxisSpec]

  /// The largest number of parameters a model may have.
  static let parameterLimit = 1 << 31

  /// Runs the types along a stack for some targets, the leading one first.
  ///
  /// - Throws: `StackProblem` for the first place that does not fit.
  public init(
    _ elements: [StackElement], input: FlowType, targets: [NamedShape]
  ) throws(StackProblem) {
    try self.init(elements, inputs: [InputShape(input)], targets: targets)
  }

  /// Runs the types along a stack for some targets and several inputs.
  ///
  /// - Parameter inputs: at least one, the leading one first; the others have as many steps, or are
  ///   vectors.
  /// - Throws: `StackProblem` for the first place that does not fit.
  public init(
    _ elements: [StackElement], inputs: [InputShape], targets: [NamedShape]
  ) throws(StackProblem) {
    var builder = ModelBuilder(inputs: inputs, targets: targets)
    builder.isTied = elements.last?.arguments[SoftmaxHead.tied] ?? false
    let perStep = targets.first.map { $0.shape.places != .rows } ?? false
    let decoder = elements.firstIndex(where: \.isDecoder) ?? elements.count
    builder.tiesEmbeddings = elements.dropFirst(decoder).flatMap(\.branches)
      .contains(where: \.isTiedEmbedding)
    for (index, element) in elements.enumerated() {
      // A decoder keeps its steps to the end, and an encoder those that its own layers want.
      let after = elements[(index + 1)...].prefix(max(0, decoder - index - 1))
      try builder.add(
        element, isLast: index == elements.count - 1,
        keepsSequence: perStep || index > decoder
          || (index < decoder && after.contains(where: \.wantsSequence)))
    }
    guard !builder.heads.isEmpty else { throw .missingOutput }
    self.inputs = builder.inputs
    axes = builder.axes
    features = builder.type
    heads = builder.heads
    layers = builder.layers
    layout = builder.layout
  }

  /// The flow of the leading input.
  public var input: FlowType { inputs[0].flow }

  /// What its embeddings take from vectors that were trained elsewhere.
  public var pretrained: [PretrainedRows] {
    layout.slots.compactMap { slot in
      if case .pretrained(let rows) = slot.spec.initializer { rows } else { nil }
    }
  }

  /// The names of the layers that have parameters, of joined ones each, and of the output; `freeze` goes
  /// by them.
  public var trainedLayers: [String] {
    layers.flatMap(\.members)
      .filter { $0.parameterCount > 0 }.map(\.name) + heads.prefix(1).map(\.name)
  }

  /// Its layers with those inside of them, each before the one that it is in.
  public var allLayers: [ModelLayer] { layers.flatMap(\.withParts) }
}

extension Model {
  /// How many steps of the leading axis become one of another.
  func steps(toOneOf axis: Axis) -> Int {
    switch axes[axis.number] {
    case .leading: 1
    case .derived(let other, let count): count * steps(toOneOf: other)
    case .fixed, .fed: 1
    }
  }
}

extension Model {
  /// The first layer that cannot read a row in pieces of so many steps, as it looks at other steps than
  /// those of the piece, or joins steps over its ends; nil where all can.
  public func firstLayer(unreadableInPiecesOf steps: Int) -> ModelLayer? {
    layers.first { layer in
      layer.layer.looksAhead || layer.layer.looksBack || steps % layer.layer.stride != 0
    }
  }
}
