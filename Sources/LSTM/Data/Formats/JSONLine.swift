// SPDX-License-Identifier: Apache-2.0

/// One JSON object on a line, for those who read lines one at a time.
public enum JSONLine {
  /// The value of a field as text, of a field that is there twice the last; other fields may hold
  /// anything.
  ///
  /// Throws `badJSON`, `missingField` or `nestedValue` with the number of the line.
  public static func text(
    of field: String, in line: String, number: Int
  ) throws(DataError) -> String {
    let fields: [JSONField]
    do throws(JSONScanner.Complaint) {
      fields = try JSONScanner.fields(of: line.utf8Span.span)
    } catch {
      throw DataError(.badJSON(line: number, reason: error.reason), path: nil)
    }
    guard let found = fields.last(where: { $0.name == field }) else {
      throw DataError(.missingField(line: number, field: field), path: nil)
    }
    guard let value = found.value else {
      throw DataError(.nestedValue(line: number, field: field), path: nil)
    }
    return value
  }
}
