// SPDX-License-Identifier: Apache-2.0

/// The lines of tables that are made anew.
extension AnswerForm {
  /// The line with the columns of a table that is made anew; empty where each row names its fields.
  func heading(_ columns: [String]) -> String {
    if case .cells(let cells) = shape { cells.line(columns) + "\n" } else { "" }
  }

  /// The line of a row of a table that is made anew, of which each cell is a text, and a value of JSON.
  func line(
    _ columns: [String], cells: @autoclosure () -> [String], json: @autoclosure () -> [String]
  ) -> String {
    if case .cells(let form) = shape { return form.line(cells()) + "\n" }
    return "{" + Self.fields(columns, json()) + "}\n"
  }

  /// Fields of a JSON object.
  static func fields(_ names: [String], _ values: [String]) -> String {
    zip(names, values).map { JSONString.encode($0) + ": " + $1 }.joined(separator: ", ")
  }
}
