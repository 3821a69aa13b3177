// SPDX-License-Identifier: Apache-2.0

/// How many entities were found, as the CoNLL shared tasks count them: an entity is right when its
/// type and both its ends are.
public struct EntityCounts: Hashable, Sendable {
  /// Some entities.
  public struct Count: Hashable, Sendable {
    /// Predicted ones that are there.
    public var correct = 0
    /// Predicted ones.
    public var predicted = 0
    /// Those that are there.
    public var actual = 0

    /// None yet.
    public init(correct: Int = 0, predicted: Int = 0, actual: Int = 0) {
      (self.correct, self.predicted, self.actual) = (correct, predicted, actual)
    }

    /// Of the predicted ones the share that is right; 0 when there are none.
    public var precision: Double { ratio(correct, predicted) }

    /// Of those that are there the share that was found; 0 when there are none.
    public var recall: Double { ratio(correct, actual) }

    /// The harmonic mean of precision and recall; 0 when both are.
    public var f1: Double { ratio(2 * correct, predicted + actual) }

    static func += (sum: inout Count, other: Count) {
      sum.correct += other.correct
      sum.predicted += other.predicted
      sum.actual += other.actual
    }
  }

  /// The entities of each type that occurs, as truth or as prediction.
  public private(set) var byType: [String: Count] = [:]
  /// Tokens in all.
  public private(set) var tokens = 0
  /// Tokens with the right tag.
  public private(set) var correctTokens = 0

  /// No sequence yet.
  public init() {}

  /// All entities: the figures that count each entity the same (micro).
  public var all: Count { byType.values.sum }

  /// The types in the order of their bytes.
  public var types: [String] { byType.keys.sorted { $0.precedesInBytes($1) } }

  /// The share of tokens with the right tag; 0 without tokens.
  public var tokenAccuracy: Double { ratio(correctTokens, tokens) }

  /// Counts the tags of a sequence and what they were taken for; of the same length.
  public mutating func add(actual: [ChunkTag], predicted: [ChunkTag]) {
    tokens += actual.count
    for (one, other) in zip(actual, predicted) where one == other { correctTokens += 1 }
    let truth = Entity.all(in: actual)
    for entity in truth { byType[entity.type, default: Count()].actual += 1 }
    // Both are in order, so one pass meets the equal ones.
    var next = truth[...]
    for entity in Entity.all(in: predicted) {
      byType[entity.type, default: Count()].predicted += 1
      next = next.drop { $0.range.lowerBound < entity.range.lowerBound }
      if next.first == entity { byType[entity.type, default: Count()].correct += 1 }
    }
  }

  /// Counts what others have counted.
  public mutating func merge(_ other: EntityCounts) {
    tokens += other.tokens
    correctTokens += other.correctTokens
    byType.merge(other.byType) { mine, theirs in
      var sum = mine
      sum += theirs
      return sum
    }
  }
}

private func ratio(_ part: Int, _ whole: Int) -> Double {
  whole > 0 ? Double(part) / Double(whole) : 0
}
