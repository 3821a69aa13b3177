// SPDX-License-Identifier: Apache-2.0

/// The meaning of the targets of a model: what is predicted of a row, and how many classes or tags there
/// are.
public struct TargetTask: Hashable, Sendable {
  /// What is predicted of a row.
  public let kind: Target.Kind
  /// How many classes, tags, labels or tokens there are.
  public let classes: Int
  /// The scheme of the tags; nil for others than those of entities.
  public let scheme: TagScheme?
  /// Which tags may follow one another; nil where all may.
  let legal: LegalTransitions?
  /// The classes that are predicted of the row beside it.
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

  /// The figure that says how good it is, by the name it has in `by=`.
  public var ownFigure: String {
    switch kind {
    case .class: "accuracy"
    case .tags: scheme == nil ? "accuracy" : "f1"
    case .labels, .phrases: "f1"
    case .next: "loss"
    }
  }

  /// What a network knows of the leading target.
  public var shape: TargetShape {
    switch kind {
    case .class: TargetShape(.rows, .choice(classes))
    case .labels: TargetShape(.rows, .choices(classes))
    case .tags, .phrases: TargetShape(.steps, .choice(classes), legal: legal)
    case .next: TargetShape(.steps, .choice(classes), isFed: true)
    }
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

  /// What a network knows of it.
  var shape: TargetShape { TargetShape(.rows, .choice(classes)) }
}
