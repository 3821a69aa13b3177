// SPDX-License-Identifier: Apache-2.0

/// What BLEU is computed from: n-grams of one to four tokens, and lengths in tokens.
///
/// The counts of rows are added up, so the score of a corpus is no mean of the scores of its rows.
public struct BLEUCounts: Tally, Codable, Hashable {
  /// The longest n-grams.
  public static let orders = 4

  private var matchedByOrder = SIMD4<Int>.zero
  private var totalByOrder = SIMD4<Int>.zero
  /// Tokens of the hypotheses.
  public private(set) var hypothesisLength = 0
  /// Tokens of the references.
  public private(set) var referenceLength = 0

  /// No row yet.
  public init() {}

  /// The counts of one row whose tokens have numbers.
  init(hypothesis: [UInt32], reference: [UInt32]) {
    (hypothesisLength, referenceLength) = (hypothesis.count, reference.count)
    let counts = NGramCount.byOrder(Self.orders, hypothesis: hypothesis, reference: reference)
    for (order, count) in counts.enumerated() {
      (matchedByOrder[order], totalByOrder[order]) = (count.matched, count.hypothesis)
    }
  }

  /// The n-grams of the hypotheses that their reference has, for n = 1 to 4; an n-gram counts at most as
  /// often in a row as the reference has it.
  public var matched: [Int] { (0..<Self.orders).map { matchedByOrder[$0] } }

  /// All n-grams of the hypotheses, for n = 1 to 4.
  public var total: [Int] { (0..<Self.orders).map { totalByOrder[$0] } }

  /// Adds those of other rows.
  public mutating func merge(_ other: BLEUCounts) {
    matchedByOrder &+= other.matchedByOrder
    totalByOrder &+= other.totalByOrder
    hypothesisLength += other.hypothesisLength
    referenceLength += other.referenceLength
  }

  /// The score: the brevity penalty times the geometric mean of the precisions of the four orders, which
  /// is 0 where the hypotheses have no n-grams of some order.
  ///
  /// The k-th order that has n-grams and no match takes 1/2^k matches (NIST's smoothing, `exp` of
  /// sacrebleu), unless no order has one: then the score is 0.
  ///
  /// - Parameter hasEffectiveOrder: whether the mean is over the orders that the hypotheses have n-grams
  ///   of: for single rows, which may be shorter than four tokens.
  public func score(hasEffectiveOrder: Bool = false) -> BLEUScore {
    let penalty = brevityPenalty
    var precisions = [Double](repeating: 0, count: Self.orders)
    guard matchedByOrder != .zero else { return BLEUScore(0, penalty, precisions) }
    var (logarithms, known, smoothing) = (0.0, 0, 1.0)
    for order in 0..<Self.orders where totalByOrder[order] > 0 {
      var matched = Double(matchedByOrder[order])
      if matched == 0 {
        smoothing /= 2
        matched = smoothing
      }
      precisions[order] = 100 * matched / Double(totalByOrder[order])
      logarithms += naturalLogarithm(precisions[order])
      known += 1
    }
    guard hasEffectiveOrder || known == Self.orders else {
      return BLEUScore(0, penalty, precisions)
    }
    return BLEUScore(penalty * exponential(logarithms / Double(known)), penalty, precisions)
  }

  /// 1, or exp(1 - r / h) where the h tokens of the hypotheses are fewer than the r of the references.
  public var brevityPenalty: Double {
    guard hypothesisLength < referenceLength else { return 1 }
    guard hypothesisLength > 0 else { return 0 }
    return exponential(1 - Double(referenceLength) / Double(hypothesisLength))
  }

  static let metrics = [
    Metric.of(MetricCatalog.bleu, BLEUCounts.self) {
      $0.referenceLength > 0 ? $0.score().value : nil
    }
  ]
}
