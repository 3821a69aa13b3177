// SPDX-License-Identifier: Apache-2.0

/// What a list of runs says of one.
public struct RunSummary: Hashable, Sendable {
  /// Its number.
  public var number: Int
  /// The name in its script.
  public var name: String
  /// The data.
  public var data: String
  /// The stack of layers.
  public var model: String
  /// How it stands.
  public var status: RunStatus
  /// How many epochs it has.
  public var epochs: Int
  /// The epoch whose weights are kept; 0 for none.
  public var kept: Int
  /// The name of the figure that chooses the epoch.
  public var monitor: String?
  /// Its value.
  public var figure: Double?
  /// Its tags.
  public var tags: [String]
  /// The values that were asked for, in this order; nil where it has none.
  public var values: [RecordScalar?]
}

/// What a condition or an order is about.
public enum RecordField: Hashable, Sendable {
  /// A fact of the run: `number`, `status`, `seconds` and so on.
  case fact(String)
  /// A setting, such as `lr`.
  case setting(String)
  /// A figure, such as `valid.f1`.
  case figure(String)
  /// Its tags: equal to a text when the run has that tag.
  case tag

  /// The names of facts.
  public static let facts = RecordSchema.columns
}

/// A condition on runs.
public indirect enum RecordCondition: Hashable, Sendable {
  /// How two values are compared.
  public enum Comparison: String, Hashable, Sendable {
    case equal = "="
    case unequal = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// An operation on numbers.
  public enum Operation: String, Hashable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
  }

  case value(RecordScalar)
  case field(RecordField)
  case calculated(Operation, RecordCondition, RecordCondition)
  case compared(Comparison, RecordCondition, RecordCondition)
  case all(RecordCondition, RecordCondition)
  case any(RecordCondition, RecordCondition)
  case not(RecordCondition)
}

/// Which runs are asked for, in which order.
public struct RecordQuery: Hashable, Sendable {
  /// The condition; nil for all.
  public var condition: RecordCondition?
  /// What they are ordered by, those that lack it left out; nil for the newest first.
  public var order: RecordField?
  /// Whether the largest comes first.
  public var isDescending = false
  /// The most runs; nil for all.
  public var limit: Int?
  /// What is to be told of each.
  public var fields: [RecordField] = []

  /// All runs.
  public init() {}
}
