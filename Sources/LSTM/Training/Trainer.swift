// SPDX-License-Identifier: Apache-2.0

/// What one epoch came to.
public struct EpochResult: Hashable, Sendable {
  /// The epoch, from 1.
  public let epoch: Int
  /// The mean loss over the training rows, as they were met.
  public let trainLoss: Double
  /// On the validation split, when there is one.
  public let validLoss: Double?
  /// On the validation split.
  public let validAccuracy: Double?
  /// Macro F1 on the validation split.
  public let validF1: Double?
  /// Whether these are the best weights so far.
  public let isBest: Bool
}

/// Where training stands after a batch.
public struct TrainingProgress: Hashable, Sendable {
  /// The epoch, from 1.
  public let epoch: Int
  /// Batches done in it.
  public let batch: Int
  /// Batches in an epoch.
  public let batches: Int
  /// Rows done in it.
  public let rows: Int
  /// The mean loss in it so far.
  public let loss: Double
}

/// How a run ended.
public enum TrainingEnd: Hashable, Sendable {
  /// All epochs were done.
  case finished
  /// The monitored figure had not got better for `patience` epochs.
  case patience
  /// It was asked to stop.
  case interrupted(epoch: Int, batch: Int)
  /// The loss or a gradient was not finite. `layer` is the parameter where it began: the first that
  /// is not finite itself, else the one nearest to the loss whose gradient is not; `rows` are the
  /// batch's.
  case diverged(epoch: Int, batch: Int, layer: String?, rows: [Int])
}

/// What training came to; the network holds the weights that were kept.
public struct TrainingResult: Sendable {
  /// The epochs that were finished.
  public let epochs: [EpochResult]
  /// The epoch whose weights were kept; 0 when none was finished.
  public let keptEpoch: Int
  /// How it ended.
  public let end: TrainingEnd
}

/// Trains a network on one split of a data set and watches another.
public final class Trainer {
  private let network: Network
  private let column: TokenColumn
  private let classes: [Int32]
  private let trainRows: [Int]
  private let validRows: [Int]
  private let options: TrainingOptions
  private let step: TrainingStep
  private let random: RandomSource
  private var batch: Batch
  private var targets: [Int32] = []

  private var epochs: [EpochResult] = []
  /// The best epoch by the monitored figure.
  private var best: (epoch: Int, figure: Double)?
  /// The weights to give back: of the best epoch, or of the last one that was finished.
  private var kept: (epoch: Int, weights: [Float])?

  /// A trainer.
  ///
  /// - Parameters:
  ///   - column: the tokens of each row of the data; classes: the class of each row.
  ///   - trainRows: the rows to learn from, at least one; validRows: the rows to watch, or none.
  public init(
    _ network: Network, _ column: TokenColumn, classes: [Int32], trainRows: [Int],
    validRows: [Int], options: TrainingOptions
  ) {
    self.network = network
    self.column = column
    self.classes = classes
    self.trainRows = trainRows
    self.validRows = validRows
    self.options = options
    step = TrainingStep(network, options)
    random = RandomSource(seed: options.seed)
    let sizes = Self.sizes(column, trainRows, validRows, options)
    network.plan(sizes)
    batch = Batch(sizes[0])
    targets.reserveCapacity(sizes[0].rows)
  }

  /// How large passes are at most: first those that train, then those that only measure.
  static func sizes(
    _ column: TokenColumn, _ trainRows: [Int], _ validRows: [Int], _ options: TrainingOptions
  ) -> [PassSize] {
    [
      PassSize(column, rows: trainRows, batch: options.batch, isTraining: true),
      Network.evaluationSize(column, validRows),
    ]
  }

  /// Trains to the end, or until `shouldStop` says so (it is asked after every batch); the best
  /// weights are then in the network, whatever ended the run.
  public func run(
    shouldStop: () -> Bool, onBatch: (TrainingProgress) -> Void, onEpoch: (EpochResult) -> Void
  ) -> TrainingResult {
    for epoch in 1...options.epochs {
      var lossSum = 0.0
      var rowsDone = 0
      let order = random.permutation(
        trainRows.count, .shuffle, "epoch", step: UInt32(truncatingIfNeeded: epoch))
      let batches = Batch.chunks(of: order.map { trainRows[$0] }, size: options.batch)
      for (index, rows) in batches.enumerated() {
        batch.fill(column, rows: rows)
        batch.gather(classes, into: &targets)
        guard let outcome = step.take(batch, targets: targets) else {
          return finish(
            .diverged(
              epoch: epoch, batch: index + 1, layer: step.brokenParameter, rows: batch.rows))
        }
        lossSum += outcome.loss * Double(rows.count)
        rowsDone += rows.count
        onBatch(
          TrainingProgress(
            epoch: epoch, batch: index + 1, batches: batches.count, rows: rowsDone,
            loss: lossSum / Double(rowsDone)))
        if shouldStop() { return finish(.interrupted(epoch: epoch, batch: index + 1)) }
      }
      switch close(epoch, trainLoss: lossSum / Double(rowsDone), shouldStop: shouldStop) {
      case .finished(let result): onEpoch(result)
      case .interrupted: return finish(.interrupted(epoch: epoch, batch: batches.count))
      case .diverged:
        return finish(
          .diverged(epoch: epoch, batch: batches.count, layer: step.brokenParameter, rows: []))
      }
      if options.patience > 0, let best, epoch - best.epoch >= options.patience {
        return finish(.patience)
      }
    }
    return finish(.finished)
  }

  /// How the end of an epoch went.
  private enum EpochEnd {
    case finished(EpochResult)
    case interrupted
    /// The last update of the epoch left weights that give no finite loss.
    case diverged
  }

  private func close(_ epoch: Int, trainLoss: Double, shouldStop: () -> Bool) -> EpochEnd {
    guard step.hasFiniteWeights else { return .diverged }
    var valid: Evaluation?
    if !validRows.isEmpty {
      guard
        let seen = network.evaluate(
          column, classes: classes, rows: validRows, shouldStop: shouldStop)
      else { return .interrupted }
      guard seen.loss.isFinite else { return .diverged }
      valid = seen
    }
    let isBest = isBest(epoch, valid)
    if isBest || options.keep == .last || valid == nil {
      kept = (epoch, network.weights.contents)
    }
    let result = EpochResult(
      epoch: epoch, trainLoss: trainLoss, validLoss: valid?.loss,
      validAccuracy: valid?.confusion.accuracy, validF1: valid?.confusion.f1(.macro),
      isBest: isBest)
    epochs.append(result)
    return .finished(result)
  }

  private func isBest(_ epoch: Int, _ valid: Evaluation?) -> Bool {
    guard let valid else { return false }
    let figure = valid.figure(options.monitor)
    let lowerIsBetter = options.monitor == "loss"
    if let best, lowerIsBetter ? figure >= best.figure : figure <= best.figure { return false }
    best = (epoch, figure)
    return true
  }

  private func finish(_ end: TrainingEnd) -> TrainingResult {
    if let kept { network.weights.copy(from: kept.weights) }
    return TrainingResult(epochs: epochs, keptEpoch: kept?.epoch ?? 0, end: end)
  }
}
