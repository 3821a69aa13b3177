// SPDX-License-Identifier: Apache-2.0

/// The wording of what is wrong with statements on the record of runs.
extension Diagnostic {
  static func noRecord(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "no record of runs is kept", at: span,
      help: "LSTM_RECORD names its folder; `off`, or an empty one, keeps none")
  }

  static func recordUnreadable(_ folder: String, reason: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .unreadableFile, "the record of runs in \(folder) cannot be read: \(reason)", at: span,
      help: "`lstm runs rebuild` makes its index anew from the files of the runs")
  }

  static func noRecordedRun(_ number: Int, last: Int?, at span: Span?) -> Diagnostic {
    Diagnostic(
      .outOfRange, "the record has no run \(number)", at: span,
      help: last.map { "the last one is \($0); `runs` lists them" }
        ?? "it has none yet: `train` makes one")
  }

  static func runNotRecorded(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(name)` is not in the record", at: span,
      help: "a run that was loaded, or trained before there was a record, has no number there")
  }

  static func noRunNumber(at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "the number of a run is a whole number, 1 or more", at: span,
      help: "`runs` lists them")
  }

  static func unknownRecordField(_ name: String, known: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownField, "runs of the record have no `\(name)`", at: span,
      help: NearestNames.suggestion(for: name, among: known)
        ?? "figures are written `valid.f1`, settings `lr`, facts `status` or `data`; a text has quotes"
    )
  }

  static func notInRecordCondition(at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongType, "a condition on runs cannot have this", at: span,
      help: "it is made of names, numbers, texts, `+ - * /`, comparisons, `and`, `or` and `not`")
  }

  static func unknownRecordFacet(_ name: String, known: [String], at span: Span?) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "a run of the record has no facet `\(name)`", at: span,
      help: NearestNames.suggestion(for: name, among: known)
        ?? "there are \(known.joined(separator: ", "))")
  }
}
