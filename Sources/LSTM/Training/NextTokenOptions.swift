// SPDX-License-Identifier: Apache-2.0

/// What a language model may learn from the text while it is measured on it.
public struct NextTokenOptions: Hashable, Encodable, Sendable {
  /// The learning rate of dynamic evaluation; 0 for none.
  public var rate = 0.0
  /// The tokens between two of its steps.
  public var steps = 20
  /// How many earlier places the cache remembers; 0 for none.
  public var cache = 0
  /// How much likeness counts in the cache.
  public var theta = 0.3
  /// The share of the cache in the probabilities.
  public var share = 0.1

  /// Options that leave a model as it is.
  public init() {}

  /// The options from checked settings of `arguments`.
  public init(_ settings: Arguments) {
    rate = settings[Self.dynamic]
    steps = settings[Self.bptt]
    cache = settings[Self.cache]
    theta = settings[Self.theta]
    share = settings[Self.lambda]
  }

  private static let dynamic = ArgumentKey.number(
    "dynamic", .atLeast(0), default: 0,
    help:
      "dynamic evaluation: a copy of the model goes on learning from the text that it was "
      + "measured on, by steps of this size; 0 for none")

  private static let bptt = ArgumentKey.integer(
    "bptt", 1...100_000, default: 20, help: "tokens between two steps of dynamic evaluation")

  private static let cache = ArgumentKey.integer(
    "cache", 0...1_000_000, default: 0,
    help:
      "how many earlier places are remembered, whose tokens become more probable in like places; "
      + "0 for none")

  private static let theta = ArgumentKey.number(
    "theta", .atLeast(0), default: 0.3, help: "how much likeness counts there")

  private static let lambda = ArgumentKey.number(
    "lambda", .from(0, below: 1), default: 0.1,
    help: "the share of the cache in the probabilities")

  /// What can be set.
  public static let arguments: [ArgumentSpec] = [
    dynamic.spec, bptt.spec, cache.spec, theta.spec, lambda.spec,
  ]
}
