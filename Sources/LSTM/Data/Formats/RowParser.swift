// SPDX-License-Identifier: Apache-2.0

/// Numbers the rows of a file and holds each against its columns.
struct RowCounter {
  /// The rows so far.
  private(set) var count = 0

  /// The row with its number; throws `raggedRow`.
  mutating func row(
    _ parsed: ParsedRow?, of parser: any RowParser
  ) throws(DataError.Fact) -> Row? {
    guard let parsed else { return nil }
    count += 1
    try Table.checkWidth(parsed.cells, columns: parser.columns, row: count, line: parsed.line)
    return Row(
      columns: parser.columns, cells: parsed.cells, number: count, line: parsed.line,
      skipped: parsed.skipped)
  }
}

/// The cells of a row and the line it begins on.
struct ParsedRow {
  let cells: RowCells
  let line: Int
  /// The lines inside of it that hold no token.
  var skipped: [Int] = []

  init(cells: [TableCell], line: Int) {
    self.cells = .typed(cells)
    self.line = line
  }

  init(values: [String], line: Int, skipped: [Int] = []) {
    cells = .texts(values)
    self.line = line
    self.skipped = skipped
  }
}

/// Turns lines into rows; one is made for each file.
protocol RowParser {
  /// The names of the columns; known when the first row is returned.
  var columns: [String] { get }

  /// The row that ends on this line; nil when none does, as in a header or an open quote.
  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow?

  /// Whether a line with the names of the columns is still to come.
  var expectsHeader: Bool { get }

  /// Says which cells of the next row nobody wants, by column: they may be left empty.
  mutating func leaveOut(_ cells: [Bool])

  /// Whether the line that was parsed last is part of a row; `row` is what it returned.
  func tookLine(_ row: ParsedRow?) -> Bool

  /// Called after the last line: the row that ends with the file, if one does; throws when a row is
  /// left open.
  mutating func finish() throws(DataError.Fact) -> ParsedRow?
}

extension RowParser {
  var expectsHeader: Bool { false }
  func tookLine(_ row: ParsedRow?) -> Bool { row != nil }
  func leaveOut(_ cells: [Bool]) {}
  func finish() -> ParsedRow? { nil }
}
