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
    rate = settings.number("dynamic")
    steps = settings.integer("bptt")
    cache = settings.integer("cache")
    theta = settings.number("theta")
    share = settings.number("lambda")
  }

  /// What can be set.
  public static let arguments: [ArgumentSpec] = [
    ArgumentSpec(
      "dynamic", .number(.atLeast(0)), default: .number(0),
      help:
        "dynamic evaluation: a copy of the model goes on learning from the text that it was "
        + "measured on, by steps of this size; 0 for none"),
    ArgumentSpec(
      "bptt", .integer(1...100_000), default: .integer(20),
      help: "tokens between two steps of dynamic evaluation"),
    ArgumentSpec(
      "cache", .integer(0...1_000_000), default: .integer(0),
      help:
        "how many earlier places are remembered, whose tokens become more probable in like places; "
        + "0 for none"),
    ArgumentSpec(
      "theta", .number(.atLeast(0)), default: .number(0.3), help: "how much likeness counts there"),
    ArgumentSpec(
      "lambda", .number(.from(0, below: 1)), default: .number(0.1),
      help: "the share of the cache in the probabilities"),
  ]
}
