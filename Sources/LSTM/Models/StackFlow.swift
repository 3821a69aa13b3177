// SPDX-License-Identifier: Apache-2.0

extension Model {
  /// What flows after some layers of a stack whose end is not written yet.
  ///
  /// Nil when they do not fit one another, and after `output`, where nothing may follow.
  public static func flow(behind elements: [StackElement], inputs: [InputShape]) -> FlowType? {
    var builder = ModelBuilder(
      inputs: inputs, targets: [NamedShape(name: "", TargetShape(.steps, .choice(2)))])
    for element in elements {
      guard
        (try? builder.add(element, isLast: false, keepsSequence: true)) != nil
      else { return nil }
    }
    return builder.type
  }
}

extension LayerEntry {
  /// Whether a layer of this kind can be given a type, if need be with an implied `last` before it.
  public func fits(_ type: FlowType) -> Bool {
    consumption(Arguments(for: arguments)).takes(type)
  }
}
