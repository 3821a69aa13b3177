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

  /// The optimizer.
  public let optimizer: OptimizerEntry
  /// Its settings.
  public let optimizerArguments: Arguments
  /// The settings of `arguments`.
  public let settings: Arguments
  /// What all randomness comes from.
  public let seed: UInt64

  /// Options from checked settings.
  public init(
    optimizer: OptimizerEntry, optimizerArguments: Arguments, settings: Arguments, seed: UInt64
  ) {
    self.optimizer = optimizer
    self.optimizerArguments = optimizerArguments
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

  /// The settings of `train`, beside those of its optimizer.
  public static let arguments: [ArgumentSpec] = [
    ArgumentSpec(
      "epochs", .integer(1...1_000_000), default: .integer(10),
      help: "how often the training rows are gone through at most"),
    ArgumentSpec(
      "batch", .integer(1...1_000_000), default: .integer(32), help: "rows a step"),
    ArgumentSpec(
      "clip", .number(.atLeast(0)), default: .number(5),
      help: "largest norm of all gradients together; 0 for no bound"),
    ArgumentSpec(
      "clip_value", .number(.atLeast(0)), default: .number(0),
      help: "largest magnitude of a gradient's element; 0 for no bound"),
    ArgumentSpec(
      "l1", .number(.atLeast(0)), default: .number(0),
      help: "penalty l1·Σ|w| on weights, not on biases and embeddings"),
    ArgumentSpec(
      "l2", .number(.atLeast(0)), default: .number(0),
      help: "penalty l2·Σw² on weights, not on biases and embeddings"),
    ArgumentSpec(
      "patience", .integer(0...1_000_000), default: .integer(0),
      help: "stop after so many epochs without a better figure; 0 for never"),
    ArgumentSpec(
      "keep", .choice(Keep.allCases.map(\.rawValue)), default: .word("best"),
      help: "the weights to keep: of the best epoch on the validation split, or of the last"),
    ArgumentSpec(
      "by", .choice(["loss", "accuracy", "f1"]), default: .word("loss"),
      help: "the figure on the validation split that says which epoch is best"),
  ]

  /// The most epochs.
  public var epochs: Int { settings.integer("epochs") }
  /// Rows a step.
  public var batch: Int { settings.integer("batch") }
  /// Epochs without a better figure before the run stops; 0 for never.
  public var patience: Int { settings.integer("patience") }
  /// Which weights are kept.
  public var keep: Keep { Keep(rawValue: settings.word("keep")) ?? .best }
  /// `loss`, `accuracy` or `f1`.
  public var monitor: String { settings.word("by") }

  var clipping: GradientClipping {
    GradientClipping(norm: settings.number("clip"), value: settings.number("clip_value"))
  }

  var penalty: Penalty { Penalty(l1: settings.number("l1"), l2: settings.number("l2")) }
}
