// SPDX-License-Identifier: Apache-2.0

/// Input feeding: layers that are given what `attend` after them made of the step before.
extension ModelBuilder {
  /// Where some layers begin, and which elements they are of.
  struct Loop {
    /// How far the builder was.
    fileprivate let layers: Int
    fileprivate let layout: ParameterLayout
    fileprivate let type: FlowType
    fileprivate let counts: [String: Int]
    fileprivate let place: Int
    fileprivate var elements: [StackElement] = []
  }

  /// How far the builder is; nil where nothing can be fed back.
  var mark: Loop? {
    guard handover != nil, !isInner else { return nil }
    return Loop(
      layers: layers.count, layout: layout, type: type, counts: counts, place: place)
  }

  /// Notes an element that has been added: the first whose layers have a state begins a loop.
  mutating func note(_ element: StackElement, since before: Loop?) {
    let begins = layers.dropFirst(before?.layers ?? .max).contains { $0.layer.stateColumns > 0 }
    if loop == nil, begins { loop = before }
    loop?.elements.append(element)
  }

  /// Adds an `attend` that feeds back what it gives: all layers from the first one with a state on are built
  /// anew, as wide as they are with that, and become one layer that goes step by step.
  mutating func feed(_ element: StackElement) throws(StackProblem) {
    let index = place
    guard element.count == 1 else { throw .notRepeatable(index: index) }
    guard let loop, case .sequence = loop.type else { throw .feedsNothing(index: index) }
    let last = element.withoutFeeding
    var trial = self
    try trial.addLayers(of: last, isLast: false, keepsSequence: true)
    let fed = trial.type.features
    layers.removeSubrange(loop.layers...)
    (layout, type, counts, place) = (
      loop.layout, loop.type.widened(by: fed), loop.counts, loop.place
    )
    for element in loop.elements + [last] {
      try addLayers(of: element, isLast: false, keepsSequence: true)
    }
    guard type.features == fed else { throw .endlessFeeding(index: index) }
    let parts = Array(layers[loop.layers...])
    if let part = parts.flatMap(\.withParts).first(where: { !$0.goesStepByStep }) {
      throw .feedsThrough(index: index, layer: part.name)
    }
    layers.removeSubrange(loop.layers...)
    type = loop.type
    append(
      InputFeedingLayer(layers: parts), InputFeedingLayer.name, parts: parts,
      axis: type.axis ?? .leading)
    self.loop = nil
  }
}

extension ModelLayer {
  /// Whether it can go step by step.
  fileprivate var goesStepByStep: Bool { makeStage() is any SteppedStage }
}

extension StackElement {
  /// Whether it is an `attend` whose output the layers before it are given a step later.
  var feedsBack: Bool {
    entry.name == AttendLayer.entry.name && arguments[AttendLayer.inputFeeding]
  }

  /// The same without that.
  fileprivate var withoutFeeding: StackElement {
    StackElement(
      entry, arguments.setting(AttendLayer.inputFeeding, to: false), count: count)
  }
}
