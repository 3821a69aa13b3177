// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// A label, one blank, and a text on each line.
  public static let labelled = DataFormat(
    name: "labelled",
    extensions: [],
    help: "a label, a blank or TAB, then the text: the columns are label and text; the labels of "
      + "fastText, `__label__a __label__b`, are a set",
    options: [],
    example: """
      LOC Where is the Danube ?
      NUM How deep is the sea ?
      """,
    makeParser: { (_) throws(DataError.Fact) in LabelledLineParser() })
}

/// Parses `LABEL text` lines; blank lines are skipped, blanks round the text are taken off.
///
/// Where the first label begins as those of fastText do, `__label__`, any number of them may stand
/// before the text.
private struct LabelledLineParser: RowParser {
  let columns = ["label", "text"]
  private static let mark = "__label__"
  private var hasMarks: Bool?

  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    if line.trimmed(0..<line.count).isEmpty { return nil }
    if hasMarks == nil { hasMarks = line.begins(with: Self.mark, at: 0) }
    if hasMarks == true { return try parseMarked(line, number) }
    var end = 0
    while end < line.count, !line[end].isBlank { end += 1 }
    if end == 0 { throw .labelMissing(line: number) }
    if end == line.count { throw .textMissing(line: number) }
    let text = line.text(in: line.trimmed(end..<line.count))
    return ParsedRow(values: [line.text(in: 0..<end), text], line: number)
  }

  /// A cell with several names, as the list of JSON that a set is read from.
  private static func list(_ names: [String]) -> String {
    let items = names.map { name in
      name.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case "\0"..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
      }.joined()
    }
    return "\(String.listMark)[" + items.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }

  private func parseMarked(
    _ line: Span<UInt8>, _ number: Int
  ) throws(DataError.Fact) -> ParsedRow? {
    let words = line.words
    let labels = words.prefix { line.begins(with: Self.mark, at: $0.lowerBound) }
    guard let last = labels.last else { throw .labelMissing(line: number) }
    let text = line.text(in: line.trimmed(last.upperBound..<line.count))
    if text.isEmpty { throw .textMissing(line: number) }
    let names = labels.map { line.text(in: $0.lowerBound + Self.mark.utf8.count..<$0.upperBound) }
    let cell = names.count == 1 ? names[0] : Self.list(names)
    return ParsedRow(values: [cell, text], line: number)
  }
}

extension Span<UInt8> {
  /// Whether some text stands at a place.
  fileprivate func begins(with text: String, at start: Int) -> Bool {
    guard text.utf8.count <= count - start else { return false }
    return text.utf8.enumerated().allSatisfy { self[start + $0.offset] == $0.element }
  }
}
