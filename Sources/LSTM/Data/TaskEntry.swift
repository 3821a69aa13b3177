// SPDX-License-Identifier: Apache-2.0

/// A task as the language knows it: the word after the column of a `target`, and how its cells are read.
public struct TaskEntry: Sendable {
  /// What a cell of the target's column holds.
  public enum Cells: Hashable, Sendable {
    /// One value.
    case one
    /// A text as it stands in the file; it may be empty.
    case text
    /// Any number of values, or none.
    case several
    /// There is no column: the text is its own target.
    case none
  }

  /// The word in scripts.
  public let name: String
  /// One line of help.
  public let summary: String
  /// What its values are called.
  public let plural: String
  /// What a cell holds.
  public let cells: Cells
  /// Whether there is a value for each step.
  public let isPerStep: Bool
  /// Whether it may have several columns.
  public let takesColumns: Bool
  /// Whether it needs texts.
  public let needsText: Bool
  /// What can be set in its role.
  public let options: [ArgumentSpec]
  /// The role written with the settings that need one another, by name.
  public let examples: [String: String]
  /// Reads the cells of all rows.
  let read: @Sendable (TargetSource, Arguments) throws(DataError) -> any TargetReading

  init(
    name: String, summary: String, plural: String, cells: Cells, isPerStep: Bool,
    takesColumns: Bool = false, needsText: Bool = false, options: [ArgumentSpec] = [],
    examples: [String: String] = [:],
    read: @escaping @Sendable (TargetSource, Arguments) throws(DataError) -> any TargetReading
  ) {
    self.name = name
    self.summary = summary
    self.plural = plural
    self.cells = cells
    self.isPerStep = isPerStep
    self.takesColumns = takesColumns
    self.needsText = needsText
    self.options = options
    self.examples = examples
    self.read = read
  }
}

extension TaskEntry: Hashable {
  /// Whether both have the same name.
  public static func == (one: TaskEntry, other: TaskEntry) -> Bool { one.name == other.name }
  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The cells of a target's column, of all rows.
public struct TargetSource: Sendable {
  /// The columns; none where the text is its own target.
  let columns: [String]
  /// The cells of the first column as they were read.
  let cells: [String]
  /// Those of the others.
  let further: [[String]]
  /// What stands at each step of a row that has steps of its own; nil where a cell has blanks between
  /// what it says of the tokens of a text.
  let steps: [[String]]?
  /// The file and line of each row.
  let origins: RowOrigins
  /// Whether each token has a line of its own, so that the place of a value is a line.
  let hasLineAToken: Bool
  /// Whether it is not the leading target.
  let isFurther: Bool

  /// The first column; empty where there is none.
  var column: String { columns.first ?? "" }
  /// What messages and figures call it.
  var name: String { columns.joined(separator: ", ") }

  /// An error at the first row.
  func error(_ fact: DataError.Fact) -> DataError { DataError(fact, path: origins.path(of: 0)) }
}

/// A target whose cells are understood, to be fitted on the training rows of any split.
public protocol TargetReading: Sendable {
  /// What the first rows are alike by, before anything is fitted.
  func strata(ofFirst count: Int) -> [Int]

  /// Throws what `fit` would throw for lack of training rows, without fitting anything.
  func check(_ splits: SplitRows) throws(DataError)

  /// The target of all rows, fitted on those that train.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target
}

extension TargetReading {
  /// They are all alike.
  public func strata(ofFirst count: Int) -> [Int] { Array(repeating: 0, count: count) }
  /// Nothing to check.
  public func check(_ splits: SplitRows) throws(DataError) {}
}

/// What a network reads of all rows, fitted on those that train.
public struct FittedInputs: Sendable {
  /// The texts; nil where there are none.
  let text: FittedText?
  /// The numbers; nil where there are none.
  let numbers: NumberInput?
  /// The windows over series; nil where there are none.
  var windows: WindowInput?
  /// The texts that a decoder writes; nil where there are none.
  var written: FittedText?

  /// What orders the rows of a batch.
  var leading: any Column {
    text?.tokens ?? numbers?.column ?? windows?.column ?? TokenColumn()
  }

  /// How many steps a row has.
  func length(of row: Int) -> Int { leading.length(of: row) }
}

/// The texts of all rows as numbers, with what they were made of.
public struct FittedText: Sendable {
  /// The numbers of the tokens.
  let tokens: TokenColumn
  /// The tokens as they are spelt.
  let corpus: TokenizedCorpus
  /// What cut them.
  let pipeline: TokenPipeline
  /// What gives them their numbers.
  let transform: TextTransform
  /// The texts as they were read.
  var texts: [String] = []
}
