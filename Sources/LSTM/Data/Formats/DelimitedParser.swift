// SPDX-License-Identifier: Apache-2.0

/// Parses cells between delimiters: csv and tsv, RFC 4180 quotes included.
///
/// Lines without a character are skipped. A line break inside quotes becomes `\n`.
struct DelimitedParser: RowParser {
  private(set) var columns: [String]
  private let delimiter: UInt8
  private let quotes: Bool
  private(set) var expectsHeader: Bool
  /// Whether the delimiter is the format's own, which the file may not have.
  private let mayDiffer: Bool
  /// Whether no row has ended yet, the header included.
  private var isFirst = true
  /// The header as it is written on its one line, where there are several columns.
  private var header: [UInt8] = []

  /// The cells of the row so far.
  private var values: [String] = []
  /// The line that the row begins on.
  private var rowLine = 0
  /// The quoted cell so far; `quoteLine` is the line that it begins on, nil outside quotes.
  private var quoted: [UInt8] = []
  private var quoteLine: Int?
  /// The cells that nobody wants, by column; they are skipped over and kept as empty ones.
  private var leftOut: [Bool] = []

  private static let quote = UInt8(ascii: "\"")

  /// A parser with a format's defaults where `options` says nothing.
  init(_ options: FormatOptions, delimiter: String, quotes: Bool) throws(DataError.Fact) {
    let text = options.text("delimiter") ?? delimiter
    guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80,
      ![Self.quote, 0x0A, 0x0D].contains(byte)
    else {
      throw .badOption(name: "delimiter", expected: "one ASCII character, not a quote")
    }
    let columns = try options.columns("columns")
    self.delimiter = byte
    self.quotes = options.flag("quote") ?? quotes
    self.columns = columns ?? []
    expectsHeader = options.flag("header") ?? (columns == nil)
    mayDiffer = options.text("delimiter") == nil && (expectsHeader || self.columns.count > 1)
  }

  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    if quoteLine == nil {
      if line.isEmpty { return nil }
      if !header.isEmpty, line.count == header.count, repeatsHeader(line) {
        throw .repeatedHeader(line: number)
      }
      values.removeAll(keepingCapacity: true)
      rowLine = number
    }
    guard try parseCells(of: line, number: number) else { return nil }
    if isFirst, mayDiffer, values.count == 1, let other = otherDelimiter(in: line) {
      throw .otherDelimiter(line: number, delimiter: other)
    }
    isFirst = false
    if expectsHeader {
      try takeHeader()
      if columns.count > 1, rowLine == number {
        header = line.withUnsafeBufferPointer { Array($0) }
      }
      return nil
    }
    if columns.isEmpty { columns = (1...max(values.count, 1)).map { "c\($0)" } }
    return ParsedRow(values: values, line: rowLine)
  }

  mutating func leaveOut(_ cells: [Bool]) {
    // A row that goes on was begun under another rule.
    if quoteLine == nil { leftOut = cells }
  }

  private var isWanted: Bool { values.count >= leftOut.count || !leftOut[values.count] }

  func tookLine(_ row: ParsedRow?) -> Bool { row != nil || quoteLine != nil }

  private func repeatsHeader(_ line: Span<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { $0.elementsEqual(header) }
  }

  /// What divides a first row that is one cell into names; nil when nothing does.
  private func otherDelimiter(in line: Span<UInt8>) -> String? {
    let text = line.text
    let names = Self.delimiters.filter { $0.utf8.first != delimiter }.map { mark in
      (mark: mark, names: text.split(separator: mark, omittingEmptySubsequences: false))
    }
    let found = names.filter { (_, names) in
      names.count > 1 && (columns.isEmpty || names.count == columns.count)
        && names.dropFirst().allSatisfy { !$0.isEmpty && $0.first != " " && $0.utf8.count <= 60 }
    }
    return found.max { $0.names.count < $1.names.count }?.mark
  }

  /// What other files have between their cells.
  private static let delimiters = ["\t", ";", ",", "|"]

  func finish() throws(DataError.Fact) -> ParsedRow? {
    if let quoteLine { throw .unterminatedQuote(line: quoteLine) }
    return nil
  }

  /// Adds the cells of a line to the row; returns whether the row ends with it.
  private mutating func parseCells(
    of line: Span<UInt8>, number: Int
  ) throws(DataError.Fact) -> Bool {
    var index = 0
    if quoteLine != nil {
      quoted.append(0x0A)
    }
    while true {
      if quoteLine == nil, quotes, index < line.count, line[index] == Self.quote {
        quoteLine = number
        quoted.removeAll(keepingCapacity: true)
        index += 1
      }
      if quoteLine != nil {
        guard takeQuoted(line, &index) else { return false }
        if index < line.count, line[index] != delimiter {
          if isFirst, mayDiffer, let other = otherDelimiter(in: line),
            other.utf8.first == line[index]
          {
            throw .otherDelimiter(line: number, delimiter: other)
          }
          throw .textAfterQuote(line: number)
        }
      } else {
        let start = index
        index = line.firstIndex(of: delimiter, from: index)
        values.append(isWanted ? line.text(in: start..<index) : "")
      }
      if index >= line.count { return true }
      index += 1
    }
  }

  /// Moves past the rest of a quoted cell; returns whether it ends on this line.
  private mutating func takeQuoted(_ line: Span<UInt8>, _ index: inout Int) -> Bool {
    while true {
      let start = index
      index = line.firstIndex(of: Self.quote, from: index)
      guard index < line.count else {
        collect(line, start..<index)
        return false
      }
      let isDoubled = index + 1 < line.count && line[index + 1] == Self.quote
      guard isDoubled else {
        close(line, start..<index)
        index += 1
        return true
      }
      collect(line, start..<index + 1)
      index += 2
    }
  }

  private mutating func collect(_ line: Span<UInt8>, _ range: Range<Int>) {
    guard isWanted else { return }
    line.extracting(range).withUnsafeBufferPointer { quoted.append(contentsOf: $0) }
  }

  /// Ends a quoted cell; most are one piece of one line.
  private mutating func close(_ line: Span<UInt8>, _ range: Range<Int>) {
    if !isWanted {
      values.append("")
    } else if quoted.isEmpty {
      values.append(line.text(in: range))
    } else {
      collect(line, range)
      values.append(String(decoding: quoted, as: UTF8.self))
    }
    quoteLine = nil
  }

  /// Takes the first row as the names of the columns, unless they were given.
  private mutating func takeHeader() throws(DataError.Fact) {
    expectsHeader = false
    if columns.isEmpty {
      columns = values.map(\.trimmed)
      // Where a table was written with the numbers of its rows, these have no name.
      if columns.count > 1, columns[0].isEmpty, !columns.contains("c1") { columns[0] = "c1" }
      try Table.checkNames(columns)
    } else {
      try Table.checkWidth(values, columns: columns, row: 0, line: rowLine)
    }
  }
}

extension DataFormat {
  /// The delimiter of a file and whether its quotes enclose cells; nil where cells are not divided
  /// so.
  public func cellMarks(_ options: FormatOptions) -> (delimiter: String, quotes: Bool)? {
    func value(_ name: String) -> FormatValue? {
      options[name] ?? self.options.first { $0.name == name }?.defaultValue
    }
    guard case .text(let delimiter)? = value("delimiter"), case .flag(let quotes)? = value("quote")
    else { return nil }
    return (delimiter, quotes)
  }
}

extension FormatOption {
  /// The options that csv and tsv share, with the defaults in which they differ.
  static func delimited(delimiter: String, quotes: Bool) -> [FormatOption] {
    [
      FormatOption(
        name: "header", kind: .flag, defaultValue: nil,
        help: "whether the first line names the columns; yes, unless columns= names them"),
      FormatOption(
        name: "columns", kind: .names, defaultValue: nil,
        help: "the names of the columns; without them and without a header: c1, c2, …"),
      FormatOption(
        name: "delimiter", kind: .text, defaultValue: .text(delimiter),
        help: "the character between two cells"),
      FormatOption(
        name: "quote", kind: .flag, defaultValue: .flag(quotes),
        help: "whether \" encloses cells that hold delimiters, quotes or line breaks"),
    ]
  }
}
