// SPDX-License-Identifier: Apache-2.0

/// How often each label was predicted, was there, and both; and how many rows have just their labels.
public struct LabelCounts: Hashable, Sendable {
  /// Each label by its number.
  public private(set) var byLabel: [EntityCounts.Count]
  /// Rows whose predicted set is the right one.
  public private(set) var exactRows = 0
  /// Rows in all.
  public private(set) var rows = 0

  /// None yet of some labels.
  public init(labels: Int) {
    byLabel = Array(repeating: EntityCounts.Count(), count: labels)
  }

  /// Counts the labels of a row and those that were predicted.
  public mutating func add(actual: some Sequence<Int32>, predicted: some Sequence<Int32>) {
    let (truth, found) = (Set(actual), Set(predicted))
    rows += 1
    if truth == found { exactRows += 1 }
    for label in truth { byLabel[Int(label)].actual += 1 }
    for label in found {
      byLabel[Int(label)].predicted += 1
      if truth.contains(label) { byLabel[Int(label)].correct += 1 }
    }
  }

  /// Adds the counts of other rows over the same labels.
  public mutating func merge(_ other: LabelCounts) {
    for index in byLabel.indices { byLabel[index] += other.byLabel[index] }
    exactRows += other.exactRows
    rows += other.rows
  }

  /// The labels of all rows counted the same (micro).
  public var all: EntityCounts.Count { byLabel.sum }

  /// The share of rows whose set is the right one; 0 without rows.
  public var subsetAccuracy: Double { rows > 0 ? Double(exactRows) / Double(rows) : 0 }
}
