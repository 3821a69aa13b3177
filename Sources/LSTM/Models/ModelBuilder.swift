// SPDX-License-Identifier: Apache-2.0

/// Adds layer after layer, with the type that has been reached.
///
/// Elements are counted as they are written: an element, those in its parentheses, those beside it.
struct ModelBuilder {
  var layers: [ModelLayer] = []
  var layout = ParameterLayout()
  private(set) var heads: [ModelHead] = []
  var axes: [AxisSpec] = [.leading]
  var type: FlowType
  /// The inputs, the leading one first.
  var inputs: [InputShape]
  let targets: [NamedShape]
  /// Whether no layer has read an input yet.
  var isRaw = true
  /// Whether one of the layers beside the next one gives steps.
  var hasStepsBeside = false
  /// The element that has changed how many steps there are; nil where none has.
  private var segment: Int?
  /// How many layers there are of each kind.
  var counts: [String: Int] = [:]
  /// What stands before the names of layers: `chars1.`.
  var prefix = ""
  /// Whether what follows are the layers of a decoder.
  var hasDecoder = false
  /// Whether the vectors of the decoder score tokens too.
  var isTied = false
  /// Whether an embedding of the decoder has the vectors of the first one.
  var tiesEmbeddings = false
  /// The vectors of the first embedding before `=>`.
  var firstVectors: ParameterSlot?
  /// Where `=>` stands among the layers, before a decoder that writes.
  var handover: Int?
  /// What that layer hands over.
  var memory: FlowType?
  /// Whether it builds a branch, or what stands in parentheses.
  var isInner = false
  /// The number of the next element.
  var place = 0
  /// The layers of a decoder from the first one that has a state; nil where there is none.
  var loop: Loop?

  init(inputs: [InputShape], targets: [NamedShape]) {
    self.inputs = inputs.isEmpty ? [InputShape(.tokens(vocabulary: 1))] : inputs
    self.targets = targets
    type = self.inputs[0].flow
  }

  /// What is predicted first.
  var leading: TargetShape? { targets.first?.shape }

  /// Adds the layers of an element.
  ///
  /// - Parameter keepsSequence: whether all steps are still wanted.
  mutating func add(
    _ element: StackElement, isLast: Bool, keepsSequence: Bool
  ) throws(StackProblem) {
    if element.feedsBack, element.joined.isEmpty, memory != nil, !isInner {
      return try feed(element)
    }
    let before = mark
    try addLayers(of: element, isLast: isLast, keepsSequence: keepsSequence)
    note(element, since: before)
  }

  /// Adds the layers of an element as if nothing were fed back.
  mutating func addLayers(
    of element: StackElement, isLast: Bool, keepsSequence: Bool
  ) throws(StackProblem) {
    try readNumbers(before: element)
    guard element.joined.isEmpty else { return try join(element, keepsSequence: keepsSequence) }
    let index = place
    place += 1
    guard element.entry.make != nil else {
      guard isLast, !isInner else { throw .earlyOutput(index: index) }
      guard element.count == 1 else { throw .notRepeatable(index: index) }
      return try close(element, at: index, keepsSequence: keepsSequence)
    }
    if element.isDecoder { return try decode(element, at: index) }
    for turn in 0..<element.count {
      guard var layer = element.entry.make(element.arguments, turn: turn, of: element.count) else {
        continue
      }
      if var embed = layer as? EmbedLayer {
        embed.pretrained = element.pretrained
        embed.isOfCharacters = !prefix.isEmpty
        embed.source = tokens ?? 0
        if leading?.isFed == true, leading?.places == .own { embed.spread = spread(of: embed) }
        if embed.isTied { embed.shared = try vectors(tiedTo: embed, at: index) }
        layer = embed
      }
      if let attend = try attention(element, at: index) { layer = attend }
      if layer.consumption.isSource, element.count > 1 { throw .notRepeatable(index: index) }
      if writes { try refuse(layer, element, at: index) }
      if layer.stride > 1 {
        guard !isInner, !hasDecoder else { throw .innerSegment(index: index) }
        segment = segment ?? index
      }
      if case .numbers = layer.consumption {
        try read(element.entry.name, isImplied: false, at: index)
        continue
      }
      try fit(layer.consumption, at: index, keepsSequence: keepsSequence)
      if element.entry.takesStack {
        try addOverCharacters(element, at: index)
      } else {
        try append(layer, element.entry.name, isImplied: false, at: index)
      }
    }
  }

  // MARK: Inputs

  /// Which input is the tokens that the next layers may read; nil for none.
  var tokens: Int? {
    inputs.firstIndex { $0.flow.isTokens && $0.isFed == (handover != nil) }
  }

  /// Adds `inputs` where numbers are there and the first element reads no input of its own.
  mutating func readNumbers(before element: StackElement) throws(StackProblem) {
    guard isRaw, !isInner, !type.isTokens, !element.branches.contains(where: \.isSource) else {
      return
    }
    try read(InputsLayer.entry.name, isImplied: true, at: place)
  }

  /// Adds a layer that gives the numbers of the inputs.
  private mutating func read(
    _ kind: String, isImplied: Bool, at index: Int
  ) throws(StackProblem) {
    if handover != nil { throw .lateInputs(index: index) }
    let sources = inputs.indices.filter { !inputs[$0].flow.isTokens && !inputs[$0].isAhead }
      .map { InputsLayer.Source(index: $0, shape: inputs[$0]) }
    guard !sources.isEmpty else { throw .noNumbers(index: index) }
    guard isRaw || isInner else { throw .lateInputs(index: index) }
    let isOnSteps = sources.contains { $0.flow.isSequence }
    let layer = InputsLayer(sources: sources, isSpread: hasStepsBeside)
    try append(
      layer, kind, isImplied: isImplied, at: index,
      axis: isOnSteps ? .leading : type.axis ?? .leading)
    isRaw = false
  }

  // MARK: Layers

  /// Ends the stack with a head for each target.
  private mutating func close(
    _ output: StackElement, at index: Int, keepsSequence: Bool
  ) throws(StackProblem) {
    if leading?.places == .steps {
      guard type.isSequence else { throw .tagsNeedSequence(index: index) }
      if type.axis != .leading { throw .stepsAfterSegment(index: segment ?? index) }
    }
    if leading?.isTranscript == true {
      guard type.isSequence else { throw .transcriptNeedsSteps(index: index) }
    } else if leading?.places == .own {
      guard handover != nil else { throw .textNeedsDecoder(index: index) }
      guard type.isSequence else { throw .tagsNeedSequence(index: index) }
      try finishHandover(at: index)
    }
    try fit(.vector, at: index, keepsSequence: keepsSequence)
    let name = newName(output.entry.name)
    for target in targets {
      let own = target.name.isEmpty ? name : "\(name).\(target.name)"
      try end(own, target, output, at: index)
    }
  }

  /// Adds the head of a target; over a sequence one for rows is given the last step.
  private mutating func end(
    _ name: String, _ target: NamedShape, _ output: StackElement, at index: Int
  ) throws(StackProblem) {
    let shape = target.shape
    let input =
      shape.places == .rows && !hasDecoder ? FlowType.vector(features: type.features) : type
    // Of a decoder it is the one that reads what is written.
    let vectors = layers.dropFirst(handover ?? 0).lazy.compactMap(\.vectors).first
    let head = try HeadCatalog.make(
      output.arguments, for: shape,
      at: HeadPlace(input: input, index: index, table: vectors),
      isLeading: heads.isEmpty)
    let specs = head.parameters(for: input)
    try hold(specs, at: index)
    if let table = head.shared { _ = layout.makeDense(table) }
    heads.append(
      ModelHead(
        name: name, target: target.name, shape: shape, input: input,
        slots: layout.add(specs, of: name),
        head: head))
  }

  /// Holds the type that has been reached against what a layer wants; takes the last step where
  /// that is implied.
  mutating func fit(
    _ consumption: Consumption, at index: Int, keepsSequence: Bool
  ) throws(StackProblem) {
    if consumption.isSource, isRaw {
      guard let tokens else { throw .tokensOfNumbers(index: index) }
      (type, isRaw) = (
        inputs[tokens].flow.on(handover == nil ? .leading : type.axis ?? .leading), false
      )
      return
    }
    guard consumption.takes(type), !isRaw || type.isTokens else {
      var insert: String?
      if isRaw { insert = type.isTokens ? "embed 100" : InputsLayer.entry.name }
      throw .mismatch(index: index, wants: consumption, gets: type, insert: insert)
    }
    // As early as may be: what is dropped or transformed after it is one step, not all.
    guard !keepsSequence, case .sequence = type, consumption != .sequence else { return }
    try append(PoolingLayer(kind: .last), "last", isImplied: true, at: index)
  }

  mutating func append(
    _ layer: any Layer, _ kind: String, isImplied: Bool, at index: Int, axis: Axis? = nil
  ) throws(StackProblem) {
    let name = newName(kind)
    let specs = layer.parameters(for: type)
    try hold(specs, at: index)
    var own = axis ?? type.axis ?? .leading
    if layer.stride > 1 {
      axes.append(.derived(from: own, every: layer.stride))
      own = Axis(number: axes.count - 1)
    }
    let output = layer.outputType(for: type).on(own)
    layers.append(
      ModelLayer(
        name: name, isImplied: isImplied, input: type, output: output,
        slots: layout.add(specs, of: name), layer: layer))
    type = output
  }

  /// Throws where there is no room for parameters.
  func hold(_ specs: [ParameterSpec], at index: Int) throws(StackProblem) {
    let sizes = specs.map { $0.shape.reduce(1.0) { $0 * Double($1) } }
    guard Double(layout.count) + sizes.reduce(0, +) < Double(Model.parameterLimit) else {
      throw .tooLarge(index: index)
    }
  }

  /// Appends a layer of layers whose parameters have their places already.
  mutating func append(
    _ layer: any Layer, _ kind: String, parts: [ModelLayer], axis: Axis
  ) {
    let output = layer.outputType(for: type).on(axis)
    layers.append(
      ModelLayer(
        name: newName(kind), isImplied: false, input: type, output: output,
        slots: parts.flatMap(\.slots), layer: layer, parts: parts))
    type = output
  }

  private mutating func newName(_ kind: String) -> String {
    counts[kind, default: 0] += 1
    return "\(prefix)\(kind)\(counts[kind, default: 1])"
  }
}

extension LayerEntry {
  /// The layer of one turn of `xN`: in a repeated recurrent layer dropout is between the layers,
  /// not before the first.
  fileprivate func make(_ arguments: Arguments, turn: Int, of count: Int) -> (any Layer)? {
    let isBetween = count == 1 || turn > 0
    return make?(isBetween ? arguments : arguments.setting(RecurrentEntries.dropout, to: 0))
  }
}
