// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What is told of the statements themselves.
extension Session {
  /// The statements of a script with the prose between them; what stands after the last one has a
  /// number, too, and no statement.
  static func entryTexts(of source: SourceText, _ parsed: ParseResult) -> [EntryText] {
    let cells = Cell.withRemainders(Cell.cells(of: source, parsed))
    var entries: [EntryText] = []
    for part in cells.flatMap(\.parts) {
      entries.append(EntryText(id: entries.count + 1, part, in: source))
    }
    guard let end = cells.last?.remainder, !end.isEmpty else { return entries }
    return entries + [
      EntryText(
        id: entries.count + 1, title: entries.last?.title, preface: end, text: "",
        source: source.name, line: source.lineCount)
    ]
  }

  /// The statements in force, in the order in which they were entered.
  var entryTexts: [EntryText] {
    notebook.items.map { item in
      let source = item.record.source
      return EntryText(
        id: item.id, title: item.heading.map(CellMark.title), preface: item.preface,
        text: source[item.extent], source: source.name,
        line: source.position(of: item.extent.start).line)
    }
  }

  /// Carries out the steps of a statement, and tells that it begins and how it ended.
  func carryOut(
    _ steps: [Step], of entry: Int, with interpreter: inout Interpreter
  ) -> ExitStatus {
    let trains = steps.contains(where: \.action.trains)
    if trains, journalFile == nil { beginJournal() }
    tell(.entry(.begun(entry)))
    let status = interpreter.run(steps)
    tell(.entry(.ended(entry, EntryOutcome(status))))
    if trains { writeJournal() }
    return status
  }

  /// Tells what stands beside a result, where somebody keeps it.
  func tellDetails(of object: any ScriptObject) {
    guard keepsJournal else { return }
    tell(.details(ResultDetails(of: object)))
  }

  /// Whether the value of a parameter was given instead of the script's own.
  func isGiven(_ parameter: String) -> Bool {
    configuration.parameters.contains { $0.name == parameter }
  }
}

extension EntryText {
  fileprivate init(id: Int, _ part: CellPart, in source: SourceText) {
    self.init(
      id: id, title: part.heading.map(CellMark.title), preface: part.preface,
      text: source[part.extent], source: source.name,
      line: source.position(of: part.extent.start).line)
  }
}

extension ResultDetails {
  /// What stands beside the result of a thing: for a run its layers and options, too.
  init(of object: any ScriptObject) {
    let facets: [String] =
      switch object.kind {
      case .run: ["epochs", "layers", "options"]
      case .data, .split, .vectors, .model, .evaluation, .sweep, .runs, .crossValidation,
        .ensemble, .comparison:
        []
      }
    self.init(
      kind: object.kind, name: object.name, title: object.title,
      tables: facets.isEmpty ? [] : object.tables(facets: facets, full: false),
      chart: Self.chart(of: object))
  }

  /// The most rows of which a picture is drawn that may take long, or has a mark for each.
  private static let mostRows = 2000

  /// The first picture of a thing; nil where it has none, or where nobody has asked for what it takes.
  private static func chart(of object: any ScriptObject) -> Chart? {
    guard let plot = object.plots.first?.name else { return nil }
    if let evaluation = object as? EvaluationObject,
      evaluation.result?.rows.count ?? 0 > mostRows,
      !(evaluation.data.dataset.task is any Labelled)
    {
      return nil
    }
    return object.chart(plot)
  }
}
