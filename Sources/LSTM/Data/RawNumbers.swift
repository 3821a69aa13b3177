// SPDX-License-Identifier: Apache-2.0

/// The numbers of rows as a file has them, before anything is fitted: each row `[steps, columns]`, or a
/// single vector.
///
/// A column of texts holds the number that each text has in a list of all that were seen. What is
/// missing is NaN. They are kept in double precision, so that large numbers that differ little still
/// differ once their mean is taken away.
public struct RawNumbers: Sendable {
  /// The columns, in the order of the features.
  public let names: [String]
  /// Whether each row is a single vector.
  public let isVector: Bool
  /// The numbers of all rows, step after step.
  public private(set) var values: [Double] = []
  /// The texts of each column that were seen, by their numbers; nil for a column of numbers.
  private(set) var texts: [SeenTexts?]
  /// The first step of each row among all, and the number of steps after them.
  private var starts = [0]

  /// The texts of a column by the numbers that stand for them.
  struct SeenTexts: Sendable {
    private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]

    /// The number of a text, which it keeps from now on.
    mutating func number(of text: String) -> Int {
      if let number = numbers[text] { return number }
      numbers[text] = names.count
      names.append(text)
      return names.count - 1
    }

    /// The number of the text in a cell; NaN where it is missing, as what is missing among numbers is
    /// missing among texts.
    mutating func number(ofCell cell: String) -> Double {
      let text = cell.trimmed
      return NumberText.value(text)?.isNaN == true ? .nan : Double(number(of: text))
    }
  }

  /// No rows yet.
  ///
  /// - Parameter areTexts: whether each column is one of texts.
  public init(_ names: [String], areTexts: [Bool], isVector: Bool) {
    self.names = names
    self.isVector = isVector
    texts = areTexts.map { $0 ? SeenTexts() : nil }
  }

  /// Rows of single vectors without texts: `[rows, columns]`.
  init(vectors: [Double], names: [String]) {
    self.init(names, areTexts: names.map { _ in false }, isVector: true)
    values = vectors
    starts = Array(0...vectors.count / max(names.count, 1))
  }

  /// The number of columns.
  public var features: Int { names.count }
  /// The number of rows.
  public var rowCount: Int { starts.count - 1 }

  /// How many steps a row has.
  public func steps(of row: Int) -> Int { starts[row + 1] - starts[row] }

  /// The numbers of a row, `[steps, columns]`.
  public subscript(row: Int) -> ArraySlice<Double> {
    values[starts[row] * features..<starts[row + 1] * features]
  }

  /// The number of steps of all rows.
  public var stepCount: Int { starts[rowCount] }

  /// The numbers of a column at all steps.
  func column(_ column: Int) -> [Double] {
    stride(from: column, to: values.count, by: features).map { values[$0] }
  }

  /// The numbers of a column at the steps of a row.
  public func column(_ column: Int, of row: Int) -> [Double] {
    stride(from: starts[row] * features + column, to: starts[row + 1] * features, by: features)
      .map { values[$0] }
  }

  /// The numbers of a column at all steps of some rows.
  func column(_ column: Int, ofRows rows: some Sequence<Int>) -> [Double] {
    var numbers: [Double] = []
    for row in rows {
      for step in starts[row]..<starts[row + 1] { numbers.append(values[step * features + column]) }
    }
    return numbers
  }

  /// The text that a number of a column stands for; nil in a column of numbers.
  public func text(_ number: Double, column: Int) -> String? {
    guard let names = texts[column]?.names, !number.isNaN else { return nil }
    return names[Int(number)]
  }

  /// Adds the cases of a table.
  ///
  /// Throws what the columns throw that are read, `badSeries` for a case of several steps where each
  /// row is a vector, `missingNumbers` where nothing stands in for them, and `outOfMemory`.
  ///
  /// - Parameter fill: what stands in for what is missing in each column.
  mutating func append(
    _ cases: SeriesRows, filling fill: [NumberTransform.Fill]
  ) throws(DataError) {
    if isVector, let odd = (0..<cases.count).first(where: { cases.steps(of: $0) != 1 }) {
      throw DataError(
        .badSeries(
          line: cases.line(of: odd),
          reason: "beside a text there is one row of numbers, and here are"
            + " \(cases.steps(of: odd))"),
        path: cases.table.path)
    }
    let (first, steps) = (values.count, cases.stepCount)
    try GrowingData(path: cases.table.path)
      .require((first + steps * features) * MemoryLayout<Double>.stride)
    values += repeatElement(0, count: steps * features)
    for (column, name) in names.enumerated() {
      let numbers = try numbers(name, column, cases)
      for (step, number) in numbers.enumerated() {
        values[first + step * features + column] = number
      }
    }
    if let gap = values.indices.dropFirst(first)
      .first(where: { values[$0].isNaN && fill[$0 % features] == .none })
    {
      let column = gap % features
      throw DataError(
        .missingNumbers(
          line: cases.line(ofStep: (gap - first) / features), column: names[column],
          count: stride(from: first + column, to: values.count, by: features)
            .count { values[$0].isNaN }),
        path: cases.table.path)
    }
    let before = starts[rowCount]
    starts += cases.starts.dropFirst().map { before + $0 }
  }

  /// The numbers of a column at all steps of some cases.
  private mutating func numbers(
    _ name: String, _ column: Int, _ cases: SeriesRows
  ) throws(DataError) -> [Double] {
    guard var seen = texts[column] else { return try cases.stepNumbers(name) }
    // So that there is one owner, and nothing is copied at each new text.
    texts[column] = SeenTexts()
    defer { texts[column] = seen }
    return try cases.stepCells(name).map { seen.number(ofCell: $0.description) }
  }
}
