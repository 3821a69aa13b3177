// SPDX-License-Identifier: Apache-2.0

/// How often each class was taken for each: the counts that accuracy, precision, recall and F1 come
/// from.
public struct ConfusionMatrix: Hashable, Sendable {
  /// How many classes there are.
  public let classes: Int
  private var counts: [Int]
  /// For each class the rows that were taken for it and are of a class that is none of these.
  private var strangers: [Int] = []
  /// The classes of such rows, by their number.
  private var strangerSupports: [Int: Int] = [:]

  /// An empty matrix.
  public init(classes: Int) {
    self.classes = classes
    counts = [Int](repeating: 0, count: classes * classes)
  }

  /// The counts of some rows.
  public init(classes: Int, actual: [Int], predicted: [Int]) {
    self.init(classes: classes)
    for (truth, guess) in zip(actual, predicted) { count(actual: truth, predicted: guess) }
  }

  /// Counts one more; an actual class with a number after the others is one that cannot be
  /// predicted.
  mutating func count(actual: Int, predicted: Int) {
    guard actual >= classes else {
      counts[actual * classes + predicted] += 1
      return
    }
    if strangers.isEmpty { strangers = [Int](repeating: 0, count: classes) }
    strangers[predicted] += 1
    strangerSupports[actual, default: 0] += 1
  }

  /// Adds the counts of other rows over the same classes.
  public mutating func merge(_ other: ConfusionMatrix) {
    for index in counts.indices { counts[index] += other.counts[index] }
    if strangers.isEmpty {
      strangers = other.strangers
    } else {
      for index in other.strangers.indices { strangers[index] += other.strangers[index] }
    }
    strangerSupports.merge(other.strangerSupports, uniquingKeysWith: +)
  }

  /// Rows whose class is none of these; each counts as wrong.
  public var strangerCount: Int { strangers.reduce(0, +) }

  /// Rows of class `actual` that were taken for `predicted`.
  public subscript(actual actual: Int, predicted predicted: Int) -> Int {
    counts[actual * classes + predicted]
  }

  /// Rows in all.
  public var total: Int { counts.reduce(strangerCount, +) }

  /// Rows of a class.
  public func support(_ index: Int) -> Int {
    guard index < classes else { return strangerSupports[index] ?? 0 }
    return (0..<classes).reduce(0) { $0 + self[actual: index, predicted: $1] }
  }

  /// The share of rows that are right; 0 without rows.
  public var accuracy: Double {
    ratio((0..<classes).reduce(0) { $0 + self[actual: $1, predicted: $1] }, total)
  }

  /// Of the rows taken for a class, the share that are of it; 0 when there are none.
  public func precision(_ index: Int) -> Double {
    let taken = (0..<classes).reduce(strangers.isEmpty ? 0 : strangers[index]) {
      $0 + self[actual: $1, predicted: index]
    }
    return ratio(self[actual: index, predicted: index], taken)
  }

  /// Of the rows of a class, the share that were found; 0 when there are none.
  public func recall(_ index: Int) -> Double {
    ratio(self[actual: index, predicted: index], support(index))
  }

  /// The harmonic mean of precision and recall; 0 when both are.
  public func f1(_ index: Int) -> Double {
    let (p, r) = (precision(index), recall(index))
    return p + r > 0 ? 2 * p * r / (p + r) : 0
  }

  /// Precision over the classes.
  public func precision(_ average: ClassAverage) -> Double { mean(average, precision) }

  /// Recall over the classes.
  public func recall(_ average: ClassAverage) -> Double { mean(average, recall) }

  /// F1 over the classes.
  public func f1(_ average: ClassAverage) -> Double { mean(average, f1) }

  private func mean(_ average: ClassAverage, _ figure: (Int) -> Double) -> Double {
    switch average {
    case .micro:
      return accuracy
    case .macro:
      let present = (0..<classes).filter { index in
        !strangers.isEmpty && strangers[index] > 0
          || (0..<classes).contains {
            self[actual: index, predicted: $0] + self[actual: $0, predicted: index] > 0
          }
      }
      // Of a class that cannot be predicted every figure is 0.
      let count = present.count + strangerSupports.count
      guard count > 0 else { return 0 }
      return present.reduce(0) { $0 + figure($1) } / Double(count)
    case .weighted:
      guard total > 0 else { return 0 }
      return (0..<classes).reduce(0) { $0 + figure($1) * Double(support($1)) } / Double(total)
    }
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }
}
