// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// One text a line, without a class: what `predict` reads when nothing else fits.
  public static let lines = DataFormat(
    name: "lines",
    extensions: [],
    help: "one text a line, in the column `text`; blank lines are texts too",
    options: [],
    example: "a fine film\nnot for me\n",
    makeParser: { _ in PlainLinesParser() })
}

struct PlainLinesParser: RowParser {
  let columns = ["text"]

  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    ParsedRow(values: [line.text(in: 0..<line.count)], line: number)
  }
}
