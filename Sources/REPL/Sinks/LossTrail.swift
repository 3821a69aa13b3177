// SPDX-License-Identifier: Apache-2.0

import DSL

/// The mean losses of the last stretches of training, a quarter of an epoch each, for the live line.
struct LossTrail {
  /// How many stretches are kept.
  static let capacity = 10
  private static let stretchesAnEpoch = 4

  /// The means, the oldest first.
  private(set) var means: [Double] = []
  private var run = ""
  private var epoch = 0
  /// Where the stretch at hand began: the batches of the epoch that were done, and their sum.
  private var start = (batch: 0, sum: 0.0)

  /// Takes a batch; batches of another run begin anew.
  mutating func take(_ progress: BatchProgress) {
    if progress.run != run || progress.epoch < epoch { self = LossTrail() }
    if progress.epoch != epoch { start = (0, 0) }
    (run, epoch) = (progress.run, progress.epoch)
    let stretch = max(progress.batches / Self.stretchesAnEpoch, 1)
    let batches = progress.batch - start.batch
    guard batches >= stretch else { return }
    // The loss of a report is the mean of the epoch so far.
    let sum = progress.loss * Double(progress.batch)
    means.append((sum - start.sum) / Double(batches))
    if means.count > Self.capacity { means.removeFirst() }
    start = (progress.batch, sum)
  }

  /// The means as blocks, the lowest one lowest; empty as long as there is nothing to compare.
  var sparkline: String {
    let finite = means.filter(\.isFinite)
    guard finite.count > 1, let low = finite.min(), let high = finite.max() else { return "" }
    return String(
      means.map { mean -> Character in
        guard mean.isFinite else { return " " }
        let share = high > low ? (mean - low) / (high - low) : 0
        return Self.blocks[min(Int(share * Double(Self.blocks.count)), Self.blocks.count - 1)]
      })
  }

  private static let blocks = PlotRenderer.eighthsUp
}
