// SPDX-License-Identifier: Apache-2.0

/// What chrF is computed from: n-grams of one to six characters, and of one and two words.
public struct ChrFCounts: Tally, Codable, Hashable {
  /// The longest n-grams of characters.
  public static let characterOrders = 6
  /// The longest n-grams of words.
  public static let wordOrders = 2

  // Characters first; an order that is not counted is 0 in all three.
  private var matchedByOrder = SIMD8<Int>.zero
  private var hypothesisByOrder = SIMD8<Int>.zero
  private var referenceByOrder = SIMD8<Int>.zero

  /// No row yet.
  public init() {}

  /// The n-grams of the hypotheses that their reference has: of 1 to 6 characters, then of 1 and 2 words.
  public var matched: [Int] { Self.list(matchedByOrder) }
  /// The n-grams of the hypotheses, but for those of an order that the reference has none of.
  public var hypothesis: [Int] { Self.list(hypothesisByOrder) }
  /// The n-grams of the references.
  public var reference: [Int] { Self.list(referenceByOrder) }

  /// Adds the characters of a row.
  mutating func addCharacters(hypothesis: [UInt32], reference: [UInt32]) {
    let orders = Self.characterOrders
    add(NGramCount.byOrder(orders, hypothesis: hypothesis, reference: reference), at: 0)
  }

  /// Adds the words of a row.
  mutating func addWords(hypothesis: [UInt32], reference: [UInt32], orders: Int) {
    add(
      NGramCount.byOrder(orders, hypothesis: hypothesis, reference: reference),
      at: Self.characterOrders)
  }

  private mutating func add(_ counts: [NGramCount], at first: Int) {
    for (place, count) in zip(first..., counts) where count.reference > 0 {
      matchedByOrder[place] += count.matched
      hypothesisByOrder[place] += count.hypothesis
      referenceByOrder[place] += count.reference
    }
  }

  /// Adds those of other rows.
  public mutating func merge(_ other: ChrFCounts) {
    matchedByOrder &+= other.matchedByOrder
    hypothesisByOrder &+= other.hypothesisByOrder
    referenceByOrder &+= other.referenceByOrder
  }

  /// The score, from 0 to 100: (1 + β²)·P·R / (β²·P + R) of precision P and recall R, each the mean over
  /// the orders that both sides have n-grams of; 0 where there is no such order.
  ///
  /// - Parameter beta: how many times as much as precision recall counts.
  public func score(beta: Double = 2) -> Double {
    var (precision, recall, known) = (0.0, 0.0, 0.0)
    for order in 0..<matchedByOrder.scalarCount
    where hypothesisByOrder[order] > 0 && referenceByOrder[order] > 0 {
      let matched = Double(matchedByOrder[order])
      precision += matched / Double(hypothesisByOrder[order])
      recall += matched / Double(referenceByOrder[order])
      known += 1
    }
    guard precision + recall > 0 else { return 0 }
    precision /= known
    recall /= known
    let factor = beta * beta
    return 100 * (1 + factor) * precision * recall / (factor * precision + recall)
  }

  static let metrics = [
    Metric.of(MetricCatalog.chrf, ChrFCounts.self) {
      $0.referenceByOrder != .zero ? $0.score() : nil
    }
  ]

  private static func list(_ counts: SIMD8<Int>) -> [Int] {
    counts.indices.map { counts[$0] }
  }
}
