// SPDX-License-Identifier: Apache-2.0

/// A task whose values are texts that a decoder writes token by token.
public protocol Writing: TextValued where Gathered == TextAnswers {
  /// How long they may become.
  var bound: LengthBound { get }

  /// The same with the vocabulary of the texts that are read, where it shares that.
  func sharing(_ read: TextTransform) throws(DataError) -> Self
}

extension Writing {
  /// Whether a figure is one of texts that are written, and not of tokens that are predicted one by one.
  static func comparesTexts(_ figure: FigureName) -> Bool {
    TextComparison.metrics.contains { $0.name == figure.metric }
  }
}

/// A task whose figures are of what is counted of each row by itself, so that two evaluations of the same
/// rows can be held against each other.
public protocol CountingRows: TargetTask {
  /// What is counted of each row: in the same ways for all of them.
  func rowTallies(_ answers: Gathered, of target: Target, rows: [Int]) -> [[any Tally]]
  /// The figures of these tallies, in the order of the catalog.
  var rowMetrics: [Metric] { get }
  /// Whether another task counts in the same way.
  func countsLike(_ other: any TargetTask) -> Bool
}

extension CountingRows {
  /// The tallies of answers of unknown type; none of answers that are not those of this task.
  func rowTallies(
    any answers: any Answers, of target: Target, rows: [Int]
  ) -> [[any Tally]] {
    (answers as? Gathered).map { rowTallies($0, of: target, rows: rows) } ?? []
  }
}
