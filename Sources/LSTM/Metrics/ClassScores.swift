// SPDX-License-Identifier: Apache-2.0

/// The probabilities of classes or labels beside what is true: what figures of ranks are computed from.
public struct ClassScores: Tally {
  /// The probability of each class or label, a row each.
  public private(set) var probabilities: [[Float]]
  /// The classes or labels that each row has.
  public private(set) var truths: TokenColumn
  /// Whether they are labels, each by itself, and no classes of which one is true.
  public let areLabels: Bool

  /// The scores of some rows.
  public init(probabilities: [[Float]], truths: TokenColumn, areLabels: Bool) {
    self.probabilities = probabilities
    self.truths = truths
    self.areLabels = areLabels
  }

  /// Adds those of other rows.
  public mutating func merge(_ other: ClassScores) {
    probabilities += other.probabilities
    for row in 0..<other.truths.rowCount { truths.append(other.truths[row]) }
  }

  /// How many classes or labels have probabilities.
  private var count: Int { probabilities.first?.count ?? 0 }

  /// The rows of a class or label ranked among all by its probability.
  public func ranked(_ index: Int) -> RankedScores {
    // Of two classes the first has the rest of the second's probability, which rounding may tie.
    let isOpposite = !areLabels && count == 2 && index == 0
    var (positives, negatives): ([Float], [Float]) = ([], [])
    for (place, shares) in probabilities.enumerated() {
      let score = isOpposite ? -shares[1] : shares[index]
      if truths[place].contains(Int32(truncatingIfNeeded: index)) {
        positives.append(score)
      } else {
        negatives.append(score)
      }
    }
    return RankedScores(positives: positives, negatives: negatives)
  }

  /// The area under the receiver operating characteristic: of two classes that of the second, else the
  /// mean over the classes, each against the rest, or over the labels.
  ///
  /// Classes and labels that no row has, or that all rows have, do not enter; nil where none is left.
  public var auc: Double? { mean(\.auc) }

  /// The average precision, over the same classes as `auc`; one that all rows have enters.
  public var averagePrecision: Double? { mean(\.averagePrecision) }

  private func mean(_ figure: (RankedScores) -> Double?) -> Double? {
    let isTwoClasses = !areLabels && count == 2
    let figures = (isTwoClasses ? 1..<2 : 0..<count).compactMap { figure(ranked($0)) }
    return figures.isEmpty ? nil : figures.reduce(0, +) / Double(figures.count)
  }

  /// The classes or labels that no row has, which leaves them out of these means.
  public var absentClasses: [Int] {
    guard areLabels || count > 2 else { return [] }
    var isThere = [Bool](repeating: false, count: count)
    for number in truths.values where isThere.indices.contains(Int(number)) {
      isThere[Int(number)] = true
    }
    return isThere.indices.filter { !isThere[$0] }
  }

  /// How far the most probable classes are right as often as their probabilities say; nil for labels,
  /// and without a row.
  public var calibration: Calibration? {
    guard !areLabels, !probabilities.isEmpty else { return nil }
    return Calibration(
      probabilities.enumerated().map { place, shares in
        let best = ClassScores.mostProbable(shares)
        return (
          confidence: shares.isEmpty ? 0 : Double(shares[best]),
          isRight: truths[place].first == Int32(truncatingIfNeeded: best)
        )
      })
  }

  /// The index of the largest of some probabilities; the first of equals.
  public static func mostProbable(_ probabilities: [Float]) -> Int {
    probabilities.indices.reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
  }

  /// The expected calibration error of classes.
  static let calibrationError = Metric.of(MetricCatalog.ece, ClassScores.self) {
    $0.calibration?.error
  }

  static let metrics = [
    Metric.of(MetricCatalog.auc, ClassScores.self, \.auc),
    Metric.of(MetricCatalog.averagePrecision, ClassScores.self, \.averagePrecision),
  ]
}
