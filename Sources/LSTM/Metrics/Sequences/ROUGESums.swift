// SPDX-License-Identifier: Apache-2.0

/// F1 of ROUGE of rows, added up: the figure of several rows is the mean of theirs.
public struct ROUGESums: Tally, Codable, Hashable {
  /// Σ F1 of the 1-grams of each row.
  public private(set) var rouge1 = 0.0
  /// Σ F1 of the 2-grams of each row.
  public private(set) var rouge2 = 0.0
  /// Σ F1 of the longest common subsequence of each row.
  public private(set) var rougeL = 0.0
  /// The rows.
  public private(set) var rows = 0

  /// No row yet.
  public init() {}

  /// The figures of one row, each from 0 to 1.
  init(rouge1: Double, rouge2: Double, rougeL: Double) {
    (self.rouge1, self.rouge2, self.rougeL) = (rouge1, rouge2, rougeL)
    rows = 1
  }

  /// Adds those of other rows.
  public mutating func merge(_ other: ROUGESums) {
    rouge1 += other.rouge1
    rouge2 += other.rouge2
    rougeL += other.rougeL
    rows += other.rows
  }

  /// The mean of one of the sums, from 0 to 1; nil without rows.
  public func mean(_ sum: KeyPath<ROUGESums, Double>) -> Double? {
    rows > 0 ? self[keyPath: sum] / Double(rows) : nil
  }

  static let metrics = [
    Metric.of(MetricCatalog.rouge1, ROUGESums.self) { $0.mean(\.rouge1) },
    Metric.of(MetricCatalog.rouge2, ROUGESums.self) { $0.mean(\.rouge2) },
    Metric.of(MetricCatalog.rougeL, ROUGESums.self) { $0.mean(\.rougeL) },
  ]
}
