// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// One token a line with its tags, an empty line after each sentence.
  public static let conll = DataFormat(
    name: "conll",
    extensions: ["conll", "conllu", "bio", "bioes", "bmes"],
    help: "a token and its tags on each line, an empty line after a sentence; a row is a sentence",
    options: [
      FormatOption(
        name: "columns", kind: .names, defaultValue: nil,
        help: "the names of the columns; without them word, column2, …, and tag for the last"),
      FormatOption(
        name: "comments", kind: .flag, defaultValue: nil,
        help: "whether lines that begin with # are comments; when absent, those before a sentence "
          + "that are no token with its tags"),
    ],
    example: """
      Ada B-PER
      wrote O

      London B-LOC
      calls O
      """,
    use: ColumnUse(tokens: "blank", tags: .behindTokens),
    answer: .tokens,
    makeParser: { (options) throws(DataError.Fact) in
      CoNLLParser(
        columns: try options.columns("columns") ?? [], comments: options.flag("comments"))
    })
}

/// Parses sentences of one token a line; columns stand between TABs where the first line has some, else
/// between blanks, and each becomes a cell of as many words.
///
/// A space inside a column that TABs divide becomes a no-break space, which is part of its word. Lines
/// that begin with `-DOCSTART-` stand between documents and are left out, as are comments, and in
/// CoNLL-U the lines of words that are written as one (`3-4`) and of words that are not written (`5.1`).
struct CoNLLParser: RowParser {
  private(set) var columns: [String]
  /// Whether lines that begin with `#` are comments; nil to find out.
  private let comments: Bool?
  /// Whether columns stand between TABs; nil before the first token.
  private var hasTabs: Bool?
  /// The cells of the sentence so far.
  private var cells: [[UInt8]] = []
  /// The line that it begins on; 0 between sentences.
  private var rowLine = 0
  /// The lines inside of it that hold no token.
  private var skipped: [Int] = []
  /// The cells that nobody wants, by column; they are left empty.
  private var leftOut: [Bool] = []

  /// Whether the last line was that of a token.
  private var tookToken = false

  /// What a line between documents begins with.
  static let documentStart = Array("-DOCSTART-".utf8)
  /// The columns of CoNLL-U.
  static let universal = [
    "id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc",
  ]

  init(columns: [String], comments: Bool? = nil) {
    self.columns = columns
    self.comments = comments
  }

  mutating func leaveOut(_ cells: [Bool]) {
    // A sentence that goes on was begun under another rule.
    if rowLine == 0 { leftOut = cells }
  }

  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    tookToken = false
    let words = fields(of: line)
    guard let first = words.first else { return endOfSentence() }
    if line.extracting(first).withUnsafeBufferPointer({ $0.starts(with: Self.documentStart) }) {
      return endOfSentence()
    }
    if isComment(line, words) {
      if rowLine > 0 { skipped.append(number) }
      return nil
    }
    if columns.isEmpty { columns = Self.names(words.map { line.text(in: $0) }) }
    if hasTabs == nil { hasTabs = words.count == line.fields.count && words.count > 1 }
    guard words.count == columns.count else {
      throw .raggedToken(line: number, expected: columns.count, found: words.count)
    }
    if columns.first == Self.universal[0], line.extracting(first).isSpanOfWords {
      if rowLine > 0 { skipped.append(number) }
      return nil
    }
    if rowLine == 0 {
      rowLine = number
      cells = [[UInt8]](repeating: [], count: words.count)
    }
    for (at, word) in words.enumerated() where at >= leftOut.count || !leftOut[at] {
      if !cells[at].isEmpty { cells[at].append(0x20) }
      for index in word {
        if line[index] == 0x20 {
          cells[at] += Self.noBreakSpace
        } else {
          cells[at].append(line[index])
        }
      }
    }
    tookToken = true
    return nil
  }

  func tookLine(_ row: ParsedRow?) -> Bool { tookToken }

  mutating func finish() -> ParsedRow? { endOfSentence() }

  /// Where the columns of a line stand.
  private func fields(of line: Span<UInt8>) -> [Range<Int>] {
    if hasTabs == false { return line.words }
    let fields = line.fields
    if hasTabs == nil {
      // Where blanks divide as well, nobody knows which are inside of a column.
      let hasBlanks = fields.contains { field in field.contains { line[$0] == 0x20 } }
      return fields.count > 1 && (!hasBlanks || fields.count == columns.count) ? fields : line.words
    }
    return fields.count > 1 ? fields : line.words
  }

  /// Whether a line that begins with `#` is a comment.
  private func isComment(_ line: Span<UInt8>, _ words: [Range<Int>]) -> Bool {
    guard let first = words.first, let last = words.last, line[first.lowerBound] == 0x23 else {
      return false
    }
    if let comments { return comments }
    guard rowLine == 0 else { return false }
    let isAlone = first.count == 1
    if isAlone, words.count > 1, Self.commentKeys.contains(line.text(in: words[1])) { return true }
    if !columns.isEmpty { return words.count != columns.count }
    guard isAlone, let tag = ChunkTag(line.text(in: last)) else { return isAlone }
    return tag != .outside && tag.type.isEmpty
  }

  private mutating func endOfSentence() -> ParsedRow? {
    guard rowLine > 0 else { return nil }
    defer { (rowLine, skipped) = (0, []) }
    return ParsedRow(
      values: cells.map { String(decoding: $0, as: UTF8.self) }, line: rowLine, skipped: skipped)
  }

  /// What columns are called that nobody named.
  private static func names(_ words: [String]) -> [String] {
    let isUniversal =
      words.count == universal.count
      && words[0].utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
    if isUniversal { return universal }
    return (1...max(words.count, 1)).map {
      $0 == 1 ? "word" : $0 == words.count ? "tag" : "column\($0)"
    }
  }

  /// What comments of CoNLL-U begin with after their `#`.
  private static let commentKeys = ["newdoc", "newpar", "sent_id", "text"]
  private static let noBreakSpace = Array("\u{A0}".utf8)
}

extension Span<UInt8> {
  /// Where the fields stand that TABs divide, without spaces around them; empty ones are none.
  fileprivate var fields: [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = 0
    while start <= count {
      let end = firstIndex(of: 0x09, from: start)
      let field = trimmed(start..<end)
      if !field.isEmpty { fields.append(field) }
      start = end + 1
    }
    return fields
  }

  /// Whether this numbers words that are written as one, `3-4`, or one that is not written, `5.1`.
  fileprivate var isSpanOfWords: Bool {
    var mark: Int?
    for index in 0..<count where !(0x30...0x39).contains(self[index]) {
      guard mark == nil, self[index] == UInt8(ascii: "-") || self[index] == UInt8(ascii: ".") else {
        return false
      }
      mark = index
    }
    return mark.map { $0 > 0 && $0 < count - 1 } ?? false
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
