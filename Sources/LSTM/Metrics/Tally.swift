// SPDX-License-Identifier: Apache-2.0

/// Sums and counts that figures are computed from: those of two sets of rows merge into those of both,
/// so that no figure is ever a mean of means.
public protocol Tally: Sendable {
  /// Adds what another has counted on other rows.
  mutating func merge(_ other: Self)
}

extension Tally {
  /// Adds what another has counted, if it is of the same kind.
  mutating func merge(any other: any Tally) {
    if let other = other as? Self { merge(other) }
  }
}

/// Losses added up, and over how many places.
public struct LossSum: Tally, Codable, Hashable {
  /// The losses, in nats, added up.
  public var sum: Double
  /// Rows, or tokens, that have a loss.
  public var count: Int

  /// A sum.
  public init(sum: Double = 0, count: Int = 0) {
    (self.sum, self.count) = (sum, count)
  }

  /// The mean; 0 of nothing.
  public var mean: Double { sum / Double(max(count, 1)) }

  /// Adds the losses of other places.
  public mutating func merge(_ other: LossSum) {
    sum += other.sum
    count += other.count
  }
}

/// How many rows were measured.
public struct RowCount: Tally, Hashable {
  /// The rows.
  public var rows: Int

  /// A count.
  public init(rows: Int) { self.rows = rows }

  /// Adds other rows.
  public mutating func merge(_ other: RowCount) { rows += other.rows }
}
