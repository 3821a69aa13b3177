// SPDX-License-Identifier: Apache-2.0

extension TrainingOptions {
  /// The settings of every run.
  public enum Key {
    /// The most epochs.
    public static let epochs = ArgumentKey.integer(
      "epochs", 1...1_000_000, default: 10,
      help: "how often the training rows are gone through at most")

    /// Rows a batch.
    public static let batch = ArgumentKey.integer(
      "batch", 1...1_000_000, default: 32,
      help: "rows a batch; of a stream, how many are read side by side")

    /// Tokens a batch.
    public static let batchTokens = ArgumentKey.integer(
      "batch_tokens", 0...100_000_000, default: 0,
      help:
        "tokens a batch instead of rows, of what is read or written, whichever has more; rows of "
        + "like lengths stand together; 0 for rows")

    /// The steps of a stream that gradients go back.
    public static let bptt = ArgumentKey.integer(
      "bptt", 1...100_000, default: 35,
      help: "the steps that gradients go back: of a stream; of rows only where it is said, else all"
    )

    /// Batches a step.
    public static let accumulate = ArgumentKey.integer(
      "accumulate", 1...1_000_000, default: 1,
      help: "batches that make a step together, as one of all their rows would")

    static let clip = ArgumentKey.number(
      "clip", .atLeast(0), default: 5,
      help: "largest norm of all gradients together; 0 for no bound")

    static let clipValue = ArgumentKey.number(
      "clip_value", .atLeast(0), default: 0,
      help: "largest magnitude of a gradient's element; 0 for no bound")

    static let noise = ArgumentKey.number(
      "noise", .atLeast(0), default: 0,
      help: "variance of Gaussian noise on the gradients; it falls as (1 + step)^-0.55")

    static let l1 = ArgumentKey.number(
      "l1", .atLeast(0), default: 0,
      help: "penalty l1·Σ|w| on weights, not on biases and embeddings")

    static let l2 = ArgumentKey.number(
      "l2", .atLeast(0), default: 0,
      help: "penalty l2·Σw² on weights, not on biases and embeddings")

    /// What the loss of each class is multiplied by.
    public static let classWeights = ArgumentKey.numbers(
      "class_weights", .atLeast(0), or: "none", "auto",
      help: "what the loss of each class is multiplied by, in the order of `show d`; the mean is "
        + "over the rows, not over the weights; auto: rows / (classes · rows of the class), 1 in "
        + "the mean over the training rows")

    /// The share of each target that is spread over all classes.
    public static let labelSmoothing = ArgumentKey.number(
      "label_smoothing", .from(0, below: 1), default: 0,
      help: "the share of each target that is spread over all classes")

    /// The share of the tokens that a decoder is fed which are its own; keys of runs have it only where it is
    /// said.
    public static let scheduledSampling = ArgumentKey.number(
      "scheduled_sampling", .from(0, below: 1), default: 0,
      help:
        "for a decoder that writes: the share of the tokens it is fed that are its own most probable ones "
        + "instead of the right ones, chosen token by token; it rises from 0 at the first step to this at "
        + "the last")

    /// Epochs in which the learning rate rises.
    public static let warmup = ArgumentKey.number(
      "warmup", .atLeast(0), default: 0,
      help: "epochs in which the learning rate rises from 0, such as 0.5; it multiplies the "
        + "schedule, which counts from the first step as well")

    /// Which weights are measured and kept.
    public static let average = ArgumentKey<Average>.numberOrWord(
      "average", 2...100, default: .none,
      help:
        "the weights to measure and keep: as they are, their moving average, or their mean over all "
        + "steps; a number stands for the mean of those of so many epochs, the best ones, or the last "
        + "ones with `keep=last`, which is measured in the end, and kept where it is better")

    /// The epoch from which on weights are averaged.
    public static let averageFrom = ArgumentKey.integer(
      "average_from", 1...1_000_000, default: 1,
      help: "the epoch from which on weights are averaged")

    /// Epochs without a better figure before weights are averaged.
    public static let averagePatience = ArgumentKey.integer(
      "average_patience", 0...1_000_000, default: 0,
      help: "begin to average after so many epochs without a better figure of `by=`; 0 for "
        + "`average_from`")

    /// The share of a moving average that is left after a step.
    public static let averageDecay = ArgumentKey.number(
      "ema_decay", .from(0, below: 1), default: 0.999,
      help: "the share of a moving average that is left after a step")

    /// Layers that do not learn.
    public static let freeze = ArgumentKey.words(
      "freeze", help: "layers that do not learn: `embed1`, or all of a kind, `embed`")

    /// The epoch from which on frozen layers learn too.
    public static let unfreeze = ArgumentKey.integer(
      "unfreeze", 0...1_000_000, default: 0,
      help: "the epoch from which on frozen layers learn too; 0 for never")

    /// Epochs without a better figure before the run stops.
    public static let patience = ArgumentKey.integer(
      "patience", 0...1_000_000, default: 0,
      help: "stop after so many epochs without a better figure of `by=`; 0 for never")

    /// Seconds after which the run stops.
    public static let maxTime = ArgumentKey.duration(
      "max_time", default: 0,
      help: "stop after so long a time, with the best weights; 0 for never")

    /// Which weights are kept.
    public static let keep = ArgumentKey<Keep>.choice(
      "keep", default: .best,
      help: "the weights to keep: of the best epoch on the validation split, or of the last")

    /// The figure that says which epoch is best.
    public static let by = ArgumentKey.choice(
      "by", ["auto"] + figures, default: "auto",
      help: "the figure on the validation split that says which epoch is best, of equals the lower "
        + "loss; auto: accuracy of classes, F1 of entities, labels and phrases, loss of a language "
        + "model, and with several targets that of the first")
  }

  /// The settings of `train`, beside those of its optimizer and its schedule.
  public static let arguments: [ArgumentSpec] = [
    Key.epochs.spec, Key.batch.spec, Key.batchTokens.spec, Key.bptt.spec, Key.accumulate.spec,
    Key.clip.spec,
    Key.clipValue.spec, Key.noise.spec, Key.l1.spec, Key.l2.spec, Key.classWeights.spec,
    Key.labelSmoothing.spec, Key.scheduledSampling.spec, Key.warmup.spec, Key.average.spec,
    Key.averageFrom.spec,
    Key.averagePatience.spec, Key.averageDecay.spec, Key.freeze.spec, Key.unfreeze.spec,
    Key.patience.spec, Key.maxTime.spec, Key.keep.spec, Key.by.spec,
  ]
}
