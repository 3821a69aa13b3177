// SPDX-License-Identifier: Apache-2.0

/// How well scores put the rows of a class before all others, whatever the threshold.
///
/// Rows with equal scores are one step: there is no order among them.
public struct RankedScores: Hashable, Sendable {
  /// The rows of the class with one score.
  private struct Step: Hashable {
    /// Rows of the class with this score.
    var positives = 0
    /// Other rows with this score.
    var negatives = 0
    /// Other rows between this score and that of the step before.
    var negativesBefore = 0
  }

  /// Rows of the class.
  public let positives: Int
  /// Other rows.
  public let negatives: Int
  /// By falling score.
  private var steps: [Step] = []

  /// Ranks the rows of a class among all.
  ///
  /// - Parameters:
  ///   - positives: the scores of the rows of the class, in any order.
  ///   - negatives: the scores of the others.
  public init(positives: [Float], negatives: [Float]) {
    (self.positives, self.negatives) = (positives.count, negatives.count)
    var scores: [Float] = []
    for score in positives.sorted(by: >) {
      if score != scores.last {
        scores.append(score)
        steps.append(Step())
      }
      steps[steps.count - 1].positives += 1
    }
    for score in negatives {
      // The first step that does not stand before this score.
      var (low, high) = (0, scores.count)
      while low < high {
        let middle = (low + high) / 2
        if scores[middle] > score { low = middle + 1 } else { high = middle }
      }
      guard low < scores.count else { continue }
      if scores[low] == score {
        steps[low].negatives += 1
      } else {
        steps[low].negativesBefore += 1
      }
    }
  }

  /// The area under the receiver operating characteristic: the probability that a row of the class has
  /// a higher score than another row, a tie being one half (the statistic of Mann and Whitney).
  ///
  /// Nil unless there are rows of both kinds.
  public var auc: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    var (wins, before) = (0, 0)
    for step in steps {
      before += step.negativesBefore
      wins += step.positives * (2 * (negatives - before) - step.negatives)
      before += step.negatives
    }
    return Double(wins) / (2 * Double(positives) * Double(negatives))
  }

  /// The precision at each step, weighted by the recall that it adds: the area under the curve of
  /// precision over recall as a sum of steps, without interpolation.
  ///
  /// Nil without a row of the class.
  public var averagePrecision: Double? {
    guard positives > 0 else { return nil }
    var (sum, found, taken) = (0.0, 0, 0)
    for step in steps {
      found += step.positives
      taken += step.positives + step.negativesBefore + step.negatives
      sum += Double(step.positives) * Double(found) / Double(taken)
    }
    return sum / Double(positives)
  }

  /// A place on a curve.
  public struct Point: Hashable, Sendable {
    /// Along the horizontal axis, from 0 to 1.
    public let x: Double
    /// Along the vertical axis, from 0 to 1.
    public let y: Double
  }

  /// The receiver operating characteristic: the share of the rows of the class that are found, over the
  /// share of the other rows that are found with them, as the threshold falls.
  ///
  /// Tied rows are one slanted line, so the area under the lines is `auc`. Empty unless there are rows of
  /// both kinds.
  public var rocCurve: [Point] {
    guard positives > 0, negatives > 0 else { return [] }
    var (found, taken) = (0, 0)
    var curve = [Point(x: 0, y: 0)]
    let add = { (found: Int, taken: Int) in
      let point = Point(
        x: Double(taken) / Double(negatives), y: Double(found) / Double(positives))
      if point != curve.last { curve.append(point) }
    }
    for step in steps {
      taken += step.negativesBefore
      add(found, taken)
      found += step.positives
      taken += step.negatives
      add(found, taken)
    }
    add(positives, negatives)
    return curve
  }

  /// The precision over the recall, in steps: each goes on at its precision from the recall before to its
  /// own, so the area under them is `averagePrecision`.
  ///
  /// Empty without a row of the class.
  public var precisionRecallCurve: [Point] {
    guard positives > 0 else { return [] }
    var (found, taken) = (0, 0)
    var curve: [Point] = []
    for step in steps {
      let start = Double(found) / Double(positives)
      found += step.positives
      taken += step.positives + step.negativesBefore + step.negatives
      let precision = Double(found) / Double(taken)
      curve.append(Point(x: start, y: precision))
      curve.append(Point(x: Double(found) / Double(positives), y: precision))
    }
    return curve
  }
}
