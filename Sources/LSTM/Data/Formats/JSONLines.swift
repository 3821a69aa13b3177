// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// One flat JSON object a line.
  public static let jsonl = DataFormat(
    name: "jsonl",
    extensions: ["jsonl", "ndjson"],
    help: "one JSON object a line; its fields are the columns, numbers are taken as written, lists "
      + "are sets of labels",
    options: [
      FormatOption(
        name: "columns", kind: .names, defaultValue: nil,
        help: "the fields wanted; the others may come and go, and may be lists or objects")
    ],
    example: """
      {"review": "good \\"food\\"", "stars": 4.50}
      {"review": "caf\\u00e9 closed", "stars": 1}
      """,
    answer: .fields,
    makeParser: { (options) throws(DataError.Fact) in
      let wanted = try options.columns("columns")
      return JSONLineParser(columns: wanted ?? [], picksFields: wanted != nil)
    })
}

/// Parses JSON lines.
///
/// The first object decides the columns unless they were named; `null` is an empty cell, and lines
/// without content are skipped.
private struct JSONLineParser: RowParser {
  private(set) var columns: [String]
  /// Whether the columns were named, so that other fields do not matter.
  let picksFields: Bool

  mutating func parse(_ line: Span<UInt8>, number: Int) throws(DataError.Fact) -> ParsedRow? {
    if line.trimmed(0..<line.count).isEmpty { return nil }
    let fields: [JSONField]
    do throws(JSONScanner.Complaint) {
      fields = try JSONScanner.fields(of: line)
    } catch {
      throw .badJSON(line: number, reason: error.reason)
    }
    if columns.isEmpty {
      columns = fields.map(\.name)
      try Table.checkNames(columns)
      if columns.isEmpty { throw .badJSON(line: number, reason: "it has no fields") }
    }
    return ParsedRow(values: try cells(from: fields, line: number), line: number)
  }

  /// The values of the fields in the order of the columns; of a name given twice the last counts.
  private func cells(from fields: [JSONField], line: Int) throws(DataError.Fact) -> [String] {
    var cells = [String?](repeating: nil, count: columns.count)
    for field in fields {
      guard let index = columns.firstIndex(of: field.name) else {
        if picksFields { continue }
        throw .extraField(line: line, field: field.name)
      }
      // What may hold a list is said by its role; an object is no cell of any.
      guard let value = field.value ?? field.list.map({ String(String.listMark) + $0 }) else {
        throw .nestedValue(line: line, field: field.name)
      }
      cells[index] = value
    }
    var values: [String] = []
    values.reserveCapacity(columns.count)
    for (name, cell) in zip(columns, cells) {
      guard let cell else { throw .missingField(line: line, field: name) }
      values.append(cell)
    }
    return values
  }
}
