// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// A label, one blank, and a text on each line.
  public static let labelled = DataFormat(
    name: "labelled",
    extensions: [],
    help: "a label, a blank or TAB, then the text: the columns are label and text",
    options: [],
    example: """
      LOC Where is the Danube ?
      NUM How deep is the sea ?
      """,
    makeParser: { (_) throws(DataError.Fact) in LabelledLineParser() })
}

/// Parses `LABEL text` lines; blank lines are skipped, blanks round the text are taken off.
private struct LabelledLineParser: RowParser {
  let columns = ["label", "text"]

  func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    if line.trimmed(0..<line.count).isEmpty { return nil }
    var end = 0
    while end < line.count, !line[end].isBlank { end += 1 }
    if end == 0 { throw .labelMissing(line: number) }
    if end == line.count { throw .textMissing(line: number) }
    let text = line.text(in: line.trimmed(end..<line.count))
    return ParsedRow(values: [line.text(in: 0..<end), text], line: number)
  }
}
