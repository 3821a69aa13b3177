// SPDX-License-Identifier: Apache-2.0

/// Counts of several classes, labels, types or phrases, whose precision, recall and F1 are averaged in
/// one of three ways.
public protocol AveragedTally: Tally {
  /// The way of the figures that name none.
  static var usualAverage: ClassAverage { get }
  /// Precision over all of them.
  func precision(_ average: ClassAverage) -> Double
  /// Recall over all of them.
  func recall(_ average: ClassAverage) -> Double
  /// F1 over all of them.
  func f1(_ average: ClassAverage) -> Double
}

extension AveragedTally {
  /// The figures of all averages, in the order of the catalog.
  static var averagedMetrics: [Metric] {
    let entries: [(ClassAverage, MetricEntry, MetricEntry, MetricEntry)] = [
      (usualAverage, MetricCatalog.f1, MetricCatalog.precision, MetricCatalog.recall),
      (.micro, MetricCatalog.f1Micro, MetricCatalog.precisionMicro, MetricCatalog.recallMicro),
      (.macro, MetricCatalog.f1Macro, MetricCatalog.precisionMacro, MetricCatalog.recallMacro),
      (
        .weighted, MetricCatalog.f1Weighted, MetricCatalog.precisionWeighted,
        MetricCatalog.recallWeighted
      ),
    ]
    return entries.flatMap { average, f1, precision, recall in
      [
        Metric.of(f1, Self.self) { $0.f1(average) },
        Metric.of(precision, Self.self) { $0.precision(average) },
        Metric.of(recall, Self.self) { $0.recall(average) },
      ]
    }
  }
}

/// Counts that are kept one by one, of any number of kinds.
public protocol CountsByKind: AveragedTally {
  /// The counts of each kind.
  var countsByKind: [EntityCounts.Count] { get }
}

extension CountsByKind {
  /// Each of them counted the same.
  public static var usualAverage: ClassAverage { .micro }
  /// Precision over the kinds.
  public func precision(_ average: ClassAverage) -> Double {
    countsByKind.mean(average, \.precision)
  }
  /// Recall over the kinds.
  public func recall(_ average: ClassAverage) -> Double { countsByKind.mean(average, \.recall) }
  /// F1 over the kinds.
  public func f1(_ average: ClassAverage) -> Double { countsByKind.mean(average, \.f1) }
}

extension ConfusionMatrix: AveragedTally {
  /// Every class counted the same.
  public static var usualAverage: ClassAverage { .macro }
}

extension LabelCounts: CountsByKind {
  /// Those of each label.
  public var countsByKind: [EntityCounts.Count] { byLabel }
}

extension EntityCounts: CountsByKind {
  /// Those of each type.
  public var countsByKind: [Count] { types.map { byType[$0] ?? Count() } }
}

/// The phrases of rows: each row's set counted by itself.
public struct PhraseCounts: CountsByKind, Hashable {
  /// All phrases.
  public private(set) var all = EntityCounts.Count()

  /// No phrase yet.
  public init() {}

  /// Those of each kind: there is one.
  public var countsByKind: [EntityCounts.Count] { [all] }

  /// Counts the phrases of a row.
  public mutating func add(_ count: EntityCounts.Count) { all += count }

  /// Adds those of other rows.
  public mutating func merge(_ other: PhraseCounts) { all += other.all }
}
