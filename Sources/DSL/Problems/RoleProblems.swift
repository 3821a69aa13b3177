// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with the roles of columns.
extension Diagnostic {
  static func unknownRole(_ name: Name, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownFormat, "there is no role `\(name.text)`", at: name.span,
      notes: ["the roles are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known) ?? ForeignNames.role(name.text))
  }

  static func roleTwice(_ role: RoleClause) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "the role `\(role.role.text)` is given twice", at: role.role.span,
      label: "the second time")
  }

  /// A role that begins within another one.
  static func roleWithoutSeparator(
    _ role: String, after other: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "the role `\(role)` begins within `\(other)`", at: span,
      help: "write `;` before it, or begin a new line")
  }

  /// Data of which no column is read.
  static func nothingIsRead(_ columns: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this data has neither a `text` nor an `input`", at: span,
      notes: ["its columns are \(columns.joined(separator: ", "))"],
      help: "say which columns are read: `{ text COLUMN; target COLUMN }` for a text, "
        + "`{ input COLUMN, COLUMN; target COLUMN }` for numbers, `{ sound COLUMN; target COLUMN }` for paths "
        + "of recordings")
  }

  /// Something beside recordings that they cannot have.
  static func soundExcludes(_ other: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "beside `sound` there is no \(other)", at: span,
      help: "recordings are read alone: take it out")
  }

  /// Features without their number.
  static func featuresNeedCount(_ word: Name, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongType, "`\(word.text)(…)` takes the number of features", at: span,
      help: "write `features=\(word.text)(40)`")
  }

  /// Data of which no column is predicted.
  static func missingTarget(_ columns: [String], read: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "this data has no `target`", at: span,
      notes: ["its columns are \(columns.joined(separator: ", "))"],
      help: "say which column is predicted: `{ \(read); target COLUMN }`")
  }

  static func roleNeedsColumn(_ role: RoleClause, _ columns: [String]) -> Diagnostic {
    Diagnostic(
      .missingValue, "the role `\(role.role.text)` needs the name of a column", at: role.span,
      notes: ["the columns are \(columns.joined(separator: ", "))"])
  }
}
