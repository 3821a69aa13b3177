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
  public let use: ColumnUse
  /// How a file of it is written again with what was predicted.
  public let answer: RecordAnswer
  /// The least memory that the rows of a file take, in times its bytes; 0 where that differs.
  let leastMemory: Int
  /// How its files are read.
  private let reading: Reading

  /// How the files of a format are read.
  private enum Reading: Sendable {
    /// Line by line.
    case lines(@Sendable (FormatOptions) throws(DataError.Fact) -> any RowParser)
    /// As the format has it, such as bytes.
    case source(@Sendable (RowRequest) throws(DataError) -> any RowSource)
  }

  /// A format of lines, which become rows.
  init(
    name: String, extensions: [String], help: String, options: [FormatOption], example: String,
    use: ColumnUse = .unsaid, answer: RecordAnswer = .lines, leastMemory: Int = 3,
    makeParser: @escaping @Sendable (FormatOptions) throws(DataError.Fact) -> any RowParser
  ) {
    self.init(
      name: name, extensions: extensions, help: help, options: options, example: example, use: use,
      answer: answer, leastMemory: leastMemory, reading: .lines(makeParser))
  }

  /// A format that is not read by lines.
  init(
    name: String, extensions: [String], help: String, options: [FormatOption], example: String,
    use: ColumnUse,
    open: @escaping @Sendable (RowRequest) throws(DataError) -> any RowSource
  ) {
    self.init(
      name: name, extensions: extensions, help: help, options: options, example: example, use: use,
      answer: .lines, leastMemory: 0, reading: .source(open))
  }

  private init(
    name: String, extensions: [String], help: String, options: [FormatOption], example: String,
    use: ColumnUse, answer: RecordAnswer, leastMemory: Int, reading: Reading
  ) {
    self.name = name
    self.extensions = extensions
    self.help = help
    self.options = options
    self.example = example
    self.use = use
    self.answer = answer
    self.leastMemory = leastMemory
    self.reading = reading
  }

  /// Whether its files are text and read line by line.
  public var hasLines: Bool {
    if case .lines = reading { true } else { false }
  }

  /// What turns the lines of one file into rows; throws what is wrong with the options, and
  /// `hasNoLines` for a format that is not read so.
  func makeParser(_ options: FormatOptions) throws(DataError.Fact) -> any RowParser {
    guard case .lines(let make) = reading else { throw .hasNoLines(format: name) }
    return try make(options)
  }

  /// Opens a file, or what else the path leads to.
  ///
  /// Throws what is wrong with the path and the options.
  func open(_ request: RowRequest) throws(DataError) -> any RowSource {
    try request.naming { () throws(DataError.Fact) in try request.options.check(against: options) }
    switch reading {
    case .lines:
      let parser = try request.naming { () throws(DataError.Fact) in
        try makeParser(request.options)
      }
      return LineSource(request, parser)
    case .source(let open): return try open(request)
    }
  }

  /// Calls `body` with one row after the other until it returns false; nothing is kept, so a file
  /// may be larger than memory.
  ///
  /// Throws whatever is wrong with the file, its options or its lines, and what `body` throws.
  ///
  /// - Parameters:
  ///   - filter: the cells that are wanted, if not all; a format may give more than those.
  ///   - limit: how many rows are wanted at most; a format may give more.
  ///   - onRead: told after each read how many bytes there were so far; what it throws ends the
  ///     reading.
  public func forEachRow(
    of path: String, options: FormatOptions = [:], filter: CellFilter? = nil,
    limit: Int = .max,
    onRead: (Int) throws(DataError) -> Void = { (_) throws(DataError) in },
    _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError) {
    var source = try open(
      RowRequest(path: path, options: options, filter: filter, limit: limit))
    try source.forEachRow(onRead: onRead, body)
  }
}
