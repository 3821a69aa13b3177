// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What is wrong with ensembles of runs, and with comparisons of evaluations.
extension Diagnostic {
  static func ensembleOfOne(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "an ensemble has two runs or more, and this one has `\(run)` alone", at: span,
      help: "train another with `train NAME = MODEL seed=…`, or several at once with `seeds=3`")
  }

  static func joinedTwice(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(run)` is in the ensemble already", at: span,
      label: "the second time",
      help: "leave it out: the mean of the same answers is what they are")
  }

  static func cannotJoin(_ run: String, _ reason: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` \(reason), of which there is no mean", at: span,
      notes: ["ensembles are of texts that are written, classes, labels, tags and numbers"])
  }

  static func joinedTargetsDiffer(
    _ first: RunObject, _ run: RunObject, at span: Span
  ) -> Diagnostic {
    let (own, theirs) = (first.targets.map(\.column), run.targets.map(\.column))
    let what =
      own == theirs
      ? "knows other values of `\(own[0])` than `\(first.name)`"
      : "predicts `\(theirs.joined(separator: ", "))`, and `\(first.name)` "
        + "`\(own.joined(separator: ", "))`"
    return Diagnostic(
      .modelDataMismatch, "`\(run.name)` \(what)", at: span,
      notes: ["the runs of an ensemble choose from the same classes, tokens or numbers"],
      help: "train both on the same data")
  }

  static func joinedInputsDiffer(_ first: String, _ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch, "`\(run)` reads its inputs in another way than `\(first)`", at: span,
      notes: ["the runs of an ensemble have the same tokens, vocabulary and scales"],
      help: "train both on the same data")
  }

  static func comparesSeveral(_ evaluation: String, _ runs: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(evaluation)` is of several runs, and a comparison is of one", at: span,
      help: "write `eval t = \(runs).best`")
  }

  static func notCountedByRow(_ evaluation: String, _ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(evaluation)` is of \(what), and `compare` is for texts that are written",
      at: span)
  }

  static func rowsDiffer(
    _ first: EvaluationObject, _ second: EvaluationObject, row: Int, at span: Span
  ) -> Diagnostic {
    let what =
      first.rowCount == second.rowCount
      ? "row \(row) of \(second.place) is another one than that of \(first.place)"
      : "\(first.place) has \(Amount.grouped(first.rowCount)) rows, and \(second.place) "
        + Amount.grouped(second.rowCount)
    return Diagnostic(
      .modelDataMismatch, "`\(first.name)` and `\(second.name)` are not of the same rows: \(what)",
      at: span, help: "write `eval \(second.name) = … on \(first.place)`")
  }

  static func countedDifferently(_ first: String, _ second: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch, "`\(first)` and `\(second)` do not compare texts in the same way",
      at: span,
      notes: ["small letters, and how `bleu=` cuts texts, are those of the data that trained"],
      help: "give both targets the same `bleu=` and `lower=`")
  }

  static func unknownFigure(_ name: Name, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "there is no figure `\(name.text)` to compare", at: name.span,
      notes: ["there are \(known.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: name.text, among: known))
  }
}
