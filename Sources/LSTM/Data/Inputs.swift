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
  /// Which rows do not train for the number of their tokens.
  public var lengths = LengthFilter()

  /// The texts before they were cut.
  var uncut: UncutTexts {
    UncutTexts(texts: texts, options: transform.options, lengths: lengths, knownWords: knownWords)
  }
}

/// The numbers of a data set: a sequence a row, or one vector beside its text.
public struct NumberInput: Sendable {
  /// As they were read.
  public let raw: RawNumbers
  /// What measures them, fitted on the training rows.
  public let transform: NumberTransform
  /// As a network reads them.
  public let column: NumberColumn
  /// What is set of them.
  let role: NumberRole
  /// The recordings that they were taken from; nil for numbers of a file.
  public let recordings: Recordings?

  /// The columns.
  public var names: [String] { transform.names }
  /// The column whose equal cells are the steps of one row.
  public var series: String? { role.series }
  /// What a column is measured in, and what stands in for what is missing there.
  public var columns: [NumberRole.Column] { role.columns }

  init(
    _ raw: RawNumbers, _ role: NumberRole, fitting rows: [Int], recordings: Recordings? = nil
  ) {
    self.raw = raw
    self.role = role
    self.recordings = recordings
    var transform = NumberTransform(raw, role.columns, fitting: rows)
    transform.sound = recordings?.transform
    self.transform = transform
    column = transform.applied(to: raw)
  }

  /// The same fitted on other rows.
  func refitted(on rows: [Int]) -> NumberInput {
    NumberInput(raw, role, fitting: rows, recordings: recordings)
  }

  /// How many numbers are missing.
  public var missing: Int { raw.values.count { $0.isNaN } }
}

/// What columns of numbers are to a model, and how they are read.
public struct NumberRole: Hashable, Sendable {
  /// A column, and how it is read.
  public struct Column: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What numbers are measured from, and in.
    public var scale: NumberTransform.Scale
    /// What stands in for those that are missing.
    public var fill: NumberTransform.Fill
    /// How long the trained vector of each category is; nil for a number of 0 or 1 for each.
    public var embed: Int?
    /// Beside a window: whether its numbers are known for the steps that are forecast.
    public var isKnown = false
    /// Beside a window: how many steps before numbers are read too.
    public var lags: [Int] = []

    /// A column with its settings.
    public init(
      _ name: String, scale: NumberTransform.Scale = .standard, fill: NumberTransform.Fill = .none,
      embed: Int? = nil
    ) {
      (self.name, self.scale, self.fill, self.embed) = (name, scale, fill, embed)
    }
  }

  /// The columns, in the order of the features.
  public var columns: [Column]
  /// The column whose equal cells are the steps of one row; nil where each row of the file is one.
  public var series: String?
  /// The recordings whose features the columns are; nil for columns of a file.
  public var sound: SoundRole?

  /// The features of recordings.
  public init(hearing sound: SoundRole) {
    let scale: NumberTransform.Scale = sound.measure == .set ? .standard : .none
    self.init(columns: sound.names.map { Column($0, scale: scale) })
    self.sound = sound
  }

  /// Columns that are read in the usual way.
  public init(_ names: [String], series: String? = nil) {
    self.init(columns: names.map { Column($0) }, series: series)
  }

  /// Columns with their settings.
  public init(columns: [Column], series: String? = nil) {
    self.columns = columns
    self.series = series
  }

  /// The names of the columns.
  public var names: [String] { columns.map(\.name) }

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
  /// How long the vectors of categories are.
  public static let embedKey = ArgumentKey<Int>.integer(
    "embed", 0...65_536, default: 0,
    help: "how long the trained vector of each category of a text column is; 0: a number of 0 or 1 "
      + "for each category")

  /// The settings of `input`.
  public static let arguments = [scaleKey.spec, fillKey.spec, embedKey.spec]

  /// Nothing yet of these columns, as those of a table are: text, or numbers.
  ///
  /// Throws `notCategories` for a column of numbers that is to be embedded.
  func empty(for table: Table, isVector: Bool) throws(DataError) -> RawNumbers {
    var areTexts: [Bool] = []
    for column in columns {
      let isText = try table.hasCategories(column.name)
      guard isText || column.embed == nil else {
        throw DataError(.notCategories(column: column.name), path: table.path)
      }
      areTexts.append(isText)
    }
    return RawNumbers(names, areTexts: areTexts, isVector: isVector)
  }
}

extension Table {
  /// Whether the cells of a column are texts that stand for themselves, and no numbers.
  func hasCategories(_ column: String) throws(DataError) -> Bool {
    guard try kind(of: column) == .text, !(try hasSequences(column)) else { return false }
    // Where most cells are numbers, or would be in another spelling, one that is none is a mistake.
    var (said, meant) = (0, 0)
    for cell in try self.column(column) {
      let number = NumberText.value(cell)
      guard number?.isNaN != true else { continue }
      said += 1
      if number != nil || NumberText.isMeant(cell) { meant += 1 }
    }
    return meant * 2 <= said && said > 0
  }
}
