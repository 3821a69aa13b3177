// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// The record of runs for programs: what `lstm runs` asks, without a session.
public struct RecordBook {
  /// How answers are written.
  public enum Form: String, Sendable, CaseIterable {
    /// For a person.
    case table
    /// An array of objects.
    case json
    /// A line a run, with a header.
    case csv
  }

  /// What was found: tables for a person, or a text for programs.
  public enum Answer: Sendable {
    case tables([ResultTable])
    case text(String)
  }

  /// The folder.
  public let folder: String
  private var record: RecordFolder { RecordFolder(path: folder) }

  /// The record in a folder.
  public init(folder: String) { self.folder = folder }

  // MARK: Lists

  /// The runs that a condition asks for, the best by a figure first, else the newest.
  public func list(
    where condition: String?, by order: String?, limit: Int, as form: Form
  ) throws(Diagnostic) -> Answer {
    let plan = try plan(where: condition, by: order, limit: limit)
    let (runs, count) = try asked { () throws(RecordProblem) in
      try RecordIndex(record).runs(plan.query)
    }
    guard form != .table else {
      return .tables([RecordTables.list(runs, of: count, plan)])
    }
    let columns = ["run", "name", "data", "model", "status", "epochs", "kept_epoch", "tags"]
    let names = columns + ["monitor", "figure"] + plan.titles
    let rows = runs.map { run -> [RecordScalar?] in
      [
        .number(Double(run.number)), .text(run.name), .text(run.data), .text(run.model),
        .text(run.status.rawValue), .number(Double(run.epochs)), .number(Double(run.kept)),
        .text(run.tags.joined(separator: " ")), run.monitor.map { .text("valid.\($0)") },
        run.figure.map { .number($0) },
      ] + run.values
    }
    return .text(form == .json ? Self.json(names, rows) : Self.csv(names, rows))
  }

  /// All that is kept of runs but their scripts and rows: facts, settings and figures, a column each.
  public func export(
    where condition: String?, by order: String?, limit: Int, as form: Form
  ) throws(Diagnostic) -> String {
    let plan = try plan(where: condition, by: order, limit: limit)
    let numbers = try asked { () throws(RecordProblem) in
      try RecordIndex(record).runs(plan.query).runs.map(\.number)
    }
    let runs = numbers.compactMap { RunRecord($0, in: record) }
    let settings = Set(runs.flatMap(\.start.settings.keys)).sorted()
    let figures = runs.map(\.figures)
    let names = Set(figures.flatMap(\.keys)).sorted()
    let columns =
      [
        "run", "name", "statement", "model", "parameters", "data", "data_hash", "seed", "status",
        "epochs", "kept_epoch", "started", "seconds", "processor_seconds", "memory", "weights",
        "version", "commit", "directory", "tags",
      ] + settings.map { "setting.\($0)" } + names
    let rows = zip(runs, figures).map { run, figures -> [RecordScalar?] in
      let (start, attempt, end) = (run.start, run.attempts[0].start, run.last.end)
      let facts: [RecordScalar?] = [
        .number(Double(run.number)), .text(start.name), .text(start.statement), .text(start.model),
        .number(Double(start.parameters)), .text(start.data.name), .text(start.data.fingerprint),
        .number(Double(start.seed)), .text(run.status.rawValue),
        .number(Double(run.epochCount)), run.keptEpoch > 0 ? .number(Double(run.keptEpoch)) : nil,
        .text(RecordTime.text(attempt.time)), .number(run.wall), .number(run.processor),
        run.memory.map { .number(Double($0)) }, end.map { .text($0.weights) },
        .text(start.version), attempt.git.map { .text($0.commit) }, .text(attempt.directory),
        .text(run.tags.joined(separator: " ")),
      ]
      return facts + settings.map { start.settings[$0] }
        + names.map { name in figures[name].map { .number($0) } }
    }
    return form == .csv ? Self.csv(columns, rows) : Self.json(columns, rows)
  }

  private func plan(
    where condition: String?, by order: String?, limit: Int
  ) throws(Diagnostic) -> RunsPlan {
    let text =
      "runs" + (condition.map { " where \($0)" } ?? "") + (order.map { " by \($0)" } ?? "")
      + " limit=\(limit)"
    let source = SourceText(name: "<command>", text: text)
    let parsed = Parser.parse(source)
    let configuration = Session.Configuration(record: folder)
    let session = Session(configuration: configuration, interruption: { .none }, onEvent: { _ in })
    var checker = session.checker(
      of: source, in: ".", scope: Scope(), history: Session.newHistory(configuration))
    checker.check(parsed)
    let problems = parsed.diagnostics + checker.diagnostics
    if let problem = problems.first(where: { $0.severity == .error }) { throw problem }
    for step in checker.steps {
      if case .record(.list(let plan), _) = step.action { return plan }
    }
    throw .noRecord(at: Span(0, 0))
  }

  private func asked<Result>(
    _ work: () throws(RecordProblem) -> Result
  ) throws(Diagnostic) -> Result {
    do {
      return try work()
    } catch {
      throw .recordUnreadable(folder, reason: error.reason, at: nil)
    }
  }

  // MARK: Single runs

  private func run(_ number: Int) throws(Diagnostic) -> RunRecord {
    guard let run = RunRecord(number, in: record) else {
      let last = record.numbers().last { RunRecord($0, in: record) != nil }
      throw .noRecordedRun(number, last: last, at: nil)
    }
    return run
  }

  /// What is kept of a run.
  ///
  /// - Parameter facets: what of it; the facts, figures and notes when nothing is said.
  public func show(_ number: Int, facets: [String]) throws(Diagnostic) -> [ResultTable] {
    let known = RecordDeed.facets.map(\.name)
    for facet in facets where !known.contains(facet) {
      throw .unknownRecordFacet(facet, known: known, at: nil)
    }
    return RecordTables.tables(try run(number), facets: facets)
  }

  /// Two runs held against each other.
  public func compare(
    _ first: Int, _ second: Int, samples: Int = 1000
  ) throws(Diagnostic) -> [ResultTable] {
    RecordComparison(first: try run(first), second: try run(second), samples: samples).tables
  }

  /// Deletes what is kept of a run; its number is not given again.
  public func delete(_ number: Int) throws(Diagnostic) {
    _ = try run(number)
    try asked { () throws(RecordProblem) in try record.delete(number) }
  }

  /// Makes the index anew from the files of the runs; returns how many there are.
  public func rebuild() throws(Diagnostic) -> Int {
    try asked { () throws(RecordProblem) in try RecordIndex.rebuild(record) }
  }

  // MARK: Texts

  private static func json(_ names: [String], _ rows: [[RecordScalar?]]) -> String {
    let objects = rows.map { row in
      let members = zip(names, row).compactMap { name, value in
        value.map { "\(JSONString.encode(name)):\(json($0))" }
      }
      return "{" + members.joined(separator: ",") + "}"
    }
    return objects.isEmpty ? "[]" : "[\n" + objects.joined(separator: ",\n") + "\n]"
  }

  private static func json(_ value: RecordScalar) -> String {
    switch value {
    case .number(let number): number.isFinite ? FixedDecimal.exact(number) : "null"
    case .text(let text): JSONString.encode(text)
    }
  }

  private static func csv(_ names: [String], _ rows: [[RecordScalar?]]) -> String {
    let form = CellForm(delimiter: ",", quotes: true)
    return ([names] + rows.map { $0.map(text) }).map(form.line).joined(separator: "\n")
  }

  private static func text(_ value: RecordScalar?) -> String {
    switch value {
    case .number(let number)?: FixedDecimal.exact(number)
    case .text(let text)?: text
    case nil: ""
    }
  }
}
