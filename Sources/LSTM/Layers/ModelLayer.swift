// SPDX-License-Identifier: Apache-2.0

/// One layer of a model, with the types on both of its sides.
public struct ModelLayer: Sendable {
  /// The name that is unique in the model: `bilstm1`.
  public let name: String
  /// Whether nobody wrote it: the `last` before a layer that needs one vector a row, or the
  /// `inputs` before a layer of numbers.
  public let isImplied: Bool
  /// What it is given.
  public let input: FlowType
  /// What it hands on.
  public let output: FlowType
  /// Its parameters.
  public let slots: [ParameterSlot]
  let layer: any Layer

  /// How many steps become one.
  public var stride: Int { layer.stride }
  /// The layers inside of it.
  public var parts: [ModelLayer] = []

  /// The stage that computes it.
  ///
  /// - Parameter handover: what stands between the encoder and the decoder of the model, if it has them.
  func makeStage(_ handover: Handover? = nil) -> any Stage {
    layer.makeStage(
      Site(name: name, input: input, output: output, slots: slots, handover: handover))
  }

  /// The layers that it has inside under names of their own, or itself where these begin with its name.
  var members: [ModelLayer] {
    parts.isEmpty || layer is CharsLayer ? [self] : parts.flatMap(\.members)
  }

  /// The layers inside of it, and itself.
  var withParts: [ModelLayer] { parts.flatMap(\.withParts) + [self] }

  /// The layer whose vectors it has in the place of its own; nil for none.
  public var tiedTo: String? {
    (layer as? EmbedLayer)?.shared.map { String($0.name.prefix { $0 != "." }) }
  }

  /// The vectors of an embedding, its own or those that it shares; nil for another layer.
  var vectors: ParameterSlot? { (layer as? EmbedLayer).flatMap { $0.shared ?? slots.first } }

  /// How many numbers it trains.
  public var parameterCount: Int { slots.reduce(0) { $0 + $1.spec.count } }

  /// The parameters of a part of it, such as a cluster of its scores.
  func slots(of part: String) -> [ParameterSlot] {
    slots.filter { $0.name.hasPrefix("\(name).\(part).") }
  }

  /// How many numbers a part of it trains.
  public func parameterCount(of part: String) -> Int {
    slots(of: part).reduce(0) { $0 + $1.spec.count }
  }

  /// The kind of a layer by its name: `bilstm` of `bilstm1`.
  public static func kind(of name: some StringProtocol) -> String {
    String(name.prefix { !$0.isNumber })
  }

  /// Whether a layer is meant by a name: its own, or that of its kind.
  public static func isMeant(_ layer: some StringProtocol, by name: String) -> Bool {
    layer == name || kind(of: layer) == name
  }
}
