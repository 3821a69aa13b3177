// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct RecordReaderTests {
  /// What a reader finds: `row a|b`, `header a|b` or `rest`, and the bytes of all pieces together.
  private func pieces(
    _ text: String, _ format: DataFormat, _ options: FormatOptions = [:],
    optional: Set<String> = []
  ) throws -> (found: [String], bytes: [UInt8]) {
    try withFile(text.utf8) { path in
      var (found, bytes): ([String], [UInt8]) = ([], [])
      var reader = try RecordReader(format, options, optional: optional)
      try reader.forEachRecord(of: path) { (record) throws(DataError) in
        switch record.content {
        case .row(let row): found.append("row " + row.values.joined(separator: "|"))
        case .header(let names): found.append("header " + names.joined(separator: "|"))
        case .rest: found.append("rest")
        }
        record.write(to: &bytes) { $2 += $1 }
        return true
      }
      return (found, bytes)
    }
  }

  @Test(arguments: [
    (
      "\u{FEFF}a,b\r\n\r\n1,\"x\r\ny\"\n2,z", DataFormat.csv,
      ["header a|b", "row 1|x\ny", "row 2|z"]
    ),
    ("a\tb\n1\t\"x\n\n\n", .tsv, ["header a|b", "row 1|\"x", "rest"]),
    ("{\"a\": 1}\n\n {\"a\": [2]} \n", .jsonl, ["row 1", "row \u{1E}[2]"]),
    (
      "-DOCSTART- O\n\nAda B\nwrote O\n\n\nhi O", .conll, ["row Ada wrote|B O", "row hi|O"]
    ),
    ("\nA some text\n\n", .labelled, ["row A|some text", "rest"]),
    ("one\n\ntwo", .lines, ["row one", "row ", "row two"]),
    ("a,b\n", .csv, ["header a|b"]),
  ])
  func thePiecesAreTheFile(text: String, format: DataFormat, found: [String]) throws {
    let pieces = try pieces(text, format)
    #expect(pieces.found == found)
    #expect(pieces.bytes == Array(text.utf8))
  }

  @Test func ownLinesAreThoseOfTheRow() throws {
    var reader = try RecordReader(.conll, [:])
    var lines: [[Int]] = []
    for line in ["", "Ada B", "-DOCSTART- O"] {
      if let record = try reader.take(line.utf8Span.span, .feed) { lines.append(record.ownLines) }
    }
    #expect(lines == [[1]])
  }

  @Test func namedColumnsMayBeMissing() throws {
    let options: FormatOptions = ["columns": .names(["id", "text", "label"])]
    let rows = try pieces("1,a\n2,b\n", .csv, options, optional: ["label"])
    #expect(rows.found == ["row 1|a", "row 2|b"])
    #expect(fact { try pieces("1,a\n2,b\n", .csv, options) } != nil)
    #expect(fact { try pieces("1,a\n2,b,c\n", .csv, options, optional: ["label"]) } != nil)
    let header = options.merging(["header": .flag(true)])
    #expect(
      try pieces("x,y\n1,a\n", .csv, header, optional: ["label"]).found
        == ["header id|text", "row 1|a"])
    let quoted = try pieces("1,\"a\nb\"\n2,c\n", .csv, options, optional: ["label"])
    #expect(quoted.found == ["row 1|a\nb", "row 2|c"])
    #expect(quoted.bytes == Array("1,\"a\nb\"\n2,c\n".utf8))
    let tokens: FormatOptions = ["columns": .names(["word", "pos", "tag"])]
    #expect(
      try pieces("Ada N\nwrote V\n", .conll, tokens, optional: ["tag"]).found
        == ["row Ada wrote|N V"])
  }

  @Test func namesThatTheOptionsGiveAreNoRow() throws {
    let options: FormatOptions = ["columns": .names(["text", "label"])]
    #expect(
      try pieces("text,label\na,x\n", .csv, options).found == ["header text|label", "row a|x"])
  }
}
