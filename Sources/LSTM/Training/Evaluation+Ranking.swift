// SPDX-License-Identifier: Apache-2.0

/// What the probabilities of classes and labels are worth beside the predictions made of them.
extension Evaluation {
  /// How many classes or labels have probabilities; 0 with tags and tokens.
  private var scoredClasses: Int {
    probabilities.isEmpty ? 0 : labelling?.counts.byLabel.count ?? confusion.classes
  }

  /// The rows of a class or label ranked among all by its probability.
  public func ranked(_ index: Int) -> RankedScores {
    // Of two classes the first has the rest of the second's probability, which rounding may tie.
    let isOpposite = labelling == nil && scoredClasses == 2 && index == 0
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
    let isTwoClasses = labelling == nil && scoredClasses == 2
    let figures = (isTwoClasses ? 1..<2 : 0..<scoredClasses).compactMap { figure(ranked($0)) }
    return figures.isEmpty ? nil : figures.reduce(0, +) / Double(figures.count)
  }

  /// The classes or labels that no row has, which leaves them out of these means.
  public var absentClasses: [Int] {
    guard labelling != nil || scoredClasses > 2 else { return [] }
    var isThere = [Bool](repeating: false, count: scoredClasses)
    for number in truths.values where isThere.indices.contains(Int(number)) {
      isThere[Int(number)] = true
    }
    return isThere.indices.filter { !isThere[$0] }
  }
}
