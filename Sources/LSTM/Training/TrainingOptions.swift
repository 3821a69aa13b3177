// SPDX-License-Identifier: Apache-2.0

/// How a model is trained.
public struct TrainingOptions: Sendable {
  /// Which weights a run keeps.
  public enum Keep: String, Sendable, CaseIterable {
    /// Those of the epoch with the best monitored figure on the validation split.
    case best
    /// Those of the last epoch.
    case last
  }

  /// Which weights are measured and kept.
  public enum Average: Hashable, NumberOrWord {
    /// Those that the last step left.
    case none
    /// Their exponential moving average.
    case ema
    /// Their mean over all steps (Polyak and Juditsky 1992).
    case mean
    /// In the end the mean of those of so many epochs: of the best ones, as Sockeye does by default, or
    /// of the last ones, as Vaswani and others (2017) do.
    case epochs(Int)

    /// What it is called, but for a number of epochs.
    public static let words = ["none", "ema", "mean"]

    /// The average of a word, or of so many epochs.
    public init?(_ value: ArgumentValue) {
      switch value {
      case .word("none"): self = .none
      case .word("ema"): self = .ema
      case .word("mean"): self = .mean
      case .integer(let count): self = .epochs(count)
      default: return nil
      }
    }

    /// As scripts write it.
    public var argument: ArgumentValue {
      switch self {
      case .none: .word("none")
      case .ema: .word("ema")
      case .mean: .word("mean")
      case .epochs(let count): .integer(count)
      }
    }
  }

  /// The optimizer.
  public let optimizer: OptimizerEntry
  /// Its settings.
  public let optimizerArguments: Arguments
  /// How the learning rate changes.
  public let schedule: ScheduleEntry
  /// Its settings.
  public let scheduleArguments: Arguments
  /// The settings of `arguments`.
  public let settings: Arguments
  /// What all randomness comes from.
  public let seed: UInt64
  /// Whether rows are read in pieces of `bptt` steps, as streams are; else whole.
  public var cutsRows = false

  /// Options from checked settings.
  public init(
    optimizer: OptimizerEntry, optimizerArguments: Arguments,
    schedule: ScheduleEntry = ScheduleCatalog.entries[0],
    scheduleArguments: Arguments = Arguments(), settings: Arguments, seed: UInt64
  ) {
    self.optimizer = optimizer
    self.optimizerArguments = optimizerArguments
    self.schedule = schedule
    self.scheduleArguments = scheduleArguments
    self.settings = settings
    self.seed = seed
  }

  /// What `train` does when nothing is said.
  public static var defaults: TrainingOptions {
    let optimizer = OptimizerCatalog.entries[0]
    return TrainingOptions(
      optimizer: optimizer, optimizerArguments: Arguments(for: optimizer.arguments),
      settings: Arguments(for: arguments), seed: 0)
  }

  /// The same with another value for one of the `arguments`.
  public func setting(_ name: String, to value: ArgumentValue) -> TrainingOptions {
    var options = TrainingOptions(
      optimizer: optimizer, optimizerArguments: optimizerArguments, schedule: schedule,
      scheduleArguments: scheduleArguments, settings: settings.setting(name, to: value),
      seed: seed)
    options.cutsRows = cutsRows
    return options
  }

  /// The figures that can say which epoch is best.
  public static let figures = MetricCatalog.entries.filter(\.canRank).map(\.name)

  /// The most epochs.
  public var epochs: Int { settings[Key.epochs] }
  /// Rows a batch.
  public var batch: Int { settings[Key.batch] }
  /// Tokens a batch where it is cut by them; else 0.
  public var batchTokens: Int { settings[Key.batchTokens] }
  /// Batches a step.
  public var accumulate: Int { max(1, settings[Key.accumulate]) }
  /// Epochs without a better figure before the run stops; 0 for never.
  public var patience: Int { settings[Key.patience] }
  /// Seconds after which the run stops; 0 for never.
  public var maxSeconds: Double { settings[Key.maxTime] }
  /// Which weights are kept.
  public var keep: Keep { settings[Key.keep] }
  /// The figure that chooses the epoch; nil until it is known what is trained.
  public var monitor: FigureName? {
    let word = settings[Key.by]
    return word == "auto" ? nil : FigureName(word)
  }
  /// The same with the leading target's own figure to choose the epoch by, unless they name another.
  public func watching(_ targets: [Target]) -> TrainingOptions {
    guard monitor == nil, let task = targets.first?.task else { return self }
    return setting(Key.by.name, to: .word(task.leading.monitored.name))
  }
  /// How good an epoch is; without a validation split that is its training loss, whatever is
  /// monitored.
  func rank(_ result: EpochResult) -> EpochRank {
    monitor.flatMap { result.rank(by: $0) }
      ?? EpochRank(figure: result.trainLoss, loss: result.trainLoss)
  }
  /// How many steps an epoch of some batches has.
  func steps(of batches: Int) -> Int { (batches + accumulate - 1) / accumulate }
  /// Layers that do not learn, by name or by kind.
  public var frozen: [String] { settings[Key.freeze] }

  /// Epochs without a better figure before weights are averaged; 0 for not waiting for that.
  public var averagePatience: Int { settings[Key.averagePatience] }
  /// Whether the weights of steps are averaged from some time on.
  public var averages: Bool { average == .ema || average == .mean }
  /// How many epochs there are whose weights are averaged in the end; 0 for none.
  public var averagedEpochs: Int { if case .epochs(let count) = average { count } else { 0 } }

  /// The share of the tokens that a decoder is fed which are its own at the end of the run.
  public var ownTokens: Double { settings[Key.scheduledSampling] }

  var average: Average { settings[Key.average] }

  var clipping: GradientClipping {
    GradientClipping(norm: settings[Key.clip], value: settings[Key.clipValue])
  }

  var penalty: Penalty { Penalty(l1: settings[Key.l1], l2: settings[Key.l2]) }

  /// What the loss makes of the values of a target, of which some rows train.
  func emphasis(of target: Target, rows: [Int]) -> TargetEmphasis {
    let weights: [Float] =
      switch settings[Key.classWeights] {
      case .word("auto"): target.task.balancedWeights(of: target, rows: rows)
      case .word: []
      case .numbers(let given): target.task.lossWeights(given.map { Float($0) })
      }
    return TargetEmphasis(classWeights: weights, smoothing: settings[Key.labelSmoothing])
  }

  /// Whether a parameter learns in an epoch.
  func trains(_ slot: ParameterSlot, inEpoch epoch: Int) -> Bool {
    let unfreeze = settings[Key.unfreeze]
    if unfreeze > 0, epoch >= unfreeze { return true }
    let layer = slot.name.prefix { $0 != "." }
    return !frozen.contains { ModelLayer.isMeant(layer, by: $0) }
  }
}
