// SPDX-License-Identifier: Apache-2.0

/// Errors of numbers, added up for each column of a target.
public struct NumberSums: Tally, Codable, Hashable {
  /// The sums of one column.
  public struct Column: Codable, Hashable, Sendable {
    /// How many numbers were predicted whose truth is known.
    public var count = 0
    /// Σe² of the errors e.
    public var squares = 0.0
    /// Σ|e|.
    public var magnitudes = 0.0
    /// Σy of the truths y, each less the first of them.
    public var truths = 0.0
    /// Σy² of them.
    public var truthSquares = 0.0
    /// Σ|e / y| over the truths that are not 0.
    public var ratios = 0.0
    /// How many truths are not 0.
    public var ratioCount = 0
    /// What the truths are counted from, so that large ones lose no digits.
    public var origin = 0.0

    /// Adds a number and its truth; one that is missing does not count.
    mutating func add(_ predicted: Double, _ truth: Double) {
      guard !truth.isNaN else { return }
      if count == 0 { origin = truth }
      let error = predicted - truth
      count += 1
      squares += error * error
      magnitudes += abs(error)
      truths += truth - origin
      truthSquares += (truth - origin) * (truth - origin)
      guard truth != 0 else { return }
      ratios += abs(error / truth)
      ratioCount += 1
    }

    /// Adds what was counted of other rows.
    mutating func merge(_ other: Column) {
      guard other.count > 0 else { return }
      guard count > 0 else {
        self = other
        return
      }
      let shift = other.origin - origin
      truthSquares += other.truthSquares + 2 * shift * other.truths
      truthSquares += Double(other.count) * shift * shift
      truths += other.truths + Double(other.count) * shift
      count += other.count
      squares += other.squares
      magnitudes += other.magnitudes
      ratios += other.ratios
      ratioCount += other.ratioCount
    }

    /// 1 - Σe² / Σ(y - mean)²; nil where the truths are all the same.
    public var r2: Double? {
      guard count > 0 else { return nil }
      let spread = truthSquares - truths * truths / Double(count)
      return spread > 0 ? 1 - squares / spread : nil
    }
  }

  /// The columns of the target.
  public private(set) var columns: [Column]

  /// Nothing yet of some columns.
  public init(columns: Int) { self.columns = Array(repeating: Column(), count: columns) }

  /// Adds the numbers of a row and their truths.
  public mutating func add(_ predicted: [Double], _ truths: some Collection<Double>) {
    for (index, pair) in zip(predicted, truths).enumerated() {
      columns[index].add(pair.0, pair.1)
    }
  }

  /// Adds a number of a column and its truth.
  mutating func add(_ predicted: Double, _ truth: Double, column: Int) {
    columns[column].add(predicted, truth)
  }

  /// Adds what was counted of other rows.
  public mutating func merge(_ other: NumberSums) {
    for index in columns.indices { columns[index].merge(other.columns[index]) }
  }

  private func mean(_ sum: KeyPath<Column, Double>, of count: KeyPath<Column, Int>) -> Double? {
    let all = columns.reduce(0) { $0 + $1[keyPath: count] }
    return all > 0 ? columns.reduce(0) { $0 + $1[keyPath: sum] } / Double(all) : nil
  }

  static let metrics = [
    Metric.of(MetricCatalog.rmse, NumberSums.self) {
      $0.mean(\.squares, of: \.count)?.squareRoot()
    },
    Metric.of(MetricCatalog.mae, NumberSums.self) { $0.mean(\.magnitudes, of: \.count) },
    Metric.of(MetricCatalog.r2, NumberSums.self) { sums in
      let known = sums.columns.compactMap(\.r2)
      return known.count == sums.columns.count
        ? known.reduce(0, +) / Double(max(known.count, 1)) : nil
    },
    Metric.of(MetricCatalog.mape, NumberSums.self) { $0.mean(\.ratios, of: \.ratioCount) },
  ]
}
