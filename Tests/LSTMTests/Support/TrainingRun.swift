// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// Options of a training run; what is not given takes its default.
func trainingOptions(
  _ settings: [String: ArgumentValue] = [:], optimizer: OptimizerEntry = Adam.entry,
  _ optimizerSettings: [String: ArgumentValue] = [:], seed: UInt64 = 7
) -> TrainingOptions {
  TrainingOptions(
    optimizer: optimizer,
    optimizerArguments: Arguments(optimizerSettings, for: optimizer.arguments),
    settings: Arguments(settings, for: TrainingOptions.arguments), seed: seed)
}

/// A run of the trainer that remembers what it was told on the way.
final class TrainingRun {
  let network: Network
  private(set) var batches: [TrainingProgress] = []
  private(set) var epochs: [EpochResult] = []
  /// The weights after each epoch.
  private(set) var weights: [[Float]] = []
  private(set) var result: TrainingResult?

  /// Trains until the end, or until `shouldStop` says so.
  init(
    _ network: Network, _ data: TinyData, train: [Int], valid: [Int] = [],
    _ options: TrainingOptions, shouldStop: (TrainingRun) -> Bool = { _ in false }
  ) {
    self.network = network
    let trainer = Trainer(
      network, data.examples, trainRows: train, validRows: valid,
      options: options)
    result = trainer.run(
      shouldStop: { shouldStop(self) ? .interrupted : nil },
      onBatch: { self.batches.append($0) },
      onEpoch: {
        self.epochs.append($0)
        self.weights.append(network.weights.contents)
      })
  }
}
