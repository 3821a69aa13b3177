// SPDX-License-Identifier: Apache-2.0

/// The cases of a table: what is one sequence for a model, with the numbers of its steps.
///
/// In long form the rows with the same cell in the series column are the steps of one case, wherever
/// they stand; without such a column each row is a case, of as many steps as its sequences have, or
/// of one.
public struct SeriesRows: Sendable {
  /// The rows.
  public let table: Table
  /// The column whose equal cells belong together; nil for none.
  public let series: String?
  /// The rows of the table, case by case.
  public let rows: [Int]
  /// Where the rows of each case begin in `rows`, and where the last ends.
  public let rowStarts: [Int]
  /// The number of the first step of each case among all, and after them the number of steps.
  public let starts: [Int]

  /// The columns with sequences, and those of each row.
  private let sequences: [String: [ArraySlice<Float>]]

  /// The number of cases.
  public var count: Int { rowStarts.count - 1 }
  /// The number of steps of all cases.
  public var stepCount: Int { starts[count] }

  /// Finds the cases of a table.
  ///
  /// Throws `unknownColumn`, and `badSeries` for a row whose sequences differ in length or have no
  /// step.
  ///
  /// - Parameter columns: the columns that a model reads, of which those with sequences say how many
  ///   steps there are.
  public init(
    _ table: Table, series: String? = nil, columns: [String]
  ) throws(DataError) {
    self.table = table
    self.series = series
    if let series {
      let groups = try RowGroups(table, by: series)
      (rows, rowStarts) = (groups.rows, groups.starts)
    } else {
      (rows, rowStarts) = (Array(0..<table.rowCount), Array(0...table.rowCount))
    }
    var sequences: [String: [ArraySlice<Float>]] = [:]
    for column in columns where try table.hasSequences(column) {
      sequences[column] = try table.sequences(column)
    }
    if !sequences.isEmpty, let series {
      throw DataError(
        .badSeries(
          line: table.lines.first,
          reason: "the rows hold sequences: they are no steps of a series \(series)"),
        path: table.path)
    }
    starts =
      sequences.isEmpty
      ? rowStarts
      : try Self.starts(
        of: table, columns.compactMap { name in sequences[name].map { (name, $0.map(\.count)) } })
    self.sequences = sequences
  }

  /// How many steps a case has.
  public func steps(of index: Int) -> Int { starts[index + 1] - starts[index] }

  /// The rows of a case.
  public func rows(of index: Int) -> ArraySlice<Int> {
    rows[rowStarts[index]..<rowStarts[index + 1]]
  }

  /// The line on which a case begins, for messages.
  public func line(of index: Int) -> Int { table.lines[rows[rowStarts[index]]] }

  /// The line of a step by its number among all, for messages.
  func line(ofStep step: Int) -> Int {
    guard starts != rowStarts else { return table.lines[rows[step]] }
    return line(of: (starts.firstIndex { $0 > step } ?? 1) - 1)
  }

  // MARK: - Cells

  /// The cells of a column that has one value a case; throws `targetDiffers` where it has several.
  public func cells(_ column: String) throws(DataError) -> [TableCell] {
    let cells = try table.cells(column)
    var found: [TableCell] = []
    found.reserveCapacity(count)
    for index in 0..<count {
      let rows = rows(of: index)
      let first = rows[rows.startIndex]
      for row in rows.dropFirst() where cells[row] != cells[first] {
        throw DataError(
          .targetDiffers(line: table.lines[row], column: column, first: table.lines[first]),
          path: table.path)
      }
      found.append(cells[first])
    }
    return found
  }

  /// The cells of a column that has one value a step, those of each case from `starts` on.
  ///
  /// A sequence of numbers gives one for each step; throws `badSeries` where it is not as long as the
  /// case, and for single cells of cases that have several steps.
  public func stepCells(_ column: String) throws(DataError) -> [TableCell] {
    let cells = try table.cells(column)
    var found: [TableCell] = []
    found.reserveCapacity(starts[count])
    for index in 0..<count {
      let before = found.count
      for row in rows(of: index) {
        if case .numbers(let numbers) = cells[row] {
          found += numbers.map { $0.isNaN ? .missing : .number(Double($0)) }
        } else {
          found.append(cells[row])
        }
      }
      guard found.count - before == steps(of: index) else {
        throw DataError(
          .badSeries(
            line: line(of: index),
            reason: "\"\(column)\" has \(found.count - before) values for the"
              + " \(steps(of: index)) steps of the case"),
          path: table.path)
      }
    }
    return found
  }

  /// The numbers of a column, one a step; NaN is missing.
  ///
  /// Where other columns are sequences, the single number of a row stands at each of its steps. Throws
  /// `notANumber`.
  func stepNumbers(_ column: String) throws(DataError) -> [Double] {
    if let own = sequences[column] { return own.flatMap { $0.map { Double($0) } } }
    let numbers = try table.boundedNumbers(column)
    guard starts != rowStarts else { return rows.map { numbers[$0] } }
    return rows.indices.flatMap { index in
      repeatElement(numbers[rows[index]], count: steps(of: index))
    }
  }

  // MARK: - Reading

  /// The first step of each row that holds sequences, and the number of all.
  private static func starts(
    of table: Table, _ columns: [(name: String, counts: [Int])]
  ) throws(DataError) -> [Int] {
    var counts: [Int] = []
    for (column, own) in columns {
      if let row = own.firstIndex(of: 0) {
        throw DataError(
          .badSeries(line: table.lines[row], reason: "\"\(column)\" has no step"), path: table.path)
      }
      if counts.isEmpty { counts = own }
      if let row = own.indices.first(where: { own[$0] != counts[$0] }) {
        throw DataError(
          .badSeries(
            line: table.lines[row],
            reason: "\"\(column)\" has \(own[row]) steps, and \"\(columns[0].name)\" has"
              + " \(counts[row])"),
          path: table.path)
      }
    }
    return counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }
}
