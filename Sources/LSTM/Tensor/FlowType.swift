// SPDX-License-Identifier: Apache-2.0

/// What flows from one layer of a stack to the next.
public enum FlowType: Hashable, Sendable, CustomStringConvertible {
  /// A row is a sequence of token ids below `vocabulary`.
  case tokens(vocabulary: Int, axis: Axis = .leading)
  /// A row is a sequence of vectors. The last `backward` of the features come from a direction that
  /// read the sequence from its end.
  case sequence(features: Int, backward: Int = 0, axis: Axis = .leading)
  /// A row is one vector.
  case vector(features: Int)

  /// `tokens[8123]`, `seq[256]`, `vector[64]`.
  public var description: String {
    switch self {
    case .tokens(let vocabulary, _): "tokens[\(vocabulary)]"
    case .sequence(let features, _, _): "seq[\(features)]"
    case .vector(let features): "vector[\(features)]"
    }
  }

  /// How many numbers stand at one place; none for tokens.
  var features: Int {
    switch self {
    case .tokens: 0
    case .sequence(let features, _, _), .vector(let features): features
    }
  }

  /// How many of them, the last, come from a direction that read the sequence from its end.
  var backwardFeatures: Int {
    if case .sequence(_, let backward, _) = self { backward } else { 0 }
  }

  /// Whose steps its rows are; nil for a vector, which has a place a row.
  public var axis: Axis? {
    switch self {
    case .tokens(_, let axis), .sequence(_, _, let axis): axis
    case .vector: nil
    }
  }

  /// The same with the steps of another axis.
  func on(_ axis: Axis) -> FlowType {
    switch self {
    case .tokens(let vocabulary, _): .tokens(vocabulary: vocabulary, axis: axis)
    case .sequence(let features, let backward, _):
      .sequence(features: features, backward: backward, axis: axis)
    case .vector: self
    }
  }

  /// The same with more features at each place, after those that it has.
  func widened(by count: Int) -> FlowType {
    switch self {
    case .tokens: self
    case .sequence(let features, _, let axis): .sequence(features: features + count, axis: axis)
    case .vector(let features): .vector(features: features + count)
    }
  }

  /// Whether it is tokens.
  public var isTokens: Bool { if case .tokens = self { true } else { false } }

  /// Whether there is a step dimension.
  public var isSequence: Bool {
    if case .vector = self { false } else { true }
  }
}

/// What a layer wants to be given.
public enum Consumption: Sendable {
  /// Token ids.
  case tokens
  /// A sequence of vectors.
  case sequence
  /// One vector a row; after a sequence the last valid step is taken.
  case vector
  /// Sequences and vectors alike, and hands on what it was given.
  case either
  /// The numeric inputs of the data, whatever stands to its left.
  case numbers

  /// Whether it is an input of the data, and nothing that another layer gives.
  var isSource: Bool { self == .tokens || self == .numbers }

  /// Whether a type will do, if need be with an implied `last` before the layer.
  func takes(_ type: FlowType) -> Bool {
    switch (self, type) {
    case (.tokens, .tokens), (.sequence, .sequence), (.vector, .sequence), (.vector, .vector),
      (.either, .sequence), (.either, .vector):
      true
    default:
      false
    }
  }
}
