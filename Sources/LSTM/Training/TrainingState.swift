// SPDX-License-Identifier: Apache-2.0

/// The result of one epoch.
public struct EpochResult: Codable, Hashable, Sendable {
  /// The epoch, from 1.
  public let epoch: Int
  /// The mean loss over the training rows, as they were met.
  public let trainLoss: Double
  /// The figures on the validation split; none without such a split.
  public let valid: [Figure]
  /// Whether these are the best weights so far.
  public internal(set) var isBest: Bool
  /// Whether weights are averaged from the next epoch on, as the figure has not got better; nil for no.
  public var beginsAverage: Bool?

  /// The result of an epoch.
  public init(epoch: Int, trainLoss: Double, valid: [Figure] = [], isBest: Bool = false) {
    self.epoch = epoch
    self.trainLoss = trainLoss
    self.valid = valid
    self.isBest = isBest
  }

  /// A figure on the validation split; nil without such a split, and where the epoch lacks it.
  public func figure(_ name: FigureName) -> Double? { valid.first { $0.name == name }?.value }

  /// A figure on the validation split, turned so that lower is better; nil without such a split.
  public func ranked(by name: FigureName) -> Double? { rank(by: name)?.figure }

  /// How good it is on the validation split by a figure; nil without such a split.
  ///
  /// Of equal figures the lower loss is the better one: that of the same target where one is named. An
  /// epoch whose rows do not define the figure is worse than any other.
  func rank(by name: FigureName) -> EpochRank? {
    guard let loss = figure(FigureName(target: name.target, MetricCatalog.loss.name)) else {
      return nil
    }
    let entry = MetricCatalog.entry(name.metric)
    let figure = figure(name).flatMap { value in entry.map { $0.ranked(value) } }
    return EpochRank(figure: figure ?? .infinity, loss: loss)
  }
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
public enum TrainingEnd: Codable, Hashable, Sendable {
  /// All epochs were done.
  case finished
  /// The monitored figure had not got better for `patience` epochs.
  case patience
  /// It was asked to stop.
  case interrupted(epoch: Int, batch: Int)
  /// Its time was up.
  case timeUp(epoch: Int, batch: Int)
  /// It was stopped for being worse than others.
  case pruned(epoch: Int)
  /// The loss or a gradient was not finite. `layer` is the parameter where it began: the first that
  /// is not finite itself, else the one nearest to the loss whose gradient is not; `rows` are the
  /// batch's.
  case diverged(epoch: Int, batch: Int, layer: String?, rows: [Int])

  /// Whether the loss, a gradient or a weight was not finite.
  public var isDiverged: Bool { if case .diverged = self { true } else { false } }

  /// Whether the same run would end in the same way if it began again; else it can go on.
  public var isFinal: Bool {
    switch self {
    case .finished, .patience, .timeUp, .diverged: true
    case .interrupted, .pruned: false
    }
  }
}

/// Why a run is asked to stop after a batch.
public enum StopReason: Hashable, Sendable {
  /// Somebody wants it.
  case interrupted
  /// Its time is up.
  case timeUp
  /// It is worse than others.
  case pruned
}

/// What a step of the learning-rate finder saw.
public struct RateProbe: Codable, Hashable, Sendable {
  /// What the learning rate was multiplied by.
  public let factor: Double
  /// The loss of the batch, before the step.
  public let loss: Double
}

/// The result of training; the network holds the weights that were kept.
public struct TrainingResult: Sendable {
  /// The epochs that were finished.
  public let epochs: [EpochResult]
  /// The epoch whose weights were kept; 0 when none was finished.
  public let keptEpoch: Int
  /// How it ended.
  public let end: TrainingEnd
  /// What the learning-rate finder saw; empty with other schedules.
  public let probes: [RateProbe]
  /// The mean of the weights of some epochs; nil where none was made.
  public let mean: EpochMean?

  /// The result of a run whose state was kept.
  init(_ state: TrainingState, end: TrainingEnd) {
    epochs = state.epochs
    keptEpoch = state.keptEpoch
    probes = state.probes
    mean = state.mean
    self.end = end
  }
}

/// Where a run stands, beside its weights: with the tensors of its checkpoint all that it needs to go
/// on to the same bits.
struct TrainingState: Codable, Hashable, Sendable {
  /// The best epoch and how good it is.
  struct Best: Codable, Hashable, Sendable {
    let epoch: Int
    let rank: EpochRank
  }

  /// The epoch that is under way.
  var epoch = 1
  /// Batches and rows done in it, and their losses.
  var batch = 0
  var rows = 0
  var losses = LossSums()
  /// Batches and updates done in all.
  var passes: UInt32 = 0
  var updates = 0
  /// The numbers of the optimizer, and how many weights are in the average.
  var optimizer: [Double] = []
  var averaged = 0
  /// The epochs that are finished.
  var epochs: [EpochResult] = []
  var best: Best?
  /// The epoch of the weights that would be given back; 0 for none yet.
  var keptEpoch = 0
  /// What the learning-rate finder has seen.
  var probes: [RateProbe] = []
  /// The epoch from which on weights are averaged, where that began for want of a better figure.
  var averagesFrom: Int?
  /// The epochs whose weights are at hand to be averaged in the end, and the mean of them; nil for none.
  var averaging: [Best]?
  var mean: EpochMean?
  /// The epoch after which it was taken up again after its end; patience counts from there.
  var reopened = 0
  /// How the run ended; nil while it goes on.
  var end: TrainingEnd?

  /// Whether a run can stand there, whatever its rows are; what a file says may be anything.
  var isPossible: Bool {
    guard epoch == epochs.count + 1 else { return false }
    let finished = 0..<epoch
    return zip(epochs, 1...epoch).allSatisfy { $0.epoch == $1 }
      && batch >= 0 && rows >= batch && (batch > 0 || rows == 0)
      && losses.counts.places >= 0 && losses.counts.rows >= 0
      && updates >= 0 && (0...updates).contains(averaged)
      && finished.contains(keptEpoch) && finished.contains(reopened)
      && best.map { $0.epoch > 0 && finished.contains($0.epoch) } ?? true
      && (averaging ?? []).allSatisfy { $0.epoch > 0 && finished.contains($0.epoch) }
      && averagesFrom.map { $0 > 1 && $0 <= epoch } ?? true
      && isEndPossible
  }

  private var isEndPossible: Bool {
    switch end {
    case nil, .finished, .patience: true
    case .interrupted(let epoch, let batch), .timeUp(let epoch, let batch):
      (0...self.epoch).contains(epoch) && batch >= 0
    case .pruned(let epoch): (0...self.epoch).contains(epoch)
    case .diverged(let epoch, let batch, _, let rows):
      (1...self.epoch).contains(epoch) && batch >= 0 && rows.allSatisfy { $0 >= 0 }
    }
  }
}
