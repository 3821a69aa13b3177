// SPDX-License-Identifier: Apache-2.0

/// A layer as a stack asks for it.
public struct StackElement: Sendable {
  /// Which layer.
  public let entry: LayerEntry
  /// Its settings.
  public let arguments: Arguments
  /// How often it is repeated, 1 for once.
  public let count: Int
  /// The vectors that an embedding begins with; nil for random ones.
  public var vectors: WordVectors?
  /// What it takes from them.
  private(set) var pretrained: PretrainedRows?

  /// A layer with its settings, `count` times.
  public init(_ entry: LayerEntry, _ arguments: Arguments, count: Int = 1) {
    self.entry = entry
    self.arguments = arguments
    self.count = count
  }

  /// The same for the words of a vocabulary, which the rows of an embedding are.
  public func fitted(to vocabulary: Vocabulary) -> StackElement {
    var copy = self
    copy.pretrained = vectors?.rows(of: vocabulary)
    return copy
  }
}

/// Why a stack does not fit together.
///
/// `index` counts the elements from 0; a `|` stands before it.
public enum StackProblem: Error, Hashable, Sendable {
  /// The element cannot take what comes from its left; `insert` is a layer that would make it fit.
  case mismatch(index: Int, wants: String, gets: FlowType, insert: String?)
  /// There is no `output` at the end.
  case missingOutput
  /// `output` stands before the end.
  case earlyOutput(index: Int)
  /// `output sigmoid` for more than two classes.
  case sigmoidNeedsTwoClasses(index: Int, classes: Int)
  /// `output crf` for a target without tags.
  case crfNeedsTags(index: Int)
  /// An activation for one of several, where each label stands by itself.
  case labelsNeedSigmoid(index: Int, activation: String)
  /// A threshold for scores of which the largest counts.
  case thresholdNeedsSigmoid(index: Int)
  /// One vector a row, where a tag for each token, or the next one, is wanted.
  case tagsNeedSequence(index: Int)
  /// The layer reads what is to be predicted.
  case looksAhead(index: Int)
  /// `output tied=yes` without an embedding, or with one of another length than its input has.
  case cannotTie(index: Int, features: Int, units: Int?)
  /// `output tied=yes` with an embedding that does not learn, or for another target than tokens.
  case tiedNeedsTokens(index: Int)
  /// The element cannot be repeated.
  case notRepeatable(index: Int)
  /// More parameters than this machine could ever hold.
  case tooLarge(index: Int)
}

/// One layer of a model, with the types on both of its sides.
public struct ModelLayer: Sendable {
  /// The name that is unique in the model: `bilstm1`.
  public let name: String
  /// Whether nobody wrote it: the `last` before a layer that needs one vector a row.
  public let isImplied: Bool
  /// What it is given.
  public let input: FlowType
  /// What it hands on.
  public let output: FlowType
  /// Its parameters.
  public let slots: [ParameterSlot]
  let layer: any Layer

  /// How many numbers it trains.
  public var parameterCount: Int { slots.reduce(0) { $0 + $1.spec.count } }

  /// The kind of a layer by its name: `bilstm` of `bilstm1`.
  public static func kind(of name: some StringProtocol) -> String {
    String(name.prefix { !$0.isNumber })
  }

  /// Whether a layer is meant by a name: its own, or that of its kind.
  public static func isMeant(_ layer: some StringProtocol, by name: String) -> Bool {
    layer == name || kind(of: layer) == name
  }
}

/// A stack whose types fit from the input to the task: layers, names and the layout of the
/// parameters.
///
/// It holds no weights.
public struct Model: Sendable {
  /// What a row is at the start.
  public let input: FlowType
  /// The layers in order, implied ones included.
  public let layers: [ModelLayer]
  /// Where the parameters stand.
  public let layout: ParameterLayout
  /// What the target means.
  public let task: TargetTask

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
    var builder = ModelBuilder(input: input, target: target, classes: classes)
    let perStep = target.isPerStep
    for (index, element) in elements.enumerated() {
      try builder.add(
        element, at: index, isLast: index == elements.count - 1,
        keepsSequence: perStep || elements[(index + 1)...].contains { Self.wantsSequence($0) })
    }
    guard let task = builder.task else { throw .missingOutput }
    self.input = input
    self.task = task
    layers = builder.layers
    layout = builder.layout
  }

  /// What its embedding takes from vectors that were trained elsewhere; nil without such.
  public var pretrained: PretrainedRows? {
    for slot in layout.slots {
      if case .pretrained(let rows) = slot.spec.initializer { return rows }
    }
    return nil
  }

  private static func wantsSequence(_ element: StackElement) -> Bool {
    element.entry.make(element.arguments).consumption == .sequence
  }
}

/// Adds layer after layer, with the type that has been reached.
private struct ModelBuilder {
  private(set) var layers: [ModelLayer] = []
  private(set) var layout = ParameterLayout()
  private(set) var task: TargetTask?
  private var type: FlowType
  private let target: Target.Kind
  private let classes: Int
  private var counts: [String: Int] = [:]

  init(input: FlowType, target: Target.Kind, classes: Int) {
    type = input
    self.target = target
    self.classes = classes
  }

  mutating func add(
    _ element: StackElement, at index: Int, isLast: Bool, keepsSequence: Bool
  ) throws(StackProblem) {
    for turn in 0..<element.count {
      var layer = element.entry.make(element.arguments, turn: turn, of: element.count)
      if let rows = element.pretrained, var embed = layer as? EmbedLayer {
        embed.pretrained = rows
        layer = embed
      }
      if let output = layer as? OutputLayer {
        guard isLast else { throw .earlyOutput(index: index) }
        guard element.count == 1 else { throw .notRepeatable(index: index) }
        layer = try close(output, at: index)
      } else if case .tokens = layer.consumption, element.count > 1 {
        throw .notRepeatable(index: index)
      }
      if target == .next, layer.looksAhead { throw .looksAhead(index: index) }
      try fit(layer, at: index, keepsSequence: keepsSequence)
      try append(layer, element.entry.name, isImplied: false, at: index)
    }
  }

  private mutating func close(
    _ output: OutputLayer, at index: Int
  ) throws(StackProblem) -> OutputLayer {
    if target == .labels {
      guard ["auto", "sigmoid"].contains(output.activation) else {
        throw .labelsNeedSigmoid(index: index, activation: output.activation)
      }
    } else if output.activation == "sigmoid", classes != 2 || target != .class {
      throw .sigmoidNeedsTwoClasses(index: index, classes: classes)
    }
    if output.activation == "crf", !target.hasTags { throw .crfNeedsTags(index: index) }
    if target.isPerStep, !type.isSequence { throw .tagsNeedSequence(index: index) }
    let task = TargetTask(
      target, classes: classes, activation: output.activation, threshold: output.threshold)
    if task.head != .sigmoid, output.threshold != 0.5 {
      throw .thresholdNeedsSigmoid(index: index)
    }
    self.task = task
    var closed = output
    closed.width = task.width
    closed.table = try output.isTied ? sharedTable(at: index) : nil
    return closed
  }

  /// The vectors that the output shares with the embedding.
  private mutating func sharedTable(at index: Int) throws(StackProblem) -> ParameterSlot {
    guard target == .next else { throw .tiedNeedsTokens(index: index) }
    let embeds = layers.indices.filter { layers[$0].layer is EmbedLayer }
    guard let first = embeds.first, let slot = layers[first].slots.first,
      slot.spec.columns == type.features
    else {
      let units = embeds.first.flatMap { layers[$0].slots.first?.spec.columns }
      throw .cannotTie(index: index, features: type.features, units: units)
    }
    if slot.spec.isFrozen { throw .tiedNeedsTokens(index: index) }
    return layout.makeDense(slot)
  }

  /// Holds the type that has been reached against what a layer wants; takes the last step where
  /// that is implied.
  private mutating func fit(
    _ layer: any Layer, at index: Int, keepsSequence: Bool
  ) throws(StackProblem) {
    guard layer.consumption.takes(type) else {
      var insert: String?
      if case .tokens = type { insert = "embed 100" }
      throw .mismatch(index: index, wants: wants(layer), gets: type, insert: insert)
    }
    // As early as may be: what is dropped or transformed behind it is one step, not all.
    guard !keepsSequence, case .sequence = type, layer.consumption != .sequence else { return }
    try append(PoolingLayer(kind: .last), "last", isImplied: true, at: index)
  }

  private func wants(_ layer: any Layer) -> String {
    switch layer.consumption {
    case .tokens: "tokens"
    case .sequence: "a sequence of vectors, seq[…]"
    case .vector: "a vector[…] or a sequence of them"
    case .either: "vectors"
    }
  }

  private mutating func append(
    _ layer: any Layer, _ kind: String, isImplied: Bool, at index: Int
  ) throws(StackProblem) {
    counts[kind, default: 0] += 1
    let name = "\(kind)\(counts[kind, default: 1])"
    let specs = layer.parameters(for: type)
    let sizes = specs.map { $0.shape.reduce(1.0) { $0 * Double($1) } }
    guard Double(layout.count) + sizes.reduce(0, +) < Double(Model.parameterLimit) else {
      throw .tooLarge(index: index)
    }
    let output = layer.outputType(for: type)
    layers.append(
      ModelLayer(
        name: name, isImplied: isImplied, input: type, output: output,
        slots: layout.add(specs, of: name), layer: layer))
    type = output
  }
}

extension LayerEntry {
  /// The layer of one turn of `xN`: in a repeated recurrent layer dropout is between the layers,
  /// not before the first.
  fileprivate func make(_ arguments: Arguments, turn: Int, of count: Int) -> any Layer {
    let isBetween = count == 1 || turn > 0
    return make(isBetween ? arguments : arguments.setting("dropout", to: .number(0)))
  }
}
