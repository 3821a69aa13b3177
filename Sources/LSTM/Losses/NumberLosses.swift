// SPDX-License-Identifier: Apache-2.0

/// A loss of numbers: the mean of a term over the numbers of a place that are not missing.
///
/// Scores are the predicted numbers as they are. What is missing has no loss and no gradient.
protocol NumberLoss: Loss {
  /// The loss of a number that is predicted too high by an error, and its slope.
  func term(_ error: Double) -> (loss: Double, slope: Double)
}

extension NumberLoss {
  func run(_ pass: LossPass, _ rows: Range<Int>, _ kernels: KernelTable) {
    let width = pass.rows.scores.columns
    for row in rows {
      let (scores, aims) = (pass.rows.scores.row(row), pass.rows.values.row(row))
      var known = 0
      for at in 0..<width where !aims[at].isNaN { known += 1 }
      var sum = 0.0
      for at in 0..<width {
        let isKnown = !aims[at].isNaN
        let (loss, slope) = isKnown ? term(Double(scores[at]) - Double(aims[at])) : (0, 0)
        sum += loss
        if pass.isGradient {
          scores[at] = isKnown ? pass.scale * Float(slope / Double(known)) : 0
        }
      }
      pass.rows.losses[row] = known == 0 ? 0 : sum / Double(known)
    }
  }
}

/// The square of the error.
struct SquaredError: NumberLoss {
  var name: String { "mean squared error" }

  func term(_ error: Double) -> (loss: Double, slope: Double) { (error * error, 2 * error) }
}

/// The size of the error.
struct AbsoluteError: NumberLoss {
  var name: String { "mean absolute error" }

  func term(_ error: Double) -> (loss: Double, slope: Double) {
    (abs(error), error > 0 ? 1 : error < 0 ? -1 : error)
  }
}

/// Half the square of a small error, and the size of a large one (Huber 1964).
struct HuberLoss: NumberLoss {
  /// From which size on an error is large.
  let delta: Double

  var name: String { "Huber loss" }

  func term(_ error: Double) -> (loss: Double, slope: Double) {
    let size = abs(error)
    guard size > delta else { return (error * error / 2, error) }
    return (delta * (size - delta / 2), error.isNaN ? error : error > 0 ? delta : -delta)
  }
}
