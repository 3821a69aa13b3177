// SPDX-License-Identifier: Apache-2.0

/// How many tokens were to be predicted, and how many of them were the most probable.
public struct NextTokenCounts: Tally, Codable, Hashable {
  /// Tokens that were to be predicted.
  public var tokens = 0
  /// Those that no other was more probable than.
  public var right = 0

  /// None yet.
  public init() {}

  /// The share of tokens that were the most probable.
  public var accuracy: Double { tokens == 0 ? 0 : Double(right) / Double(tokens) }

  /// Adds those of other texts.
  public mutating func merge(_ other: NextTokenCounts) {
    tokens += other.tokens
    right += other.right
  }
}
