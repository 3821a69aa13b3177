// SPDX-License-Identifier: Apache-2.0

/// A way to write rows in a file.
///
/// A format only reads; what a column means is said by its role.
public struct DataFormat: Sendable {
  /// The name in scripts.
  public let name: String
  /// The file extensions that stand for it, without the dot; `.gz` may follow.
  public let extensions: [String]
  /// One line of help.
  public let help: String
  /// The options it takes.
  public let options: [FormatOption]
  /// What a small file of this format looks like.
  public let example: String
  /// What its columns are for when nothing is said.
  public var use = ColumnUse.unsaid
  /// How a file of it is written again with what was predicted.
  public var answer = RecordAnswer.lines
  /// Makes what turns the lines of one file into rows.
  let makeParser: @Sendable (FormatOptions) throws(DataError.Fact) -> any RowParser

  /// Calls `body` with one row after the other until it returns false; nothing is kept, so a file
  /// may be larger than memory.
  ///
  /// Throws whatever is wrong with the file, its options or its lines, and what `body` throws.
  ///
  /// - Parameters:
  ///   - filter: the cells that are wanted, if not all; a format may give more than those.
  ///   - onRead: told after each read how many bytes there were so far; what it throws ends the
  ///     reading.
  public func forEachRow(
    of path: String, options: FormatOptions = [:], filter: CellFilter? = nil,
    onRead: (Int) throws(DataError) -> Void = { (_) throws(DataError) in },
    _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError) {
    var parser = try named(path) { () throws(DataError.Fact) in
      try options.check(against: self.options)
      return try makeParser(options)
    }
    var counter = RowCounter()
    var wantsMore = true
    var sieve = CellSieve(filter: filter)
    try LineReader.forEachLine(of: path, onRead: onRead) {
      (line: Span<UInt8>, number: Int) throws(DataError) in
      let found: Row?
      do throws(DataError.Fact) {
        sieve.prepare(&parser, row: counter.count)
        found = try counter.row(try parser.parse(line, number: number), of: parser)
      } catch {
        throw DataError(error, path: path)
      }
      guard let found else { return true }
      wantsMore = try body(found)
      return wantsMore
    }
    guard wantsMore else { return }
    let last = try named(path) { () throws(DataError.Fact) in
      try counter.row(try parser.finish(), of: parser)
    }
    if let last { _ = try body(last) }
  }

  /// Adds the file to a fact.
  private func named<Result>(
    _ path: String, _ body: () throws(DataError.Fact) -> Result
  ) throws(DataError) -> Result {
    do throws(DataError.Fact) {
      return try body()
    } catch {
      throw DataError(error, path: path)
    }
  }
}

/// Tells a parser which cells of the next row nobody wants.
private struct CellSieve {
  let filter: CellFilter?
  private var columns: [String] = []
  /// By column, for rows in the sample and for those beside it.
  private var (inside, beside): ([Bool], [Bool]) = ([], [])

  init(filter: CellFilter?) {
    self.filter = filter
  }

  mutating func prepare(_ parser: inout any RowParser, row: Int) {
    guard let filter else { return }
    if columns.count != parser.columns.count {
      columns = parser.columns
      inside = columns.map { !filter.columns.contains($0) }
      beside = columns.map { !filter.columns.contains($0) || $0 == filter.sampled }
    }
    parser.leaveOut(CellFilter.lender(of: row) == row ? inside : beside)
  }
}

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
    try Table.checkWidth(parsed.values, columns: parser.columns, row: count, line: parsed.line)
    return Row(
      columns: parser.columns, values: parsed.values, number: count, line: parsed.line,
      skipped: parsed.skipped)
  }
}

/// The cells of a row and the line it begins on.
struct ParsedRow {
  let values: [String]
  let line: Int
  /// The lines inside of it that hold no token.
  var skipped: [Int] = []
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
