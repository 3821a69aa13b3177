// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// One token a line with its tags, an empty line behind each sentence.
  public static let conll = DataFormat(
    name: "conll",
    extensions: ["conll", "bio", "bioes", "bmes"],
    help: "a token and its tags on each line, an empty line after a sentence; a row is a sentence",
    options: [
      FormatOption(
        name: "columns", kind: .names, defaultValue: nil,
        help: "the names of the columns; without them word, column2, …, and tag for the last")
    ],
    example: """
      Ada B-PER
      wrote O

      London B-LOC
      calls O
      """,
    use: ColumnUse(tokens: "blank", tags: .behindTokens),
    makeParser: { (options) throws(DataError.Fact) in
      CoNLLParser(columns: try options.columns("columns") ?? [])
    })
}

/// Parses sentences of one token a line; columns stand between blanks or TABs, and each becomes a cell
/// of as many words.
///
/// Lines that begin with `-DOCSTART-` stand between documents and are left out.
struct CoNLLParser: RowParser {
  private(set) var columns: [String]
  /// The cells of the sentence so far.
  private var cells: [[UInt8]] = []
  /// The line that it begins on; 0 between sentences.
  private var rowLine = 0
  /// The cells that nobody wants, by column; they are left empty.
  private var leftOut: [Bool] = []

  /// What a line between documents begins with.
  static let documentStart = Array("-DOCSTART-".utf8)

  init(columns: [String]) {
    self.columns = columns
  }

  mutating func leaveOut(_ cells: [Bool]) {
    // A sentence that goes on was begun under another rule.
    if rowLine == 0 { leftOut = cells }
  }

  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    let words = line.words
    guard let first = words.first else { return endOfSentence() }
    if line.extracting(first).withUnsafeBufferPointer({ $0.starts(with: Self.documentStart) }) {
      return endOfSentence()
    }
    if columns.isEmpty { columns = Self.names(words.count) }
    guard words.count == columns.count else {
      throw .raggedToken(line: number, expected: columns.count, found: words.count)
    }
    if rowLine == 0 {
      rowLine = number
      cells = [[UInt8]](repeating: [], count: words.count)
    }
    for (at, word) in words.enumerated() where at >= leftOut.count || !leftOut[at] {
      if !cells[at].isEmpty { cells[at].append(0x20) }
      line.extracting(word).withUnsafeBufferPointer { cells[at].append(contentsOf: $0) }
    }
    return nil
  }

  mutating func finish() -> ParsedRow? { endOfSentence() }

  private mutating func endOfSentence() -> ParsedRow? {
    guard rowLine > 0 else { return nil }
    defer { rowLine = 0 }
    return ParsedRow(values: cells.map { String(decoding: $0, as: UTF8.self) }, line: rowLine)
  }

  /// What columns are called that nobody named.
  private static func names(_ count: Int) -> [String] {
    (1...max(count, 1)).map { $0 == 1 ? "word" : $0 == count ? "tag" : "column\($0)" }
  }
}

extension Span<UInt8> {
  /// Where the words stand that blanks (spaces and TABs) divide.
  var words: [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in 0..<count {
      if !self[index].isBlank {
        start = start ?? index
      } else if let begun = start {
        words.append(begun..<index)
        start = nil
      }
    }
    if let start { words.append(start..<count) }
    return words
  }
}
