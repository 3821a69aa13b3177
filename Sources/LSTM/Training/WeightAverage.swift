// SPDX-License-Identifier: Apache-2.0

/// The average of the weights over the steps of a run, which is measured and kept in their place.
final class WeightAverage {
  private let kind: TrainingOptions.Average
  private let decay: Double
  /// The average so far.
  let values: Buffer
  /// How many weights are in it.
  var count = 0

  /// Nil when the weights are kept as they are.
  init?(_ options: TrainingOptions, count: Int) {
    guard options.averages else { return nil }
    kind = options.average
    decay = options.settings[TrainingOptions.Key.averageDecay]
    values = Buffer(count: count)
  }

  /// Takes in the weights that a step has left.
  func add(_ weights: Buffer) {
    let share = count == 0 ? 1 : kind == .ema ? 1 - decay : 1 / Double(count + 1)
    let factor = Float(share)
    let (average, weights) = (values.base, weights.base)
    for at in 0..<values.count { average[at] += factor * (weights[at] - average[at]) }
    count += 1
  }

  /// Does something while the average stands in the place of the weights.
  func replacing<Result>(_ weights: Buffer, _ body: () throws -> Result) rethrows -> Result {
    guard count > 0 else { return try body() }
    values.swap(with: weights)
    defer { values.swap(with: weights) }
    return try body()
  }
}
