// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// Statements on the record of runs.
extension Checker {
  mutating func checkRecord(_ clause: RecordClause, at span: Span) throws(Diagnostic) {
    switch clause {
    case .runs(let condition, let order, let options):
      let plan = try plan(condition, order, options)
      add(.record(.list(plan), at: span))
    case .show(let run, let facets):
      let facets = try recordFacets(facets)
      if let run = try recorded(run) { add(.record(.show(run, facets: facets), at: span)) }
    case .compare(let first, let second, let options):
      let values = try settings(options, of: "`compare`", ComparisonObject.options)
      guard let first = try recorded(first), let second = try recorded(second) else { return }
      add(
        .record(
          .compare(first, second, samples: values[ComparisonObject.samplesKey]), at: span))
    case .rerun(let run):
      if let run = try recorded(run) { add(.record(.rerun(run), at: span)) }
    case .note(let run, let text):
      guard let run = try recorded(run), let text = try self.text(text) else { return }
      add(.record(.note(run, text), at: span))
    case .tag(let run, let tags, let options):
      let values = try settings(options, of: "`tag`", RecordDeed.tagOptions)
      var texts: [String] = []
      for tag in tags { if let text = try text(tag) { texts.append(text) } }
      guard let run = try recorded(run) else { return }
      add(.record(.tag(run, texts, removes: values[RecordDeed.removes]), at: span))
    }
  }

  private mutating func text(_ expression: Expression) throws(Diagnostic) -> String? {
    guard case .text(let text)? = try evaluator.known(expression, .text) else { return nil }
    return text
  }

  private mutating func settings(
    _ arguments: [Argument], of owner: String, _ specs: [ArgumentSpec]
  ) throws(Diagnostic) -> Arguments {
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: owner, specs: specs)
      .read(arguments, &evaluator) { problems.append($0) }
    try abandon(problems)
    return Arguments(values, for: specs)
  }

  /// The run of the record that a number, or the name of a run, stands for.
  private mutating func recorded(_ expression: Expression) throws(Diagnostic) -> RecordedRun? {
    if case .number(let number) = expression.kind {
      guard let whole = Int(exactly: number), whole > 0 else {
        throw .noRunNumber(at: expression.span)
      }
      return .number(whole, at: expression.span)
    }
    return try object(expression, .run, as: RunObject.self).map { .run($0, at: expression.span) }
  }

  private func recordFacets(_ arguments: [Argument]) throws(Diagnostic) -> [String] {
    let known = RecordDeed.facets.map(\.name)
    var facets: [String] = []
    for argument in arguments {
      guard argument.label == nil, let word = argument.value.bareWord,
        known.contains(word.text) || word.text == "full"
      else { throw .unknownRecordFacet(source[argument.span], known: known, at: argument.span) }
      facets += word.text == "full" ? known : [word.text]
    }
    return facets
  }

  private mutating func plan(
    _ condition: Expression?, _ order: Expression?, _ options: [Argument]
  ) throws(Diagnostic) -> RunsPlan {
    let values = try settings(options, of: "`runs`", RecordDeed.listOptions)
    let record = context.record
    var known: [String]?
    var reader = RecordConditionReader(evaluator) {
      let names =
        known ?? record.flatMap { try? RecordIndex(RecordFolder(path: $0)).settingNames() } ?? []
      known = names
      return names
    }
    var query = RecordQuery()
    query.limit = values[RecordDeed.limit]
    if let order { query.order = try reader.field(order) }
    if let condition { query.condition = try reader.condition(condition) }
    query.isDescending = query.order.map { RecordFields.isDescending($0) } ?? false
    // What has a column of its own is not shown twice.
    let usual: [RecordField] =
      ["number", "name", "data", "model", "status"].map { .fact($0) } + [.tag]
    let shown = reader.fields.filter { !usual.contains($0.field) }
    query.fields = shown.map(\.field)
    evaluator = reader.evaluator
    return RunsPlan(query: query, titles: shown.map(\.title))
  }
}
