// SPDX-License-Identifier: Apache-2.0

/// McNemar's test of two systems on the same rows, exact: of the rows that only one of them has right, how
/// probable so uneven a share is if both were as good (McNemar 1947).
public struct McNemar: Hashable, Sendable {
  /// How many rows only the first has right.
  public let onlyFirst: Int
  /// How many rows only the second has right.
  public let onlySecond: Int
  /// The two-sided probability of so uneven a share, or a more uneven one.
  public let pValue: Double

  /// A test of counts.
  public init(onlyFirst: Int, onlySecond: Int) {
    (self.onlyFirst, self.onlySecond) = (onlyFirst, onlySecond)
    pValue = Self.probability(of: min(onlyFirst, onlySecond), among: onlyFirst + onlySecond)
  }

  /// A test of what is right by row, the rows in one order.
  public init(_ first: [Bool], _ second: [Bool]) {
    self.init(
      onlyFirst: zip(first, second).count { $0 && !$1 },
      onlySecond: zip(first, second).count { !$0 && $1 })
  }

  /// Twice the share of the binomial distribution with equal odds up to a count, which is at most half of all.
  ///
  /// The terms stand in ratio to the middle one, from which each follows by a division: no power and no
  /// logarithm, whose last bits differ between machines.
  private static func probability(of count: Int, among all: Int) -> Double {
    guard 2 * count < all else { return 1 }
    var (term, below, sum) = (1.0, 0.0, 0.0)
    for place in stride(from: all / 2, through: 0, by: -1) {
      // Both halves but for a middle that stands by itself.
      sum += 2 * place == all ? term : 2 * term
      if place <= count { below += term }
      term *= Double(place) / Double(all - place + 1)
    }
    return min(1, 2 * below / sum)
  }
}
