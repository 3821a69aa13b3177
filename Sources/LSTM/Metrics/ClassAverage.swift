// SPDX-License-Identifier: Apache-2.0

/// How the figures of classes, labels or types of entities become one.
public enum ClassAverage: String, CaseIterable, Sendable {
  /// The plain mean over those that occur, as truth or as prediction.
  case macro
  /// Counted over all of them at once; for one class a row the same as accuracy.
  case micro
  /// The mean weighted by how often each is there.
  case weighted
}

extension Collection<EntityCounts.Count> {
  /// All of them counted the same.
  var sum: EntityCounts.Count { reduce(into: EntityCounts.Count()) { $0 += $1 } }

  /// One figure of all of them; 0 where none occurs.
  func mean(
    _ average: ClassAverage, _ figure: (EntityCounts.Count) -> Double
  ) -> Double {
    switch average {
    case .micro: figure(sum)
    case .macro: mean(figure) { _ in 1 }
    case .weighted: mean(figure) { Double($0.actual) }
    }
  }

  private func mean(
    _ figure: (EntityCounts.Count) -> Double, weight: (EntityCounts.Count) -> Double
  ) -> Double {
    let present = filter { $0.actual + $0.predicted > 0 }
    let sum = present.reduce(0) { $0 + weight($1) }
    return sum > 0 ? present.reduce(0) { $0 + weight($1) * figure($1) } / sum : 0
  }
}
