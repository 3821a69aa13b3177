// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with files of predictions.
extension Diagnostic {
  /// A file of a format that has no place for what the run predicts.
  static func answerDoesNotFit(
    _ format: DataFormat, _ run: RunObject, at span: Span?
  ) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "a file of `\(format.name)` cannot hold what `\(run.name)` predicts: "
        + run.task.entry.summary
        + (run.targets.count == 1 ? "" : ", and classes beside that"), at: span,
      notes: ["in such a file \(format.answer.summary)"],
      help: "write a table: a name that ends in .csv, .tsv or .jsonl")
  }

  /// A form that only files of that format are answered in.
  static func answerNeedsFormat(
    _ wanted: DataFormat, _ format: DataFormat, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "what is read as `\(format.name)` cannot be written as `\(wanted.name)`", at: span,
      help: "write a table: a name that ends in .csv, .tsv or .jsonl")
  }

  /// Categories that a run does not know.
  static func unknownCategories(
    _ found: UnknownCategories, _ run: String, at span: Span?
  ) -> Diagnostic {
    let shown = found.names.prefix(5).map { Token.quoted($0) }.joined(separator: ", ")
    return Diagnostic(
      .suspiciousData,
      "`\(found.column)` has \(found.names.count == 1 ? "a category" : "categories") that `\(run)` "
        + "was not trained on: \(shown)\(found.names.count > 5 ? ", …" : "")",
      at: span, notes: ["it is read as none of those that are known"])
  }

  /// Lines without columns, for a run that reads columns.
  static func linesOfNumbers(_ columns: [String], at span: Span?) -> Diagnostic {
    Diagnostic(
      .wrongKind, "this model reads columns of numbers, not texts", at: span,
      notes: ["they are \(columns.prefix(8).joined(separator: ", "))"],
      help: "say how the lines hold them: `--format csv`, `tsv` or `jsonl`")
  }

  /// A format of lines that there is not.
  static func unknownLineFormat(_ name: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownFormat, "there is no format of lines `\(name)`", at: nil,
      notes: ["the formats are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name, among: known))
  }
}
