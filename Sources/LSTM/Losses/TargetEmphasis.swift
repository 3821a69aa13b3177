// SPDX-License-Identifier: Apache-2.0

/// How training weighs what it aims at, beside the plain loss: how much each class counts, and how
/// much of each target is spread over all classes.
struct TargetEmphasis: Hashable, Sendable {
  /// What the loss of a row of each class is multiplied by; empty when all count the same.
  ///
  /// Of labels each has two, for rows without it and with it.
  let classWeights: [Float]
  /// The share of a target that all classes have in equal parts (label smoothing, Szegedy and others
  /// 2016).
  let smoothing: Double

  /// The plain loss.
  static let none = TargetEmphasis(classWeights: [], smoothing: 0)

  /// What the loss of a row of a class is multiplied by.
  func weight(of target: Int) -> Float { classWeights.isEmpty ? 1 : classWeights[target] }

  /// The same for each label by itself, whether a row has it or not.
  static func balanced(labels counts: [Int], rows: Int) -> [Float] {
    counts.flatMap { balanced([rows - $0, $0]) }
  }

  /// Weights that let each class count the same in all, as scikit-learn's `balanced`: rows / (classes
  /// · rows of the class), 1 in the mean over the rows; a class without rows has 1.
  static func balanced(_ counts: [Int]) -> [Float] {
    let rows = counts.reduce(0, +)
    return counts.map { count in
      count == 0 ? 1 : Float(Double(rows) / (Double(counts.count) * Double(count)))
    }
  }
}
