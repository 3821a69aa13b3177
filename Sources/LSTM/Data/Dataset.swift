// SPDX-License-Identifier: Apache-2.0

/// Texts with a class each, ready for training: numbers, splits, and what was fitted on the way.
public struct Dataset: Sendable {
  /// The token numbers of each row.
  public let tokens: TokenColumn
  /// The class number of each row.
  public let classes: [Int32]
  /// Which rows train, which choose the weights, and which measure.
  public let splits: SplitRows
  /// What turned the texts into numbers, fitted on the training rows.
  public let transform: TextTransform
  /// The names of the classes, fitted on the training rows.
  public let labels: Labels
  /// The texts as they were read, to show beside a prediction.
  public let texts: [String]
  /// The file and line of each row.
  public let origins: RowOrigins
  /// What a user should know before training.
  public let summary: DatasetSummary

  /// The number of rows in all parts.
  public var rowCount: Int { classes.count }
}
