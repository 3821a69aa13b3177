// SPDX-License-Identifier: Apache-2.0

/// The average of the weights over the steps of a run, which is measured and kept in their place.
final class WeightAverage {
  /// The share that is left of a moving average after a step; nil for the mean.
  private let decay: Double?
  /// The average so far.
  let values: Buffer
  /// How many weights are in it.
  var count = 0

  /// Nil when the weights are kept as they are.
  init?(_ options: TrainingOptions, count: Int) {
    guard options.averages else { return nil }
    decay = options.average == .ema ? options.settings[TrainingOptions.Key.averageDecay] : nil
    values = Buffer(count: count)
  }

  /// The mean of the weights that are taken in, in a buffer of that length.
  init(meanIn values: Buffer) {
    decay = nil
    self.values = values
  }

  /// Takes in the weights that a step has left.
  func add(_ weights: Buffer) {
    let share = count == 0 ? 1 : decay.map { 1 - $0 } ?? 1 / Double(count + 1)
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
