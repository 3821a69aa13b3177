// SPDX-License-Identifier: Apache-2.0

/// The weights of some epochs, the best ones or the last ones, whose mean may be better than any of them
/// (checkpoint averaging).
final class EpochAverage {
  /// How many epochs there are at most.
  let most: Int
  /// Whether they are the last ones.
  private let areLast: Bool
  /// Whose weights they are, in the order of `weights`.
  private(set) var epochs: [TrainingState.Best] = []
  /// The weights of each.
  private(set) var weights: [Buffer] = []

  /// Nil where no epochs are averaged.
  ///
  /// - Parameter hasValid: whether it is known which epochs are the best.
  init?(_ options: TrainingOptions, hasValid: Bool) {
    guard options.averagedEpochs > 0 else { return nil }
    most = options.averagedEpochs
    areLast = !hasValid || options.keep == .last
  }

  /// Takes the weights of an epoch, unless there are better ones.
  func take(_ own: Buffer, of epoch: TrainingState.Best) {
    guard epochs.count == most else {
      let copy = Buffer(count: own.count)
      copy.copy(from: own)
      epochs.append(epoch)
      weights.append(copy)
      return
    }
    let place = epochs.indices.max {
      areLast ? epochs[$1].epoch < epochs[$0].epoch : isWorse($1, $0)
    }
    guard let place, areLast || epoch.rank < epochs[place].rank else { return }
    weights[place].copy(from: own)
    epochs[place] = epoch
  }

  /// Whether one of the epochs is worse than another; of equals the later one is.
  private func isWorse(_ one: Int, _ other: Int) -> Bool {
    let (one, other) = (epochs[one], epochs[other])
    return other.rank < one.rank || !(one.rank < other.rank) && one.epoch > other.epoch
  }

  /// Makes room for the weights of some epochs, which are to be filled.
  func reserve(_ epochs: [TrainingState.Best], count: Int) {
    self.epochs = epochs
    weights = epochs.map { _ in Buffer(count: count) }
  }

  /// Writes the mean of all weights, the earliest epoch first.
  func writeMean(into mean: Buffer) {
    let average = WeightAverage(meanIn: mean)
    for place in epochs.indices.sorted(by: { epochs[$0].epoch < epochs[$1].epoch }) {
      average.add(weights[place])
    }
  }

  /// The weights of an epoch; nil for one that is not among them.
  func weights(of epoch: Int) -> Buffer? {
    epochs.firstIndex { $0.epoch == epoch }.map { weights[$0] }
  }
}

/// The mean of the weights of some epochs, and how good it is.
public struct EpochMean: Codable, Hashable, Sendable {
  /// The epochs, in their order.
  public let epochs: [Int]
  /// Its figures on the validation split; none without such a split.
  public let valid: [Figure]
  /// Whether it is kept, as no epoch by itself is as good.
  public let isKept: Bool
}

extension Trainer {
  /// Measures the mean of the weights of some epochs, and gives it back where it is better than those of the
  /// epoch that would be.
  func averageEpochs() {
    guard let found = epochAverage, found.epochs.count > 1, !hasGivenBack, state.mean == nil else {
      return
    }
    let mean = Buffer(count: network.weights.count)
    found.writeMean(into: mean)
    network.weights.swap(with: mean)
    let valid =
      validRows.isEmpty ? nil : network.evaluate(examples, rows: validRows, writing: writing)
    network.weights.swap(with: mean)
    let result = EpochResult(
      epoch: state.keptEpoch, trainLoss: .infinity, valid: valid.map(noted) ?? [])
    let kept = state.epochs.first { $0.epoch == state.keptEpoch }
    let isBetter = kept.map { options.rank(result) < options.rank($0) } ?? false
    state.mean = EpochMean(
      epochs: found.epochs.map(\.epoch).sorted(), valid: result.valid,
      isKept: valid == nil || isBetter)
    if valid == nil || isBetter {
      self.kept.copy(from: mean)
    } else if let own = found.weights(of: state.keptEpoch) {
      // What stands there may be the mean of an earlier end.
      self.kept.copy(from: own)
    }
  }
}
