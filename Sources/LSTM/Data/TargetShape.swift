// SPDX-License-Identifier: Apache-2.0

/// What a model has to know of a target: what it is of a row, and how many classes or tags there are.
public struct TargetShape: Hashable, Sendable {
  /// What it is of a row.
  public let kind: Target.Kind
  /// How many classes or tags there are.
  public let classes: Int
  /// The scheme of the tags; nil for others than those of entities.
  public let scheme: TagScheme?
  /// Which tags may follow one another; nil where all may.
  let legal: LegalTransitions?
  /// The classes that are said of the row beside it.
  public var others: [ClassShape] = []

  /// A target of some classes, of which all may follow one another.
  public init(_ kind: Target.Kind = .class, classes: Int) {
    (self.kind, self.classes) = (kind, classes)
    (scheme, legal) = (nil, nil)
  }

  /// A target with names for its classes; tags of entities are held to their scheme.
  public init(_ kind: Target.Kind, labels: Labels, scheme: TagScheme?) {
    (self.kind, classes) = (kind, labels.count)
    let tags = labels.names.map { ChunkTag($0) }
    let meanings = tags.compactMap { $0 }
    self.scheme = kind.hasTags && meanings.count == tags.count ? scheme : nil
    legal = self.scheme?.legalTransitions(meanings)
  }
}

/// A class that is to be predicted of each row, beside the tags of its tokens.
public struct ClassShape: Hashable, Sendable {
  /// The column, which its parameters and figures are named after.
  public let name: String
  /// How many classes there are.
  public let classes: Int

  /// A class by the name of its column.
  public init(name: String, classes: Int) {
    self.name = name
    self.classes = classes
  }
}
