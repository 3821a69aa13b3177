// SPDX-License-Identifier: Apache-2.0

/// A stack whose types fit from the input to the task: layers, names and the layout of the
/// parameters.
///
/// It holds no weights.
public struct Model: Sendable {
  /// What a row is at the start.
  public let input: FlowType
  /// The layers in order, implied ones included; the heads come after them.
  public let layers: [ModelLayer]
  /// Its ends, one for each target: the leading one first.
  public let heads: [ModelHead]
  /// Where the parameters stand.
  public let layout: ParameterLayout
  /// What the target means.
  public let task: TargetTask
  /// What the heads are given: the features that the layers end with.
  public let features: FlowType

  /// The largest number of parameters a model may have.
  static let parameterLimit = 1 << 31

  /// Runs the types along a stack.
  ///
  /// - Parameters:
  ///   - target: what is to be predicted, which says whether there is an output at every step.
  ///   - classes: how many classes or tags there are.
  /// - Throws: `StackProblem` for the first place that does not fit.
  public init(
    _ elements: [StackElement], input: FlowType, target: Target.Kind = .class, classes: Int
  ) throws(StackProblem) {
    try self.init(elements, input: input, target: TargetTask(target, classes: classes))
  }

  /// Runs the types along a stack for a target.
  ///
  /// - Throws: `StackProblem` for the first place that does not fit.
  public init(
    _ elements: [StackElement], input: FlowType, target: TargetTask
  ) throws(StackProblem) {
    var builder = ModelBuilder(input: input, target: target)
    let perStep = target.shape.places == .steps
    for (index, element) in elements.enumerated() {
      try builder.add(
        element, isLast: index == elements.count - 1,
        keepsSequence: perStep || elements[(index + 1)...].contains(where: \.wantsSequence))
    }
    guard !builder.heads.isEmpty else { throw .missingOutput }
    self.input = input
    task = target
    features = builder.type
    heads = builder.heads
    layers = builder.layers
    layout = builder.layout
  }

  /// What its embeddings take from vectors that were trained elsewhere.
  public var pretrained: [PretrainedRows] {
    layout.slots.compactMap { slot in
      if case .pretrained(let rows) = slot.spec.initializer { rows } else { nil }
    }
  }

  /// The names of the layers that have parameters, of joined ones each, and of the output; `freeze` goes
  /// by them.
  public var trainedLayers: [String] {
    layers.flatMap { $0.layer is JoinLayer ? $0.parts : [$0] }
      .filter { $0.parameterCount > 0 }.map(\.name) + heads.prefix(1).map(\.name)
  }

  /// Its layers with those inside of them, each before the one that it is in.
  public var allLayers: [ModelLayer] { layers.flatMap(\.withParts) }
}
