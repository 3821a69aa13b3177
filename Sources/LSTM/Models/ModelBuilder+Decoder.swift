// SPDX-License-Identifier: Apache-2.0

/// The layers of a decoder, and what stands before it.
extension ModelBuilder {
  /// What the random vectors of a model begin with whose decoder writes: a variance of 1, as PyTorch has it,
  /// since with much smaller ones a decoder of many tokens learns far slower; 1 / units for those that score
  /// tokens too, so that scores begin small.
  func spread(of embed: EmbedLayer) -> Float {
    let scores = isTied && (handover != nil || tiesEmbeddings)
    return Float(3).squareRoot() / (scores ? Float(embed.units).squareRoot() : 1)
  }

  /// The vectors of the first embedding, for one of the decoder that has no others.
  func vectors(
    tiedTo embed: EmbedLayer, at index: Int
  ) throws(StackProblem) -> ParameterSlot {
    guard handover != nil, let first = firstVectors else {
      throw .tiedEmbedNeedsDecoder(index: index)
    }
    guard inputs.contains(where: \.sharesVocabulary) else {
      throw .tiedEmbedNeedsShared(index: index)
    }
    guard !first.spec.isFrozen, embed.isTuned, embed.pretrained == nil else {
      throw .tiedEmbedIsFixed(index: index)
    }
    guard first.spec.columns == embed.units else {
      throw .tiedEmbedDiffers(index: index, units: embed.units, first: first.spec.columns)
    }
    return first
  }

  /// Whether what comes next writes token by token.
  var writes: Bool {
    leading?.isFed == true && (leading?.places == .steps || handover != nil)
  }

  /// Throws for a layer that a model of the next token cannot have.
  func refuse(
    _ layer: any Layer, _ element: StackElement, at index: Int
  ) throws(StackProblem) {
    if element.entry.takesStack { throw .charactersOfNext(index: index) }
    if layer.looksAhead { throw .looksAhead(index: index) }
  }

  /// The attention of a decoder that an element asks for; nil for another layer.
  func attention(
    _ element: StackElement, at index: Int
  ) throws(StackProblem) -> MemoryAttentionLayer? {
    guard element.entry.name == AttendLayer.entry.name else { return nil }
    guard let memory else {
      guard element.arguments[AttendLayer.score] == "auto",
        element.arguments[AttendLayer.heads] == 1, !element.feedsBack
      else { throw .scoreNeedsDecoder(index: index) }
      return nil
    }
    let attend = MemoryAttentionLayer.of(element.arguments, memory: memory)
    guard memory.isSequence else { throw .attendsToVector(index: index) }
    if element.feedsBack, isInner { throw .innerFeeding(index: index) }
    if attend.score == .dot, type.isSequence, !isRaw, type.features != memory.features {
      throw .dotNeedsEqual(index: index, features: type.features, memory: memory.features)
    }
    if attend.heads > 1, attend.score == .additive || memory.features % attend.heads != 0 {
      throw .unevenHeads(index: index, heads: attend.heads, memory: memory.features)
    }
    return attend
  }

  /// Hands what was read on to the steps that are forecast.
  mutating func decode(_ element: StackElement, at index: Int) throws(StackProblem) {
    if leading?.isTranscript == true { throw .transcriptHasDecoder(index: index) }
    if leading?.places == .own { return try hand(over: element, at: index) }
    guard let leading, leading.horizon > 1 || leading.places == .rows && leading.isOfNumbers,
      targets.count == 1, inputs.contains(where: \.isOfWindows)
    else { throw .decodesNothing(index: index) }
    guard !isInner, !hasDecoder else { throw .decodesTwice(index: index) }
    hasDecoder = true
    try fit(.vector, at: index, keepsSequence: false)
    var layer = DecodeLayer(steps: leading.horizon)
    if let place = inputs.firstIndex(where: \.isAhead) {
      layer.known = (place, inputs[place].flow.features / leading.horizon)
    }
    axes.append(.fixed(leading.horizon))
    try append(
      layer, "decode", isImplied: false, at: index, axis: Axis(number: axes.count - 1))
  }

  /// Hands what was read over to a decoder that writes; what its layers begin with is known at the end.
  mutating func hand(over element: StackElement, at index: Int) throws(StackProblem) {
    guard !isInner, !hasDecoder else { throw .decodesTwice(index: index) }
    try readNumbers(before: element)
    let layer = HandoverLayer()
    try fit(layer.consumption, at: index, keepsSequence: true)
    guard let fed = inputs.firstIndex(where: \.isFed) else { throw .decodesNothing(index: index) }
    firstVectors = layers.flatMap(\.withParts).lazy.compactMap(\.vectors)
      .first { !$0.spec.isOfCharacters }
    try append(layer, Self.bridge, isImplied: false, at: index)
    (hasDecoder, handover, memory) = (true, layers.count - 1, type)
    axes.append(.fed(input: fed))
    (type, isRaw) = (inputs[fed].flow.on(Axis(number: axes.count - 1)), true)
  }

  /// What layers that hand over are called.
  private static let bridge = "bridge"

  /// Gives the layer that hands over its parameters.
  mutating func finishHandover(at index: Int) throws(StackProblem) {
    guard let handover else { return }
    let old = layers[handover]
    let states = layers[(handover + 1)...].reduce(0) { $0 + $1.layer.stateColumns }
    let layer = HandoverLayer(states: states)
    let specs = layer.parameters(for: old.input)
    try hold(specs, at: index)
    layers[handover] = ModelLayer(
      name: old.name, isImplied: false, input: old.input, output: old.output,
      slots: layout.add(specs, of: old.name), layer: layer)
  }
}
