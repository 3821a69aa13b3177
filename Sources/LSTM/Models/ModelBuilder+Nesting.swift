// SPDX-License-Identifier: Apache-2.0

/// Layers of layers: those beside one another, and those over the characters of tokens.
extension ModelBuilder {
  /// Adds layers that are given the same input.
  mutating func join(
    _ element: StackElement, keepsSequence: Bool
  ) throws(StackProblem) {
    let index = place
    let branches = element.branches
    if !keepsSequence, !isRaw, case .sequence = type, !branches.contains(where: \.wantsSequence) {
      try append(PoolingLayer(kind: .last), "last", isImplied: true, at: index)
    }
    if !isRaw, branches.allSatisfy(\.isSource) { throw .lateInputs(index: index) }
    let around = hasStepsBeside
    defer { hasStepsBeside = around }
    hasStepsBeside = haveSteps(branches)
    var parts: [[ModelLayer]] = []
    for branch in branches {
      let place = place
      let built = try inner([branch], input: type, prefix: prefix)
      if let first = parts.first?.last, first.output.axis != built.type.axis {
        throw .unlikeBranches(index: place, gives: built.type, first: first.output)
      }
      parts.append(built.layers)
    }
    append(
      JoinLayer(branches: parts), JoinLayer.name, parts: parts.flatMap { $0 },
      axis: parts.first?.last?.output.axis ?? .leading)
    isRaw = false
  }

  /// Whether `inputs` among some branches stands beside one with steps.
  private func haveSteps(_ branches: [StackElement]) -> Bool {
    let others = branches.filter { !$0.readsNumbers }
    guard others.count < branches.count, let first = others.first else { return false }
    var probe = self
    let built = try? probe.inner([first], input: type, prefix: prefix)
    return built?.type.isSequence ?? false
  }

  /// Adds layers over the characters of tokens.
  mutating func addOverCharacters(
    _ element: StackElement, at index: Int
  ) throws(StackProblem) {
    guard prefix.isEmpty else { throw .charactersOfCharacters(index: index) }
    guard !element.inner.isEmpty else { throw .emptyStack(index: index) }
    let kind = element.entry.name
    // Its name is taken before those of its layers are made.
    let name = "\(kind)\(counts[kind, default: 0] + 1)"
    var built = try inner(
      element.inner, input: .tokens(vocabulary: max(element.characters, 1)), prefix: "\(name).")
    if built.type.isSequence {
      try built.append(PoolingLayer(kind: .last), "last", isImplied: true, at: index)
      layout = built.layout
    }
    append(
      CharsLayer(layers: built.layers, source: tokens ?? 0), kind, parts: built.layers,
      axis: type.axis ?? .leading)
  }

  /// The layers of a stack inside of this one, whose parameters are placed after those before it.
  private mutating func inner(
    _ elements: [StackElement], input: FlowType, prefix: String
  ) throws(StackProblem) -> ModelBuilder {
    var builder = self
    builder.layers = []
    builder.type = input
    builder.isInner = true
    builder.prefix = prefix
    if prefix != self.prefix {
      builder.counts = [:]
      (builder.inputs, builder.isRaw, builder.hasStepsBeside) = ([InputShape(input)], true, false)
    }
    for (at, element) in elements.enumerated() {
      // A layer beside others may want all steps; at the end of a stack the last one is taken.
      let keepsSequence =
        prefix == self.prefix || elements[(at + 1)...].contains(where: \.wantsSequence)
      try builder.add(element, isLast: false, keepsSequence: keepsSequence)
    }
    (layout, place) = (builder.layout, builder.place)
    if prefix == self.prefix { counts = builder.counts }
    return builder
  }
}

extension StackElement {
  /// Whether it, or a layer beside it, wants to be given all steps.
  var wantsSequence: Bool {
    branches.contains { $0.entry.consumption($0.arguments) == .sequence }
  }

  /// Whether it gives the numbers of the data.
  var readsNumbers: Bool { entry.consumption(arguments) == .numbers }

  /// Whether it reads an input of the data and nothing from its left.
  var isSource: Bool { entry.consumption(arguments).isSource }
}
