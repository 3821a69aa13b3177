// SPDX-License-Identifier: Apache-2.0

/// How the next token is chosen.
public struct SamplingOptions: Hashable, Sendable {
  /// What scores are divided by: below 1 the probable becomes more so, above 1 less; 0 always takes the
  /// most probable.
  public var temperature = 1.0
  /// Only so many of the most probable are drawn from; 0 for all.
  public var topK = 0
  /// Only the most probable that together have this share are drawn from (Holtzman and others 2020); 1
  /// for all.
  public var topP = 1.0
  /// Only those are drawn from whose surprise is nearest to the expected one, and that together have
  /// this share (Meister and others 2022); 1 for all.
  public var typical = 1.0
  /// What the scores of tokens that have stood already are made smaller by (Keskar and others 2019); 1
  /// for not at all.
  public var repetition = 1.0
  /// How many texts are looked for side by side, by their probability; 1 to draw one.
  public var beam = 1

  /// Options that draw from all tokens as they are.
  public init() {}

  /// The options from checked settings of `arguments`.
  public init(_ settings: Arguments) {
    temperature = settings[Self.temperature]
    topK = settings[Self.topK]
    topP = settings[Self.topP]
    typical = settings[Self.typical]
    repetition = settings[Self.repetition]
    beam = settings[Self.beam]
  }

  private static let temperature = ArgumentKey.number(
    "temperature", .atLeast(0), default: 1,
    help: "below 1 safer, above 1 bolder; 0 always takes the most probable token")

  private static let topK = ArgumentKey.integer(
    "top_k", 0...1_000_000, default: 0,
    help: "draw from so many of the most probable tokens only; 0 for all")

  private static let topP = ArgumentKey.number(
    "top_p", .share, default: 1,
    help: "draw from the most probable tokens that together have this share")

  private static let typical = ArgumentKey.number(
    "typical", .share, default: 1,
    help: "draw from tokens about as surprising as is to be expected, with this share together")

  private static let repetition = ArgumentKey.number(
    "repetition", .atLeast(1), default: 1,
    help: "make tokens that have stood already less probable, such as 1.2")

  private static let beam = ArgumentKey.integer(
    "beam", 1...1000, default: 1,
    help: "look for the most probable text with so many side by side, instead of drawing")

  /// What can be set.
  public static let arguments: [ArgumentSpec] = [
    temperature.spec, topK.spec, topP.spec, typical.spec, repetition.spec, beam.spec,
  ]
}
