// SPDX-License-Identifier: Apache-2.0

/// What is asked of the record of runs.
extension Parser {
  // recorded_run = number | reference ;
  mutating func recordedRun(help: String? = nil) throws(Diagnostic) -> Expression {
    let what = "the number of a run"
    switch token.kind {
    case .number: return try primary(callsTouch: true)
    case .word: return try reference(what)
    default: throw expected(what, help: help)
    }
  }

  // runs = "runs" [ "where" expression ] arguments [ "by" reference ] arguments ;
  mutating func runs() throws(Diagnostic) -> RecordClause {
    var condition: Expression?
    if accept(word: RecordWord.where) {
      guard startsExpression else { throw expected("a condition such as `valid.f1 > 0.8`") }
      condition = try expression()
    }
    let first = try arguments(upTo: RecordWord.by)
    let order = accept(word: RecordWord.by) ? try reference("a figure such as `valid.f1`") : nil
    return .runs(
      condition: condition, order: order, options: try options(first + (try arguments())))
  }

  // show_run = "show" "run" number arguments ;
  mutating func shownRun() throws(Diagnostic) -> RecordClause? {
    guard token.isWord(RecordWord.run), case .number = next.kind else { return nil }
    advance()
    return .show(try recordedRun(), facets: try arguments())
  }

  // compare_runs = "compare" number [ "," ] recorded_run arguments ;
  mutating func comparedRuns() throws(Diagnostic) -> RecordClause? {
    guard case .number = token.kind else { return nil }
    let first = try recordedRun()
    if token.isSymbol(.comma) { advanceContinuing() }
    return .compare(
      first, try recordedRun(help: "for example `compare 12 15`"),
      options: try options(try arguments()))
  }

  // rerun = "rerun" recorded_run ;
  // note = "note" recorded_run value ;
  mutating func note() throws(Diagnostic) -> RecordClause {
    .note(try recordedRun(), try value())
  }

  // tag = "tag" recorded_run { [ "," ] value } arguments ;
  mutating func tag() throws(Diagnostic) -> RecordClause {
    let run = try recordedRun()
    let tags = try values(upTo: RecordWord.remove)
    guard !tags.isEmpty else { throw expected("a tag in quotes") }
    return .tag(run, tags: tags, options: try arguments())
  }
}

/// Words of the statements on the record.
enum RecordWord {
  static let `where` = "where"
  static let by = "by"
  static let run = "run"
  static let remove = "remove"
}
