// SPDX-License-Identifier: Apache-2.0

/// A figure of an evaluation by its name, whatever tasks it is of: what its numbers mean, and which of
/// two is better.
public struct MetricEntry: Hashable, Sendable {
  /// What its numbers are.
  public enum Unit: Hashable, Sendable {
    /// A part of a whole, from 0 to 1.
    case share
    /// Natural units of information.
    case nats
    /// Bits of information.
    case bits
    /// A whole number of things.
    case count
    /// What the target is measured in.
    case target
    /// A number without a unit.
    case number
  }

  /// Which of two numbers is better.
  public enum Better: Hashable, Sendable {
    case higher, lower
    /// Neither: it counts something.
    case neither
  }

  /// The name in scripts.
  public let name: String
  /// What its numbers are.
  public let unit: Unit
  /// Which of two is better.
  public let better: Better
  /// One line of help.
  public let summary: String
  /// Why an evaluation lacks it, whose rows do not define it.
  public let absence: String

  init(
    _ name: String, _ unit: Unit, _ better: Better, _ summary: String,
    absence: String = "it is not finite, or nothing gives probabilities"
  ) {
    self.name = name
    self.unit = unit
    self.better = better
    self.summary = summary
    self.absence = absence
  }

  /// A value turned so that the lower of two is the better one.
  public func ranked(_ value: Double) -> Double { better == .higher ? -value : value }

  /// Whether runs and epochs can be ranked by it.
  public var canRank: Bool { better != .neither }
}

/// A figure of one kind of target: its entry, and how it is computed from what was counted.
public struct Metric: Sendable {
  /// What it is called and means.
  public let entry: MetricEntry
  private let compute: @Sendable (any Tally) -> Double?
  private let isOfKind: @Sendable (any Tally) -> Bool

  /// The name in scripts.
  public var name: String { entry.name }

  /// A metric over one kind of tally.
  static func of<Counted: Tally>(
    _ entry: MetricEntry, _: Counted.Type, _ compute: @escaping @Sendable (Counted) -> Double?
  ) -> Metric {
    Metric(
      entry: entry, compute: { ($0 as? Counted).flatMap(compute) }, isOfKind: { $0 is Counted })
  }

  /// Whether it is of what was counted in one way.
  func isOf(_ tally: any Tally) -> Bool { isOfKind(tally) }

  /// The figure of what was counted; nil where that does not define it, which no number stands for.
  public func value(_ tallies: [any Tally]) -> Double? {
    for tally in tallies {
      if let value = compute(tally) { return value.isFinite ? value : nil }
    }
    return nil
  }
}
