// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Predicts the rows of a file of numbers, and shows them, or writes a table of them.
  func predictCases(
    _ run: RunObject, _ file: PredictionFile, at span: Span
  ) throws -> ExitStatus {
    guard let network = run.outcome?.network, let numbers = run.numbers else {
      throw Diagnostic.noResult(run.name, at: span)
    }
    let table = try Table.read(
      path: file.input, format: file.source.format, options: file.source.options,
      shouldStop: { session.shouldStop })
    let inputs = run.setup.inputs
    let rows = try InputRows(
      table, textColumn: inputs.textColumn, text: inputs.text, numbers: numbers,
      series: inputs.series)
    let found: Predictions?
    do throws(MemoryShortage) {
      found = try Predictions(
        run, network, PredictedRows(rows.columns, titles: rows.titles),
        shouldStop: { session.shouldStop })
    } catch {
      throw Diagnostic.noMemoryToPredict(error, at: span)
    }
    guard let predictions = found else { return .interrupted }
    guard let form = file.form else {
      session.tell(.table(predictions.table))
      return .success
    }
    var names = AnswerNames(predictions)
    names.avoid([rows.titleName])
    let isNumbered = rows.titleName == InputRows.numberedTitle
    var lines: [String] = []
    if case .cells(let cells) = form.shape {
      lines.append(cells.line([rows.titleName] + names.names))
    }
    for (row, title) in rows.titles.enumerated() {
      let answer = predictions.answer(of: row)
      if case .cells(let cells) = form.shape {
        lines.append(cells.line([title, answer.label] + answer.plain))
      } else {
        let fields = zip(
          [rows.titleName] + names.names,
          [isNumbered ? title : JSONString.encode(title)] + answer.json)
        lines.append(
          "{" + fields.map { JSONString.encode($0) + ": " + $1 }.joined(separator: ", ") + "}")
      }
    }
    try FileWriter.write(
      Array((lines.joined(separator: "\n") + "\n").utf8), to: file.output)
    session.tell(
      .record(
        Record(
          "artefact",
          [
            ("kind", .text("predictions")), ("path", .text(file.shownOutput)),
            ("run", .text(run.name)), ("rows", .number(Double(rows.titles.count))),
          ], remark: "predicted \(rows.titles.count) rows to \(file.shownOutput)")))
    return .success
  }
}
