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
  public enum Average: String, Sendable, CaseIterable {
    /// Those that the last step left.
    case none
    /// Their exponential moving average.
    case ema
    /// Their mean over all steps (Polyak and Juditsky 1992).
    case mean
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
    TrainingOptions(
      optimizer: optimizer, optimizerArguments: optimizerArguments, schedule: schedule,
      scheduleArguments: scheduleArguments, settings: settings.setting(name, to: value),
      seed: seed)
  }

  /// The settings of `train`, beside those of its optimizer and its schedule.
  public static let arguments: [ArgumentSpec] = [
    ArgumentSpec(
      "epochs", .integer(1...1_000_000), default: .integer(10),
      help: "how often the training rows are gone through at most"),
    ArgumentSpec(
      "batch", .integer(1...1_000_000), default: .integer(32),
      help: "rows a batch; of a stream, how many are read side by side"),
    bptt,
    ArgumentSpec(
      "accumulate", .integer(1...1_000_000), default: .integer(1),
      help: "batches that make a step together, as one of all their rows would"),
    ArgumentSpec(
      "clip", .number(.atLeast(0)), default: .number(5),
      help: "largest norm of all gradients together; 0 for no bound"),
    ArgumentSpec(
      "clip_value", .number(.atLeast(0)), default: .number(0),
      help: "largest magnitude of a gradient's element; 0 for no bound"),
    ArgumentSpec(
      "noise", .number(.atLeast(0)), default: .number(0),
      help: "variance of Gaussian noise on the gradients; it falls as (1 + step)^-0.55"),
    ArgumentSpec(
      "l1", .number(.atLeast(0)), default: .number(0),
      help: "penalty l1·Σ|w| on weights, not on biases and embeddings"),
    ArgumentSpec(
      "l2", .number(.atLeast(0)), default: .number(0),
      help: "penalty l2·Σw² on weights, not on biases and embeddings"),
    ArgumentSpec(
      "class_weights", .numbers(.atLeast(0), words: ["none", "auto"]), default: .word("none"),
      help: "what the loss of each class is multiplied by, in the order of `show d`; the mean is "
        + "over the rows, not over the weights; auto: rows / (classes · rows of the class), 1 in "
        + "the mean over the training rows"),
    ArgumentSpec(
      "label_smoothing", .number(.from(0, below: 1)), default: .number(0),
      help: "the share of each target that is spread over all classes"),
    ArgumentSpec(
      "warmup", .number(.atLeast(0)), default: .number(0),
      help: "epochs in which the learning rate rises from 0, such as 0.5; it multiplies the "
        + "schedule, which counts from the first step as well"),
    ArgumentSpec(
      "average", .choice(Average.allCases.map(\.rawValue)), default: .word("none"),
      help: "the weights to measure and keep: as they are, their moving average, or their mean"),
    ArgumentSpec(
      "average_from", .integer(1...1_000_000), default: .integer(1),
      help: "the epoch from which on weights are averaged"),
    ArgumentSpec(
      "average_patience", .integer(0...1_000_000), default: .integer(0),
      help: "begin to average after so many epochs without a better figure of `by=`; 0 for "
        + "`average_from`"),
    ArgumentSpec(
      "ema_decay", .number(.from(0, below: 1)), default: .number(0.999),
      help: "the share of a moving average that is left after a step"),
    ArgumentSpec(
      "freeze", .words, default: .words([]),
      help: "layers that do not learn: `embed1`, or all of a kind, `embed`"),
    ArgumentSpec(
      "unfreeze", .integer(0...1_000_000), default: .integer(0),
      help: "the epoch from which on frozen layers learn too; 0 for never"),
    ArgumentSpec(
      "patience", .integer(0...1_000_000), default: .integer(0),
      help: "stop after so many epochs without a better figure of `by=`; 0 for never"),
    ArgumentSpec(
      "max_time", .duration, default: .number(0),
      help: "stop after so long a time, with the best weights; 0 for never"),
    ArgumentSpec(
      "keep", .choice(Keep.allCases.map(\.rawValue)), default: .word("best"),
      help: "the weights to keep: of the best epoch on the validation split, or of the last"),
    ArgumentSpec(
      "by", .choice(["auto"] + figures), default: .word("auto"),
      help: "the figure on the validation split that says which epoch is best, of equals the lower "
        + "loss; auto: accuracy of classes, F1 of entities, labels and phrases, loss of a language "
        + "model, and with several targets that of the first"),
  ]

  /// The figures that can say which epoch is best.
  public static let figures = ["loss", "accuracy", "f1"]

  /// The steps of a stream that gradients go back.
  public static let bptt = ArgumentSpec(
    "bptt", .integer(1...100_000), default: .integer(35),
    help: "tokens of a stream in a batch: the steps that gradients go back")

  /// The most epochs.
  public var epochs: Int { settings.integer("epochs") }
  /// Rows a batch.
  public var batch: Int { settings.integer("batch") }
  /// Batches a step.
  public var accumulate: Int { max(1, settings.integer("accumulate")) }
  /// Epochs without a better figure before the run stops; 0 for never.
  public var patience: Int { settings.integer("patience") }
  /// Seconds after which the run stops; 0 for never.
  public var maxSeconds: Double { settings.number("max_time") }
  /// Which weights are kept.
  public var keep: Keep { Keep(rawValue: settings.word("keep")) ?? .best }
  /// `loss`, `accuracy` or `f1`, of one of several targets with its name before it; `auto` until it is
  /// known what is trained.
  public var monitor: String { settings.word("by") }
  /// The same with the task's own figure to choose the epoch by, unless they name another.
  public func watching(_ task: TargetTask) -> TrainingOptions {
    monitor == "auto" ? setting("by", to: .word(task.ownFigure)) : self
  }
  /// How good an epoch is; without a validation split that is its training loss, whatever is
  /// monitored.
  func rank(_ result: EpochResult) -> EpochRank {
    result.rank(by: monitor) ?? EpochRank(figure: result.trainLoss, loss: result.trainLoss)
  }
  /// How many steps an epoch of some batches has.
  func steps(of batches: Int) -> Int { (batches + accumulate - 1) / accumulate }
  /// Layers that do not learn, by name or by kind.
  public var frozen: [String] { settings.words("freeze") }

  /// Epochs without a better figure before weights are averaged; 0 for not waiting for that.
  public var averagePatience: Int { settings.integer("average_patience") }
  /// Whether weights are averaged from some time on.
  public var averages: Bool { average != .none }

  var average: Average { Average(rawValue: settings.word("average")) ?? .none }

  var clipping: GradientClipping {
    GradientClipping(norm: settings.number("clip"), value: settings.number("clip_value"))
  }

  var penalty: Penalty { Penalty(l1: settings.number("l1"), l2: settings.number("l2")) }

  /// What the loss makes of its targets.
  ///
  /// - Parameters:
  ///   - counts: the training rows of each class, or with each label.
  ///   - labelledRows: the training rows where they have labels, nil where they have a class.
  func emphasis(counts: @autoclosure () -> [Int], labelledRows: Int? = nil) -> TargetEmphasis {
    var weights: [Float]
    if settings["class_weights"] == .word("auto") {
      weights =
        labelledRows.map { TargetEmphasis.balanced(labels: counts(), rows: $0) }
        ?? TargetEmphasis.balanced(counts())
    } else {
      weights = settings.numbers("class_weights").map { Float($0) }
      if labelledRows != nil { weights = weights.flatMap { [$0, $0] } }
    }
    return TargetEmphasis(
      classWeights: weights, smoothing: settings.number("label_smoothing"))
  }

  /// Whether a parameter learns in an epoch.
  func trains(_ slot: ParameterSlot, inEpoch epoch: Int) -> Bool {
    let unfreeze = settings.integer("unfreeze")
    if unfreeze > 0, epoch >= unfreeze { return true }
    let layer = slot.name.prefix { $0 != "." }
    return !frozen.contains { ModelLayer.isMeant(layer, by: $0) }
  }
}
