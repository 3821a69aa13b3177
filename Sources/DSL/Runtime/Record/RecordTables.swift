// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// Runs of the record as tables.
enum RecordTables {
  // MARK: A list

  /// Runs, with a column for each field that was asked for.
  static func list(_ runs: [RunSummary], of count: Int, _ plan: RunsPlan) -> ResultTable {
    let titles = plan.titles
    let hasTags = runs.contains { !$0.tags.isEmpty }
    let rows = runs.map { run in
      [String(run.number), run.name, run.data, run.model, epochs(run), run.status.words]
        + [titles.isEmpty ? figure(run) : nil].compactMap { $0 }
        + zip(plan.query.fields, run.values).map(text)
        + (hasTags ? [run.tags.joined(separator: ", ")] : [])
    }
    let columns =
      ["run", "name", "data", "model", "epoch", ""] + (titles.isEmpty ? ["kept"] : []) + titles
      + (hasTags ? ["tags"] : [])
    let right: Set<String> = Set(["run", "epoch"] + titles)
    return ResultTable(
      columns: columns, alignments: columns.map { right.contains($0) ? .right : .left },
      rows: rows,
      footnotes: count > runs.count
        ? [
          "and \(Amount.grouped(count - runs.count))\(count - runs.count >= 1000 ? " or" : "") more: "
            + "`limit=` shows them"
        ] : [])
  }

  private static func epochs(_ run: RunSummary) -> String {
    run.kept == 0 ? "0/\(run.epochs)" : "\(run.kept)/\(run.epochs)"
  }

  private static func figure(_ run: RunSummary) -> String {
    guard let monitor = run.monitor, let value = run.figure else { return "" }
    return "valid.\(monitor) \(FixedDecimal.figure(value))"
  }

  /// The value of a field as it is shown.
  private static func text(_ field: RecordField, _ value: RecordScalar?) -> String {
    guard let value else { return "" }
    switch (field, value) {
    case (.figure, .number(let number)): return FixedDecimal.figure(number)
    case (.fact("started"), .number(let number)): return RecordTime.text(number)
    case (.fact, .number(let number)):
      return Int(exactly: number).map(String.init) ?? FixedDecimal.short(number)
    default: return setting(value)
    }
  }

  // MARK: One run

  /// What is shown of a run.
  static func tables(_ run: RunRecord, facets: [String]) -> [ResultTable] {
    let wanted = facets.isEmpty ? ["facts", "figures", "notes"] : facets
    return wanted.flatMap { facet -> [ResultTable] in
      switch facet {
      case "facts": [facts(run)]
      case "settings": [settings(run)]
      case "epochs": [epochs(run)]
      case "figures": [figures(run, all: !facets.isEmpty)]
      case "attempts": [attempts(run)]
      case "notes": notes(run)
      case "script": [script(run)]
      default: []
      }
    }
  }

  private static func pairs(_ title: String, _ rows: [[String]], footnotes: [String] = [])
    -> ResultTable
  {
    ResultTable(
      title: title, columns: ["", ""], alignments: [.left, .left], rows: rows,
      footnotes: footnotes)
  }

  /// `run 12: r`.
  static func title(_ run: RunRecord) -> String { "run \(run.number): \(run.start.name)" }

  private static func facts(_ run: RunRecord) -> ResultTable {
    let (start, attempt) = (run.start, run.attempts[0].start)
    let splits = ["train", "valid", "test"].compactMap { name in
      start.data.rows[name].map { "\(name) \($0)" }
    }
    var rows = [
      ["status", run.status.words],
      ["statement", start.statement],
      ["model", start.model],
      ["parameters", Amount.grouped(start.parameters)],
      ["data", "\(start.data.name): \(splits.joined(separator: ", "))"],
      ["data hash", start.data.fingerprint],
      ["seed", String(start.seed)],
    ]
    if let sweep = start.sweep {
      let settings = sweep.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      rows.append(
        ["place", (["\(sweep.number) of \(sweep.count)"] + settings).joined(separator: " ")])
    }
    for (name, number) in [
      ("continues", start.continues), ("begins with", start.begins), ("repeats", start.repeats),
    ] { if let number { rows.append([name, "run \(number)"]) } }
    if let end = run.last.end {
      rows.append(["kept epoch", "\(end.kept) of \(end.epochs)"])
      rows.append(["weights", "fingerprint \(end.weights)"])
      rows.append(
        [
          "time",
          "\(FixedDecimal.short(run.wall)) s, of processors \(FixedDecimal.short(run.processor)) s",
        ])
    }
    if let memory = run.memory { rows.append(["memory", "\(Amount.bytes(memory)) at most"]) }
    rows += [
      ["began", RecordTime.text(attempt.time)], ["folder", attempt.directory],
      ["command", attempt.command.joined(separator: " ")],
    ]
    if let git = attempt.git {
      rows.append(["commit", git.commit + (git.branch.map { " (\($0))" } ?? "")])
    }
    rows.append(
      [
        "program",
        "\(start.version), kernels \(attempt.kernels), \(Amount.counted(attempt.threads, "thread"))",
      ])
    if !run.tags.isEmpty { rows.append(["tags", run.tags.joined(separator: ", ")]) }
    return pairs(
      title(run), rows,
      footnotes: run.damaged == 0
        ? [] : ["\(Amount.counted(run.damaged, "line")) of its file cannot be read"])
  }

  private static func settings(_ run: RunRecord) -> ResultTable {
    pairs(
      "settings of run \(run.number)",
      run.start.settings.sorted { $0.key < $1.key }.map { [$0.key, setting($0.value)] })
  }

  /// A setting as a script writes it.
  static func setting(_ value: RecordScalar?) -> String {
    switch value {
    case .number(let number)?: FixedDecimal.plain(number)
    case .text(let text)?: text
    case nil: "-"
    }
  }

  private static func epochs(_ run: RunRecord) -> ResultTable {
    let epochs = run.epochs
    let names = Set(epochs.flatMap(\.figures.keys)).sorted { order($0) < order($1) }
    let kept = run.last.end?.kept
    let columns = ["epoch"] + names + [""]
    return ResultTable(
      title: "\(title(run)), its epochs", columns: columns,
      alignments: columns.map { $0.isEmpty ? .left : .right },
      rows: epochs.map { epoch in
        [String(epoch.epoch)] + names.map { epoch.figures[$0].map(FixedDecimal.figure) ?? "" }
          + [epoch.epoch == kept ? "kept" : ""]
      })
  }

  /// The losses first, then by name.
  private static func order(_ name: String) -> String {
    switch name {
    case "train.loss": "0"
    case "valid.loss": "1"
    default: "2\(name)"
    }
  }

  /// The figures that are shown where not all are asked for: no other means over classes, and no counts.
  static func isMain(_ figure: String) -> Bool {
    let endings = ["_macro", "_micro", "_weighted", ".rows"]
    return !endings.contains { figure.hasSuffix($0) }
  }

  private static func figures(_ run: RunRecord, all: Bool) -> ResultTable {
    ResultTable(
      title: "figures of run \(run.number)", columns: ["", "figure"], alignments: [.left, .right],
      rows: run.figures.filter { all || isMain($0.key) }.sorted { order($0.key) < order($1.key) }
        .map {
          [$0.key, FixedDecimal.figure($0.value)]
        })
  }

  private static func attempts(_ run: RunRecord) -> ResultTable {
    ResultTable(
      title: "attempts at run \(run.number)",
      columns: ["attempt", "from epoch", "epochs", "", "began"],
      alignments: [.right, .right, .right, .left, .left],
      rows: run.attempts.map { attempt in
        [
          String(attempt.start.attempt), String(attempt.start.epoch), String(attempt.epochs.count),
          attempt.status.words, RecordTime.text(attempt.start.time),
        ]
      })
  }

  private static func notes(_ run: RunRecord) -> [ResultTable] {
    let rows =
      run.notes.map { [RecordTime.text($0.time), $0.text] }
      + run.artefacts.map { [$0.kind, $0.path] }
    return rows.isEmpty ? [] : [pairs("notes on run \(run.number)", rows)]
  }

  private static func script(_ run: RunRecord) -> ResultTable {
    ResultTable(
      title: "the script of run \(run.number)", columns: [""], alignments: [.left],
      rows: run.start.script.split(separator: "\n").map { [String($0)] })
  }
}

extension RunStatus {
  /// In words.
  var words: String { self == .timeUp ? "time is up" : rawValue }
}

/// Times of the record, in UTC.
enum RecordTime {
  /// `2026-05-01 12:30`.
  static func text(_ seconds: Double) -> String {
    guard let (date, clock) = UniversalTime.parts(seconds) else { return "" }
    return "\(date) \(UniversalTime.clock(clock))"
  }
}
