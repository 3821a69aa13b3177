// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The figures of single classes, labels or types of entities.
extension EvaluationObject {
  /// What was found of one of them.
  struct ClassFigures {
    /// As tables show it; entities of tags without types are of the type `any`.
    let name: String
    /// Its number; of a type of entities its place in the order of types.
    let index: Int
    let precision: Double
    let recall: Double
    let f1: Double
    /// How often it is there.
    let actual: Int
  }

  /// What tables call entities of tags without types.
  static func typeName(_ type: String) -> String { type.isEmpty ? "any" : type }

  /// The types of entities that the tags tell apart, in the order of their bytes; nil for tags of
  /// another meaning, and for other targets.
  private var entityTypes: [String]? {
    guard kindOfTarget == .tags else { return nil }
    let tags = labels.compactMap { ChunkTag($0) }
    guard tags.count == labels.count else { return nil }
    return Set(tags.filter { $0.position != .outside }.map(\.type))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What its figures can be asked for by name; nothing for phrases, which are of one kind, and for
  /// language models.
  var classNames: [String] {
    switch kindOfTarget {
    case .class, .labels: labels
    case .tags: entityTypes.map { $0.map(Self.typeName) } ?? labels
    case .phrases, .next: []
    }
  }

  /// What one and several of them are called.
  var classWords: (one: String, many: String) {
    switch kindOfTarget {
    case .class: ("class", "classes")
    case .labels: ("label", "labels")
    case .tags: entityTypes == nil ? ("tag", "tags") : ("type of entity", "types of entities")
    case .phrases: ("phrase", "phrases")
    case .next: ("token", "tokens")
    }
  }

  /// The figures of each, in the order of `classNames`.
  func classFigures(of result: Evaluation) -> [ClassFigures] {
    if let types = entityTypes, let entities = result.tagging?.entities {
      return types.enumerated().map { index, type in
        figures(Self.typeName(type), index, entities.byType[type] ?? EntityCounts.Count())
      }
    }
    if let counts = result.labelling?.counts {
      return counts.byLabel.enumerated().map { figures(labels[$0], $0, $1) }
    }
    let confusion = result.confusion
    return classNames.enumerated().map { index, name in
      ClassFigures(
        name: name, index: index, precision: confusion.precision(index),
        recall: confusion.recall(index), f1: confusion.f1(index), actual: confusion.support(index))
    }
  }

  private func figures(
    _ name: String, _ index: Int, _ count: EntityCounts.Count
  ) -> ClassFigures {
    ClassFigures(
      name: name, index: index, precision: count.precision, recall: count.recall, f1: count.f1,
      actual: count.actual)
  }

  /// Which classes have no row, and so no part in the figures of ranks.
  var absentNote: [String] {
    let absent = Set(results.flatMap(\.absentClasses)).sorted()
    guard !absent.isEmpty else { return [] }
    let names = absent.prefix(5).map { labels[$0] }.joined(separator: ", ")
    let more = absent.count > 5 ? " and \(absent.count - 5) more" : ""
    return ["no row has \(names)\(more), left out of auc and average_precision"]
  }
}
