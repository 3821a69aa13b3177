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
  /// The columns with the numbers, the features of a step.
  public let columns: [String]
  /// The rows of the table, case by case.
  public let rows: [Int]
  /// Where the rows of each case begin in `rows`, and where the last ends.
  public let rowStarts: [Int]
  /// The number of the first step of each case among all, and behind them the number of steps.
  public let starts: [Int]
  /// The numbers, step by step: one for each column; NaN is missing.
  public let values: [Float]
  /// How many numbers are missing, by column.
  public let missing: [Int]

  /// The number of cases.
  public var count: Int { rowStarts.count - 1 }

  /// Reads the numbers of a table.
  ///
  /// Where some columns are sequences, the number of a column without is that of each step.
  ///
  /// Throws `unknownColumn`, `notANumber`, `badSeries` for a row whose sequences differ in length or
  /// have no step, and `outOfMemory`.
  public init(
    _ table: Table, series: String? = nil, columns: [String]
  ) throws(DataError) {
    self.table = table
    self.series = series
    self.columns = columns
    (rows, rowStarts) = try Self.cases(of: table, series)
    var areSequences = false
    for column in columns where try table.hasSequences(column) { areSequences = true }
    if areSequences, let series {
      throw DataError(
        .badSeries(
          line: table.lines.first,
          reason: "the rows hold sequences: they are no steps of a series \(series)"),
        path: table.path)
    }
    let memory = GrowingData(path: table.path)
    if areSequences {
      let found = try Self.sequences(of: table, columns, memory)
      (starts, values) = (found.starts, found.values)
    } else {
      starts = rowStarts
      values = try Self.steps(of: table, columns, rows, memory)
    }
    var missing = [Int](repeating: 0, count: columns.count)
    for (place, value) in values.enumerated() where value.isNaN {
      missing[place % columns.count] += 1
    }
    self.missing = missing
  }

  /// How many steps a case has.
  public func steps(of index: Int) -> Int { starts[index + 1] - starts[index] }

  /// The numbers of a case, step by step.
  public func values(of index: Int) -> ArraySlice<Float> {
    values[starts[index] * columns.count..<starts[index + 1] * columns.count]
  }

  /// The rows of a case.
  public func rows(of index: Int) -> ArraySlice<Int> {
    rows[rowStarts[index]..<rowStarts[index + 1]]
  }

  /// The line on which a case begins, for messages.
  public func line(of index: Int) -> Int { table.lines[rows[rowStarts[index]]] }

  /// The line and the column of the first number that is missing; nil where none is.
  var firstGap: (line: Int, column: String)? {
    guard let place = values.firstIndex(where: \.isNaN) else { return nil }
    let step = place / columns.count
    let line =
      starts == rowStarts
      ? table.lines[rows[step]]
      : line(of: (starts.firstIndex { $0 > step } ?? 1) - 1)
    return (line, columns[place % columns.count])
  }

  // MARK: - Targets

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

  // MARK: - Reading

  /// The rows in the order of their cases, which come in the order of their first rows.
  private static func cases(
    of table: Table, _ series: String?
  ) throws(DataError) -> (rows: [Int], starts: [Int]) {
    guard let series else { return (Array(0..<table.rowCount), Array(0...table.rowCount)) }
    var numbers: [String: Int] = [:]
    var counts: [Int] = []
    let names = try table.column(series)
    if let row = names.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw DataError(
        .badSeries(
          line: table.lines[row], reason: "\"\(series)\" is empty: the row is a step of no series"),
        path: table.path)
    }
    let ofRow = names.map { cell in
      let number = numbers[cell] ?? counts.count
      if number == counts.count {
        numbers[cell] = number
        counts.append(0)
      }
      counts[number] += 1
      return number
    }
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    var next = starts
    var rows = [Int](repeating: 0, count: table.rowCount)
    for (row, number) in ofRow.enumerated() {
      rows[next[number]] = row
      next[number] += 1
    }
    return (rows, starts)
  }

  /// The numbers of rows that are steps.
  private static func steps(
    of table: Table, _ columns: [String], _ rows: [Int], _ memory: GrowingData
  ) throws(DataError) -> [Float] {
    try memory.require(rows.count * columns.count * MemoryLayout<Float>.stride)
    var values = [Float](repeating: 0, count: rows.count * columns.count)
    for (index, column) in columns.enumerated() {
      let numbers = try table.numbers(column)
      for (step, row) in rows.enumerated() {
        let value = Float(numbers[row])
        guard !value.isInfinite else {
          throw DataError(
            .notANumber(line: table.lines[row], column: column, value: numbers[row].spelled),
            path: table.path)
        }
        values[step * columns.count + index] = value
      }
    }
    return values
  }

  /// The numbers of rows that hold sequences.
  private static func sequences(
    of table: Table, _ columns: [String], _ memory: GrowingData
  ) throws(DataError) -> (starts: [Int], values: [Float]) {
    var found: [[ArraySlice<Float>]] = []
    var areSingle: [Bool] = []
    for column in columns {
      found.append(try table.sequences(column))
      areSingle.append(!(try table.hasSequences(column)))
    }
    guard let leading = areSingle.firstIndex(of: false) else { return ([0], []) }
    var starts = [0]
    for row in 0..<table.rowCount {
      let count = found[leading][row].count
      for index in columns.indices where !areSingle[index] && found[index][row].count != count {
        throw DataError(
          .badSeries(
            line: table.lines[row],
            reason: "\"\(columns[index])\" has \(found[index][row].count) steps, and"
              + " \"\(columns[leading])\" has \(count)"),
          path: table.path)
      }
      guard count > 0 else {
        throw DataError(
          .badSeries(line: table.lines[row], reason: "\"\(columns[leading])\" has no step"),
          path: table.path)
      }
      starts.append(starts[row] + count)
    }
    let steps = starts[table.rowCount]
    try memory.require(steps * columns.count * MemoryLayout<Float>.stride)
    var values = [Float](repeating: 0, count: steps * columns.count)
    for index in columns.indices {
      for row in 0..<table.rowCount {
        let sequence = found[index][row]
        let (count, first) = (starts[row + 1] - starts[row], sequence.startIndex)
        var place = starts[row] * columns.count + index
        for step in 0..<count {
          values[place] = sequence[areSingle[index] ? first : first + step]
          place += columns.count
        }
      }
    }
    return (starts, values)
  }
}
