// SPDX-License-Identifier: Apache-2.0

/// How the text is looked for that a decoder writes.
public struct SearchOptions: Hashable, Codable, Sendable {
  /// How many texts are looked for side by side; 1 always takes the most probable token.
  public var beam = 5
  /// How many of them are given back, at most `beam`: fewer where the search ends with fewer that read
  /// differently, as one that went on for more could change the first.
  public var best = 1
  /// The power of the length that the logarithm of a text's probability is divided by; 1 for its mean.
  public var lengthPenalty = 1.0
  /// How much it counts that some step of the source was not looked at (Wu and others 2016); 0 for nothing.
  public var coverage = 0.0
  /// Runs of how many tokens may not stand twice in a text; 0 for any.
  public var noRepeat = 0
  /// The most tokens of a text; 0 for as many as the training rows suggest.
  public var maxLength = 0
  /// What every text begins with.
  public var prefix = ""

  /// The options that stand when nothing is said.
  public init() {}

  /// The most probable token at each step.
  public static let greedy: SearchOptions = {
    var options = SearchOptions()
    options.beam = 1
    return options
  }()

  /// The options from checked settings of `arguments`.
  public init(_ settings: Arguments) {
    beam = settings[Self.beamKey]
    best = settings[Self.bestKey]
    lengthPenalty = settings[Self.lengthKey]
    coverage = settings[Self.coverageKey]
    noRepeat = settings[Self.noRepeatKey]
    maxLength = settings[Self.maxLengthKey]
    prefix = settings[Self.prefixKey]
  }

  /// How many texts are looked for side by side.
  public static let beamKey = ArgumentKey.integer(
    "beam", 1...100, default: 5,
    help: "how many texts are looked for side by side; 1 always takes the most probable token")

  /// How many are given back.
  public static let bestKey = ArgumentKey.integer(
    "best", 1...100, default: 1,
    help:
      "how many texts are shown of each row, at most as many as `beam`, and fewer where the search ends "
      + "with fewer that read differently")

  private static let lengthKey = ArgumentKey.number(
    "length_penalty", .atLeast(0), default: 1,
    help:
      "the power of its length that the logarithm of a text's probability is divided by: 1 for its "
      + "mean, 0 prefers short texts")

  private static let coverageKey = ArgumentKey.number(
    "coverage", .atLeast(0), default: 0,
    help:
      "how much it counts against a text that it did not look at some of the source; 0 for nothing")

  private static let noRepeatKey = ArgumentKey.integer(
    "no_repeat", 0...100, default: 0,
    help: "runs of so many tokens may not stand twice in a text; 0 for any")

  private static let maxLengthKey = ArgumentKey.integer(
    "max_length", 0...1_000_000, default: 0,
    help: "the most tokens of a text; 0 for as many as the training rows suggest for its source")

  /// What every text begins with.
  public static let prefixKey = ArgumentKey.text(
    "prefix", default: "", help: "what the text begins with, as it is to be written")

  /// What can be set where texts are measured.
  public static let evaluationArguments = arguments.filter {
    $0.name != bestKey.name && $0.name != prefixKey.name
  }

  /// What can be set where texts are shown.
  public static let arguments: [ArgumentSpec] = [
    beamKey.spec, bestKey.spec, lengthKey.spec, coverageKey.spec, noRepeatKey.spec,
    maxLengthKey.spec, prefixKey.spec,
  ]
}
