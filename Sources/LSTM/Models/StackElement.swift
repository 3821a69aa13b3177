// SPDX-License-Identifier: Apache-2.0

/// A layer as a stack asks for it.
public struct StackElement: Sendable {
  /// Which layer.
  public let entry: LayerEntry
  /// Its settings.
  public let arguments: Arguments
  /// How often it is repeated, 1 for once.
  public let count: Int
  /// The layers in its parentheses, such as those of `chars`.
  public var inner: [StackElement] = []
  /// The layers beside it, which are given the same input: those after `+`.
  public var joined: [StackElement] = []
  /// The vectors that an embedding begins with; nil for random ones.
  public var vectors: WordVectors?
  /// What it takes from them.
  private(set) var pretrained: PretrainedRows?
  /// How many characters there are; 0 before it is fitted.
  private(set) var characters = 0

  /// Whether it, or a layer in its parentheses or beside it, reads the numbers of the data.
  public var readsInputs: Bool {
    entry.name == InputsLayer.entry.name || (inner + joined).contains(where: \.readsInputs)
  }

  /// Whether it is `=>`, after which a decoder stands.
  var isDecoder: Bool { entry.name == DecodeLayer.entry.name }

  /// A layer with its settings, `count` times.
  public init(_ entry: LayerEntry, _ arguments: Arguments, count: Int = 1) {
    self.entry = entry
    self.arguments = arguments
    self.count = count
  }

  /// The same for the words of a vocabulary, which the rows of an embedding are, and for some
  /// characters.
  public func fitted(to vocabulary: Vocabulary, characters: Vocabulary? = nil) -> StackElement {
    var copy = self
    copy.pretrained = vectors?.rows(of: vocabulary)
    copy.characters = characters?.count ?? 0
    copy.joined = joined.map { $0.fitted(to: vocabulary, characters: characters) }
    if let characters { copy.inner = inner.map { $0.fitted(to: characters) } }
    return copy
  }

  /// The same for the words and characters that a transform knows.
  public func fitted(to transform: TextTransform) -> StackElement {
    fitted(to: transform.vocabulary, characters: transform.characters)
  }

  /// Whether it, or a layer beside it, reads the characters of tokens.
  public var readsCharacters: Bool {
    entry.takesStack || joined.contains(where: \.readsCharacters)
  }

  /// It and the layers beside it, each by itself.
  var branches: [StackElement] {
    var first = self
    first.joined = []
    return [first] + joined
  }
}

extension [StackElement] {
  /// The same for the words and characters that are read, and after `=>` for those that are written.
  public func fitted(to read: TextTransform?, writing written: TextTransform?) -> [StackElement] {
    let decoder = firstIndex(where: \.isDecoder) ?? count
    return enumerated().map { index, element in
      let own = index > decoder ? written ?? read : read
      return own.map { element.fitted(to: $0) } ?? element
    }
  }

  /// The same for what some data have.
  public func fitted(to data: Dataset) -> [StackElement] {
    fitted(to: data.text?.transform, writing: (data.task as? any Writing)?.transform)
  }

  /// The same with the vectors that each embedding begins with, in the order as they are written.
  public func beginning(with vectors: [WordVectors?]) -> [StackElement] {
    var rest = vectors[...]
    return map { $0.beginning(with: &rest) }
  }
}

extension StackElement {
  fileprivate func beginning(with vectors: inout ArraySlice<WordVectors?>) -> StackElement {
    var copy = self
    if entry.name == EmbedLayer.entry.name { copy.vectors = vectors.popFirst() ?? nil }
    copy.inner = inner.map { $0.beginning(with: &vectors) }
    copy.joined = joined.map { $0.beginning(with: &vectors) }
    return copy
  }
}

extension Model {
  /// The vectors that each of its embeddings begins with, in order; nil for random ones.
  public var vectorsOfEmbeddings: [WordVectors?] {
    allLayers.compactMap { $0.layer as? EmbedLayer }.map { $0.pretrained?.vectors }
  }
}

extension StackElement {
  /// Whether it is an embedding that has the vectors of the first one.
  var isTiedEmbedding: Bool { entry.name == EmbedLayer.entry.name && arguments[EmbedLayer.tied] }

  /// Whether it is a table of vectors that are not trained and come from nowhere.
  public var isFrozenAtRandom: Bool {
    entry.name == EmbedLayer.entry.name && vectors == nil && !arguments[EmbedLayer.tune]
  }
}
