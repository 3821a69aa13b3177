// SPDX-License-Identifier: Apache-2.0

/// The mean over some levels of twice the pinball loss (Koenker and Bassett 1978), which a prediction
/// makes small that is above the number with the probability of its level.
///
/// The score of the level closest to a half is its value. Those above add to the value below them the
/// softplus of their score times how far a normal distribution has the two levels from one another, and
/// those below subtract it from the value above them: no two cross.
struct QuantileLoss: NumberLoss {
  /// At most so many levels.
  static let mostLevels = 99

  /// The levels, which rise between 0 and 1.
  let levels: [Double]
  /// Which of them is closest to a half.
  let middle: Int
  /// How far each level is from the next in a normal distribution.
  private let gaps: [Double]

  /// - Parameter levels: at most 99, which rise between 0 and 1.
  init(levels: [Double]) {
    self.levels = levels
    var closest = 0
    for at in levels.indices where abs(levels[at] - 0.5) < abs(levels[closest] - 0.5) {
      closest = at
    }
    middle = closest
    let places = levels.map(normalQuantile)
    gaps = zip(places.dropFirst(), places).map { $0 - $1 }
  }

  var name: String { "quantile loss" }
  var form: NumberForm { .quantiles(levels) }

  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, _ slope: SlopeScale?
  ) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.mostLevels) { stretches in
      var sum = 0.0
      let center = Double(scores[middle])
      var value = center
      sum += note(aim, value, middle, scores, isGradient: slope != nil)
      for at in stride(from: middle + 1, to: levels.count, by: 1) {
        let soft = Softplus(Double(scores[at]))
        value += gaps[at - 1] * soft.value
        stretches[at] = gaps[at - 1] * soft.slope
        sum += note(aim, value, at, scores, isGradient: slope != nil)
      }
      value = center
      for at in stride(from: middle - 1, through: 0, by: -1) {
        let soft = Softplus(Double(scores[at]))
        value -= gaps[at] * soft.value
        stretches[at] = gaps[at] * soft.slope
        sum += note(aim, value, at, scores, isGradient: slope != nil)
      }
      if let slope { gather(scores, stretches, slope) }
      return sum / Double(levels.count)
    }
  }

  /// Returns the loss at a level, whose score becomes its value, or the slope of its loss by that.
  private func note(
    _ aim: Double, _ value: Double, _ at: Int, _ scores: UnsafeMutablePointer<Float>,
    isGradient: Bool
  ) -> Double {
    let (level, error) = (levels[at], aim - value)
    let slope = error > 0 ? -2 * level : error < 0 ? 2 * (1 - level) : error
    scores[at] = Float(isGradient ? slope : value)
    return -slope * error
  }

  /// A score moves all values on its side, from its own outwards; that of the middle moves all.
  private func gather(
    _ scores: UnsafeMutablePointer<Float>, _ stretches: UnsafeMutableBufferPointer<Double>,
    _ slope: SlopeScale
  ) {
    let count = Double(levels.count)
    var (above, below) = (0.0, 0.0)
    for at in stride(from: levels.count - 1, to: middle, by: -1) {
      above += Double(scores[at])
      scores[at] = slope(above * stretches[at] / count)
    }
    for at in 0..<middle {
      below += Double(scores[at])
      scores[at] = slope(-below * stretches[at] / count)
    }
    scores[middle] = slope((above + below + Double(scores[middle])) / count)
  }
}
