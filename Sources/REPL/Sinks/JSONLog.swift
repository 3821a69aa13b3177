// SPDX-License-Identifier: Apache-2.0

import DSL

/// Writes one JSON object an event to standard error, for programs; docs/log.md has the schema.
final class JSONLog: Sink {
  /// The version of the schema; it stands in every object.
  static let version = 1

  private let console: Console
  private var script = ""
  private var start = 0.0

  /// A log on a console.
  init(console: Console) {
    self.console = console
  }

  func begin(_ script: String) {
    (self.script, start) = (script, Clock.seconds())
    write("start", [("script", JSONString.encode(script))])
  }

  func end(_ status: ExitStatus) {
    write(
      "end",
      [
        ("script", JSONString.encode(script)), ("exit", String(status.rawValue)),
        ("seconds", Self.seconds(Clock.seconds() - start)),
      ])
  }

  func receive(_ event: Event) {
    switch event {
    case .text, .piece, .table, .chart, .note, .progress, .batch, .earlier, .entry, .details: break
    case .record(let record):
      write(record.kind, record.fields.map { ($0.name, Self.json($0.value)) })
    case .epoch(let report): write("epoch", Self.fields(report))
    case .assertion(let assertion):
      write(
        "assert",
        [
          ("condition", JSONString.encode(assertion.condition)),
          ("holds", assertion.holds ? "true" : "false"),
          ("values", JSONString.list(assertion.values)),
        ])
    case .diagnostic(let diagnostic):
      write(diagnostic.severity == .error ? "error" : "warn", JSONDiagnostic.fields(diagnostic))
    }
  }

  /// Notes something that is no event of the session.
  func write(_ event: String, _ fields: [(name: String, json: String)]) {
    let all = [("v", String(Self.version)), ("event", JSONString.encode(event))] + fields
    console.log(JSONDiagnostic.object(all))
  }

  private static func fields(_ report: EpochReport) -> [(name: String, json: String)] {
    [
      ("run", JSONString.encode(report.run)), ("epoch", String(report.epoch)),
      ("epochs", String(report.epochs)),
    ]
      + report.values.map {
        ($0.name.replacing(".", with: "_"), number($0.value))
      } + [
        ("best", report.isBest ? "true" : "false"), ("seconds", seconds(report.seconds)),
        ("rows_per_second", FixedDecimal.string(report.rowsPerSecond, decimals: 1)),
      ]
  }

  private static func json(_ field: Record.Field) -> String {
    switch field {
    case .text(let text): JSONString.encode(text)
    case .number(let value): number(value)
    case .texts(let texts): JSONString.list(texts)
    case .settings(let settings):
      JSONDiagnostic.object(settings.map { ($0.name, json(setting: $0.text)) })
    }
  }

  /// A value as a script writes it: a number where it is one, else its text.
  private static func json(setting text: String) -> String {
    Double(text).flatMap { $0.isFinite ? number($0) : nil } ?? JSONString.encode(text)
  }

  /// A time, which is finite, to the microsecond.
  private static func seconds(_ value: Double) -> String { FixedDecimal.string(value, decimals: 6) }

  /// JSON has no word for what is no number.
  private static func number(_ value: Double) -> String {
    if let whole = Int(exactly: value) { return String(whole) }
    return value.isFinite ? value.description : "null"
  }
}

/// Diagnostics as JSON, for editors and logs.
enum JSONDiagnostic {
  /// Place, code and words of a diagnostic; lines and columns count from 1, columns in characters.
  static func fields(_ diagnostic: Diagnostic) -> [(name: String, json: String)] {
    var fields: [(name: String, json: String)] = []
    if let source = diagnostic.source { fields.append(("file", JSONString.encode(source.name))) }
    if let source = diagnostic.source, let span = diagnostic.span {
      let (first, last) = (source.position(of: span.start), source.position(of: span.end))
      fields += [
        ("line", String(first.line)), ("column", String(first.column)),
        ("end_line", String(last.line)), ("end_column", String(last.column)),
      ]
    }
    fields += [
      ("severity", JSONString.encode(diagnostic.severity.rawValue)),
      ("code", JSONString.encode(diagnostic.code.rawValue)),
      ("message", JSONString.encode(diagnostic.message)),
    ]
    if let label = diagnostic.label { fields.append(("label", JSONString.encode(label))) }
    if !diagnostic.notes.isEmpty {
      fields.append(
        ("notes", JSONString.list(diagnostic.notes)))
    }
    if let help = diagnostic.help { fields.append(("help", JSONString.encode(help))) }
    return fields
  }

  /// An object of names and JSON values.
  static func object(_ fields: [(name: String, json: String)]) -> String {
    "{" + fields.map { "\(JSONString.encode($0.name)):\($0.json)" }.joined(separator: ",") + "}"
  }
}

/// How progress is told.
enum LogForm: String, CaseIterable {
  /// In lines for people.
  case plain
  /// One JSON object an event.
  case json
}
