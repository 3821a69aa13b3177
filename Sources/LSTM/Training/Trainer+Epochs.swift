// SPDX-License-Identifier: Apache-2.0

/// The end of an epoch: it is measured, noted, and its weights kept where they are the best.
extension Trainer {
  /// Closes the epoch; the end of the run when it was stopped, or when the last update left weights
  /// that give no finite loss.
  func close(
    _ shouldStop: () -> StopReason?, _ onEpoch: (EpochResult) -> Void
  ) -> TrainingEnd? {
    guard step.hasFiniteWeights else { return brokenOff(rows: []) }
    let end: TrainingEnd?
    if let average {
      end = average.replacing(network.weights) { measure(shouldStop) }
    } else {
      end = measure(shouldStop)
    }
    if end == nil, let result = state.epochs.last { onEpoch(result) }
    return end
  }

  /// Measures the weights on the rows to watch, and notes the result of the epoch.
  private func measure(_ shouldStop: () -> StopReason?) -> TrainingEnd? {
    guard !validRows.isEmpty else {
      conclude(nil)
      return nil
    }
    var reason: StopReason?
    let valid = network.evaluate(examples, rows: validRows, writing: writing) {
      reason = shouldStop()
      return reason != nil
    }
    guard let valid else {
      return end(reason ?? .interrupted, epoch: state.epoch, batch: state.batch)
    }
    guard valid.loss.isFinite else { return brokenOff(rows: []) }
    conclude(valid)
    return nil
  }

  /// How the texts of the rows to watch are looked for; nil where no figure of theirs is noted.
  var writing: SearchOptions? {
    guard let task = examples.targets[0].task as? any Decoding,
      figures.contains(where: type(of: task).comparesTexts)
    else { return nil }
    return .greedy
  }

  /// Notes the result of an epoch, and keeps its weights if they are to be kept.
  private func conclude(_ valid: Evaluation?) {
    var result = EpochResult(
      epoch: state.epoch, trainLoss: state.losses.mean, valid: valid.map(noted) ?? [])
    let rank = options.rank(result)
    if valid != nil, state.best.map({ rank < $0.rank }) ?? true {
      state.best = TrainingState.Best(epoch: state.epoch, rank: rank)
      result.isBest = true
    }
    if result.isBest || options.keep == .last || valid == nil {
      kept.copy(from: network.weights)
      state.keptEpoch = state.epoch
    }
    epochAverage?.take(
      network.weights, of: TrainingState.Best(epoch: state.epoch, rank: rank))
    if shallAverage {
      state.averagesFrom = state.epoch + 1
      result.beginsAverage = true
    }
    state.epochs.append(result)
    history.append(rank)
    (state.epoch, state.batch, state.rows, state.losses) = (state.epoch + 1, 0, 0, LossSums())
  }

  /// Those figures of an evaluation that epochs note.
  func noted(_ valid: Evaluation) -> [Figure] {
    figures.compactMap { name in valid.figure(name).map { Figure(name, $0) } }
  }

  /// Whether the epoch that has been measured is the one after which weights are averaged.
  private var shallAverage: Bool {
    guard average != nil, options.averagePatience > 0, state.averagesFrom == nil,
      let best = state.best
    else { return false }
    return state.epoch - best.epoch >= options.averagePatience
  }

  var hasLostPatience: Bool {
    guard options.patience > 0, let best = state.best else { return false }
    // What is averaged has as much time as what was before.
    let start = max(best.epoch, state.reopened, (state.averagesFrom ?? 1) - 1)
    return state.epoch - 1 - start >= options.patience
  }
}
