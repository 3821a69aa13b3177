// SPDX-License-Identifier: Apache-2.0

/// Which rows do not train for the number of their tokens.
public struct LengthFilter: Hashable, Sendable {
  /// The fewest tokens of a row that trains; 0 for any number.
  public var under = 0
  /// The most tokens of a row that trains; nil for any number.
  public var over: Int?

  /// A filter that every row passes.
  public init() {}

  /// The filter of checked settings.
  public init(_ settings: Arguments) {
    under = settings[Self.skipUnder]
    over = settings[Self.skipOver] > 0 ? settings[Self.skipOver] : nil
  }

  /// The fewest tokens of a row that trains.
  public static let skipUnder = ArgumentKey.integer(
    "skip_under", 0...10_000_000, default: 0,
    help:
      "rows with fewer tokens here do not train, and are counted; 0 for none. Pairs of which one "
      + "side has no token never train")

  /// The most tokens of a row that trains.
  public static let skipOver = ArgumentKey.integer(
    "skip_over", 0...10_000_000, default: 0,
    help: "rows with more tokens here do not train, and are counted; 0 for none. Where max_length= "
      + "cuts, these are the tokens before the cut")

  /// How many times longer one side of a pair that trains may be.
  public static let skipRatio = ArgumentKey.number(
    "skip_ratio", .atLeast(0), default: 0,
    help: "pairs do not train, and are counted, whose longer side has more than so many times the "
      + "tokens of the other; 0 for any")
}
