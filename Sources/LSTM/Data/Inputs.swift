// SPDX-License-Identifier: Apache-2.0

/// The texts of a data set, as a network reads them.
public struct TextInput: Sendable {
  /// The column.
  public let name: String
  /// The token numbers of each row.
  public let tokens: TokenColumn
  /// What turned the texts into numbers, fitted on the training rows.
  public let transform: TextTransform
  /// The texts as they were read, to show beside a prediction.
  public let texts: [String]
  /// The words that are known whether training has them or not.
  public var knownWords: [String] = []
}

/// The numbers of a data set: a sequence a row, or one vector beside its text.
public struct NumberInput: Sendable {
  /// As they were read: a feature for each column; NaN is missing.
  public let raw: NumberColumn
  /// What measures them, fitted on the training rows.
  public let transform: NumberTransform
  /// As a network reads them.
  public let column: NumberColumn
  /// What is set of them.
  let role: NumberRole
  /// The categories of each column; nil for numbers.
  let categories: [[String]?]

  /// The columns.
  public var names: [String] { transform.names }
  /// The column whose equal cells are the steps of one row.
  public var series: String? { role.series }
  /// What numbers are measured in.
  public var scale: NumberTransform.Scale { role.scale }

  init(_ raw: NumberColumn, _ role: NumberRole, categories: [[String]?], fitting rows: [Int]) {
    self.raw = raw
    self.role = role
    self.categories = categories
    transform = NumberTransform(
      raw, names: role.columns, categories: categories, fitting: rows, scale: role.scale,
      fill: role.fill)
    column = transform.applied(to: raw)
  }

  /// The same fitted on other rows.
  func refitted(on rows: [Int]) -> NumberInput {
    NumberInput(raw, role, categories: categories, fitting: rows)
  }

  /// How many numbers are missing.
  public var missing: Int { raw.values.count { $0.isNaN } }
}

/// What columns of numbers are to a model, and how they are read.
public struct NumberRole: Hashable, Sendable {
  /// The columns, in the order of the features.
  public var columns: [String]
  /// The column whose equal cells are the steps of one row; nil where each row of the file is one.
  public var series: String?
  /// What numbers are measured from, and in.
  public var scale: NumberTransform.Scale
  /// What stands in for those that are missing.
  public var fill: NumberTransform.Fill

  /// A role with its settings.
  public init(
    _ columns: [String], series: String? = nil, scale: NumberTransform.Scale = .standard,
    fill: NumberTransform.Fill = .none
  ) {
    self.columns = columns
    self.series = series
    self.scale = scale
    self.fill = fill
  }

  /// What numbers are measured in.
  public static let scaleKey = ArgumentKey<NumberTransform.Scale>.choice(
    "scale", default: .standard,
    help: "what numbers are measured in, by the training rows: deviations from the mean, from 0 to "
      + "1, quartile distances from the median, or as they are")
  /// What stands in for missing numbers.
  public static let fillKey = ArgumentKey<NumberTransform.Fill>.choice(
    "fill", default: .none,
    help: "what stands in for missing numbers: the last one before in the row, a line between its "
      + "neighbours, the mean of the training rows, zero; none: they are refused")

  /// The settings of `input`.
  public static let arguments = [scaleKey.spec, fillKey.spec]
}
