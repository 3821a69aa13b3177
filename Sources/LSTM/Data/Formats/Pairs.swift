// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// Two files, line beside line: the columns `source` and `target`.
  public static let pairs = DataFormat(
    name: "pairs",
    extensions: [],
    help:
      "two files, of which line N of one belongs to line N of the other, such as sentences and their "
      + "translations: the columns source and target; a file of a split is named like the first, and the "
      + "one beside it is found by its ending",
    options: [
      FormatOption(
        name: with, kind: .text, defaultValue: nil,
        help: "the second file; it may stand without this word after the first"),
      FormatOption(
        name: "columns", kind: .names, defaultValue: .names(["source", "target"]),
        help: "the names of the two columns"),
    ],
    example: "a dog runs\nein Hund rennt\n", use: .texts,
    open: { (request) throws(DataError) in try PairSource(request) })

  /// The option with the second file.
  public static let with = "with"

  /// The name of the file beside another one, which is named as `first` is: with the ending of `second` in the
  /// place of that of `first`; nil where the name does not end so.
  public static func partner(of path: String, first: String, second: String) -> String? {
    let shared = zip(first.utf8, second.utf8).prefix { $0 == $1 }.count
    // A whole ending: what stands after the last mark before they differ.
    let marks = first.utf8.prefix(shared).enumerated().filter { [0x2E, 0x5F, 0x2D].contains($1) }
    let cut = marks.last.map { $0.offset + 1 } ?? shared
    let (ending, other) = (
      String(decoding: first.utf8.dropFirst(cut), as: UTF8.self),
      String(decoding: second.utf8.dropFirst(cut), as: UTF8.self)
    )
    guard path.hasSuffix(ending) else { return nil }
    return path.dropLast(ending.count) + other
  }
}

extension ColumnUse {
  /// Of pairs: one is read, the other written.
  static let texts: ColumnUse = {
    var use = ColumnUse()
    use.areTexts = true
    return use
  }()
}

/// The rows of two files, line beside line.
private struct PairSource: RowSource {
  private let request: RowRequest
  private let second: String
  private let columns: [String]

  /// Throws `noSecondFile`, and `badOption` for other than two columns.
  init(_ request: RowRequest) throws(DataError) {
    self.request = request
    guard let second = request.options.text(DataFormat.with) else {
      throw DataError(.noSecondFile, path: request.path)
    }
    self.second = second
    let given = try request.naming { () throws(DataError.Fact) in
      try request.options.columns("columns")
    }
    columns = given ?? ["source", "target"]
    guard columns.count == 2 else {
      throw DataError(.badOption(name: "columns", expected: "two names"), path: request.path)
    }
  }

  func forEachRow(
    onRead: (Int) throws(DataError) -> Void, _ body: (Row) throws(DataError) -> Bool
  ) throws(DataError) {
    var others: [String] = []
    try LineReader.forEachLine(of: second, onRead: onRead) { (line, _) throws(DataError) in
      others.append(line.text(in: 0..<line.count))
      return others.count < request.limit
    }
    // How many lines the second file has is not known where only its first were wanted.
    let isWhole = others.count < request.limit
    var (count, wantsMore) = (0, true)
    try LineReader.forEachLine(of: request.path, onRead: onRead) {
      (line, number) throws(DataError) in
      count = number
      // What has no partner is counted to its end.
      guard number <= others.count else { return true }
      wantsMore = try body(
        Row(
          columns: columns, values: [line.text(in: 0..<line.count), others[number - 1]],
          number: number))
      return wantsMore
    }
    guard wantsMore, isWhole, count != others.count else { return }
    throw DataError(
      .pairsDiffer(lines: count, other: second, otherLines: others.count), path: request.path)
  }
}
