// SPDX-License-Identifier: Apache-2.0

/// A loss of numbers: the mean over the numbers of a place that are not missing.
///
/// The scores of number k of a place are in the columns k·P ..< (k + 1)·P for a form of P parameters.
/// What is missing has no loss and no gradient. After the numbers that are right there may be the
/// logarithms of the levels that they are predicted as multiples of: number k has that at k % levels.
protocol NumberLoss: Loss {
  /// What the scores become.
  var form: NumberForm { get }

  /// Returns the loss of a number. Its scores become the slopes of the loss as `slope` weighs them, or
  /// without it the parameters of the number; the number is NaN where it is missing, and the loss
  /// then any.
  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, _ slope: SlopeScale?
  ) -> Double

  /// The same of a number that is predicted as a multiple of a level, by the logarithm of this; the
  /// parameters stay those of the multiple.
  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, level: Double, _ slope: SlopeScale?
  ) -> Double
}

extension NumberLoss {
  /// Only counts are predicted as multiples.
  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, level: Double, _ slope: SlopeScale?
  ) -> Double { take(scores, aim, slope) }
}

/// What the slopes of a number's loss are multiplied by.
struct SlopeScale {
  /// That of the loss of its place.
  let scale: Float
  /// How many numbers of the place are known.
  let known: Double

  /// A slope as a gradient.
  func callAsFunction(_ slope: Double) -> Float { scale * Float(slope / known) }
}

extension NumberLoss {
  func run(_ pass: LossPass, _ rows: Range<Int>, _ kernels: KernelTable) {
    let width = form.parameters
    let numbers = pass.rows.scores.columns / width
    let levels = pass.rows.values.columns - numbers
    for row in rows {
      let (scores, aims) = (pass.rows.scores.row(row), pass.rows.values.row(row))
      var known = 0
      for at in 0..<numbers where !aims[at].isNaN { known += 1 }
      let slope = pass.isGradient ? SlopeScale(scale: pass.scale, known: Double(known)) : nil
      var sum = 0.0
      for at in 0..<numbers {
        let own = scores + at * width
        if aims[at].isNaN {
          if pass.isGradient {
            own.update(repeating: 0, count: width)
          } else {
            _ = take(own, .nan, nil)
          }
        } else {
          sum += take(
            own, Double(aims[at]), level: levels > 0 ? Double(aims[numbers + at % levels]) : 0,
            slope)
        }
      }
      pass.rows.losses[row] = known == 0 ? 0 : sum / Double(known)
    }
  }
}

/// A loss of numbers that are predicted as they are, by how far off they are.
protocol PointLoss: NumberLoss {
  /// The loss of a number that is predicted too high by an error, and its slope.
  func term(_ error: Double) -> (loss: Double, slope: Double)
}

extension PointLoss {
  var form: NumberForm { .point }

  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, _ slope: SlopeScale?
  ) -> Double {
    let term = term(Double(scores[0]) - aim)
    if let slope { scores[0] = slope(term.slope) }
    return term.loss
  }
}

/// The square of the error.
struct SquaredError: PointLoss {
  var name: String { "mean squared error" }

  func term(_ error: Double) -> (loss: Double, slope: Double) { (error * error, 2 * error) }
}

/// The size of the error.
struct AbsoluteError: PointLoss {
  var name: String { "mean absolute error" }

  func term(_ error: Double) -> (loss: Double, slope: Double) {
    (abs(error), error > 0 ? 1 : error < 0 ? -1 : error)
  }
}

/// Half the square of a small error, and the size of a large one (Huber 1964).
struct HuberLoss: PointLoss {
  /// From which size on an error is large.
  let delta: Double

  var name: String { "Huber loss" }

  func term(_ error: Double) -> (loss: Double, slope: Double) {
    let size = abs(error)
    guard size > delta else { return (error * error / 2, error) }
    return (delta * (size - delta / 2), error.isNaN ? error : error > 0 ? delta : -delta)
  }
}
