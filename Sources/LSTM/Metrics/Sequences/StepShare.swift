// SPDX-License-Identifier: Apache-2.0

/// Of how many steps nothing is read: those whose most probable symbol is none.
public struct StepShare: Tally, Codable, Hashable {
  /// Steps at which nothing is read.
  public private(set) var blanks = 0
  /// All steps.
  public private(set) var steps = 0

  /// No step yet.
  public init() {}

  /// Some steps.
  init(blanks: Int, steps: Int) { (self.blanks, self.steps) = (blanks, steps) }

  /// Adds those of other rows.
  public mutating func merge(_ other: StepShare) {
    blanks += other.blanks
    steps += other.steps
  }

  /// The share of the steps at which nothing is read.
  static let blanks = Metric.of(MetricCatalog.blanks, StepShare.self) {
    $0.steps > 0 ? Double($0.blanks) / Double($0.steps) : nil
  }
}
