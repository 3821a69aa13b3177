// SPDX-License-Identifier: Apache-2.0

/// An input of a model, as a network is given it.
public struct InputShape: Hashable, Sendable {
  /// What stands at a place.
  public let flow: FlowType
  /// The features that are numbers of categories, of which each has a trained vector.
  let embedded: [EmbeddedFeature]
  /// Whether it is the steps of windows over series.
  var isOfWindows = false
  /// Whether it is what is known of the steps that are forecast, which a decoder reads.
  var isAhead = false
  /// Whether it is what a decoder reads, along steps of its own.
  var isFed = false
  /// Whether its tokens have the numbers of those that are read.
  var sharesVocabulary = false

  /// An input whose features are read as they are.
  public init(_ flow: FlowType) { self.init(flow, embedded: []) }

  /// The tokens that a decoder reads.
  ///
  /// - Parameter sharesVocabulary: whether they have the numbers of those that are read.
  public static func fed(vocabulary: Int, sharesVocabulary: Bool = false) -> InputShape {
    var shape = InputShape(.tokens(vocabulary: vocabulary))
    (shape.isFed, shape.sharesVocabulary) = (true, sharesVocabulary)
    return shape
  }

  init(_ flow: FlowType, embedded: [EmbeddedFeature]) {
    (self.flow, self.embedded) = (flow, embedded)
  }

  /// How many features a layer gives that reads it.
  var features: Int { embedded.reduce(flow.features) { $0 + $1.units - 1 } }
}

/// A feature of an input whose number is that of a category with a trained vector; −1 is none.
struct EmbeddedFeature: Hashable, Sendable {
  /// The column.
  let name: String
  /// Its place among the features of the input.
  let place: Int
  /// How many categories there are.
  let categories: Int
  /// How long each vector is.
  let units: Int
}
