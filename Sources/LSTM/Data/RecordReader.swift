// SPDX-License-Identifier: Apache-2.0

/// Divides the lines of a file into pieces that together are the file, so that it can be written
/// again with more in it.
public struct RecordReader {
  private let format: DataFormat
  private var options: FormatOptions
  /// Named columns that the file may be without, such as the target.
  private let optional: Set<String>
  private var parser: any RowParser
  private var counter = RowCounter()
  private var pending = FileRecord()
  private var number = 0
  private var isFirst = true

  /// A reader of one file; throws what is wrong with its options.
  ///
  /// - Parameter optional: columns that `columns=` names and that the file may be without, all of
  ///   them.
  public init(
    _ format: DataFormat, _ options: FormatOptions, optional: Set<String> = []
  ) throws(DataError.Fact) {
    self.format = format
    self.options = options
    self.optional = optional
    try options.check(against: format.options)
    parser = try format.makeParser(options)
  }

  /// The piece that ends with a line; nil when none does.
  ///
  /// - Parameter line: without its end; the first with its byte order mark.
  public mutating func take(
    _ line: Span<UInt8>, _ end: LineEnding
  ) throws(DataError.Fact) -> FileRecord? {
    number += 1
    let mark = number == 1 ? line.byteOrderMarkLength : 0
    pending.append(line, end, mark: mark)
    do throws(DataError.Fact) {
      return try parse(line.extracting(mark..<line.count), number)
    } catch {
      guard isFirst, let narrow = narrowed(after: error) else { throw error }
      return try parseAgain(narrow)
    }
  }

  /// What is left after the last line; nil when nothing is.
  public mutating func finish() throws(DataError.Fact) -> FileRecord? {
    let parsed = try parser.finish()
    if let row = try counter.row(parsed, of: parser) { return take(.row(row)) }
    return pending.bytes.isEmpty ? nil : take(.rest)
  }

  private mutating func parse(
    _ line: Span<UInt8>, _ number: Int
  ) throws(DataError.Fact) -> FileRecord? {
    let expected = parser.expectsHeader
    let parsed = try parser.parse(line, number: number)
    let isHeader = expected && !parser.expectsHeader
    let row = try counter.row(parsed, of: parser)
    pending.markLast(isOwn: isHeader || parser.tookLine(parsed))
    if isHeader { return take(.header(parser.columns)) }
    guard let row else { return nil }
    return take(isNames(row) ? .header(row.columns) : .row(row))
  }

  /// Whether the first row has the names that `columns=` gives.
  private func isNames(_ row: Row) -> Bool {
    isFirst && options["columns"] != nil && options["header"] == nil && row.values == row.columns
  }

  private mutating func take(_ content: FileRecord.Content) -> FileRecord {
    defer { pending = FileRecord() }
    isFirst = false
    pending.content = content
    return pending
  }

  /// The names of the columns without the optional ones, where a first row has as many cells.
  private func narrowed(after fact: DataError.Fact) -> [String]? {
    let widths: (expected: Int, found: Int)
    switch fact {
    case .raggedRow(let row, _, let expected, let found) where row <= 1:
      widths = (expected, found)
    case .raggedToken(_, let expected, let found): widths = (expected, found)
    default: return nil
    }
    guard case .names(let names)? = options["columns"], names.count == widths.expected else {
      return nil
    }
    let kept = names.filter { !optional.contains($0) }
    return kept.count == widths.found ? kept : nil
  }

  /// Parses all lines so far with other columns.
  private mutating func parseAgain(_ columns: [String]) throws(DataError.Fact) -> FileRecord? {
    options["columns"] = .names(columns)
    parser = try format.makeParser(options)
    counter = RowCounter()
    pending.unmark()
    let earlier = pending
    pending = FileRecord()
    var found: FileRecord?
    for (index, line) in earlier.lines.enumerated() {
      pending.append(earlier, line)
      let content = earlier.bytes.span.extracting(line.content)
      found = try parse(content, number - earlier.lines.count + index + 1)
    }
    return found
  }
}

extension RecordReader {
  /// Hands the pieces of a file on until `body` returns false; throws what is wrong with the file
  /// and what `body` throws.
  public mutating func forEachRecord(
    of path: String, _ body: (FileRecord) throws(DataError) -> Bool
  ) throws(DataError) {
    var isWanted = true
    try LineReader.forEachRawLine(of: path) { (line, end, _) throws(DataError) in
      let record: FileRecord?
      do throws(DataError.Fact) {
        record = try take(line, end)
      } catch {
        throw DataError(error, path: path)
      }
      if let record { isWanted = try body(record) }
      return isWanted
    }
    guard isWanted else { return }
    let last: FileRecord?
    do throws(DataError.Fact) {
      last = try finish()
    } catch {
      throw DataError(error, path: path)
    }
    if let last { _ = try body(last) }
  }

  /// The columns of a file, from its header or its first row; nil for a file without either.
  public static func columns(
    of path: String, _ format: DataFormat, _ options: FormatOptions, optional: Set<String>
  ) throws(DataError) -> [String]? {
    var reader: RecordReader
    do throws(DataError.Fact) {
      reader = try RecordReader(format, options, optional: optional)
    } catch {
      throw DataError(error, path: path)
    }
    var columns: [String]?
    try reader.forEachRecord(of: path) { (record) throws(DataError) in
      switch record.content {
      case .row(let row): columns = row.columns
      case .header(let names): columns = names
      case .rest: break
      }
      return columns == nil
    }
    return columns
  }
}
