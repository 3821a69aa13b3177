// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Rows that are read as a whole: to be shown, or of formats without lines.
extension Interpreter {
  /// Predicts the rows of a file of numbers, and shows them.
  func showCases(
    of file: PredictionFile, _ run: RunObject, _ numbers: NumberTransform, at span: Span
  ) throws -> ExitStatus {
    guard let (predictions, inputs) = try predictions(of: file, run, numbers, at: span) else {
      return .interrupted
    }
    session.tell(.table(predictions.table))
    tell(inputs.unknown, of: run, at: span)
    return .success
  }

  /// Writes a table with what was predicted of each row of a file without lines; nil when it was
  /// interrupted.
  func writeCases(
    of file: PredictionFile, _ form: AnswerForm, _ run: RunObject, _ numbers: NumberTransform,
    at span: Span
  ) throws -> Int? {
    guard let (predictions, inputs) = try predictions(of: file, run, numbers, at: span) else {
      return nil
    }
    var writer = AnswerWriter(form, predictions, longest: nil)
    var output: [UInt8] = []
    for (index, title) in inputs.titles.enumerated() {
      writer.write(
        Row(columns: [inputs.titleName], values: [title], number: index + 1),
        predictions.answer(of: index), to: &output)
    }
    try FileWriter.write(
      to: file.output, isCompressed: file.output.lowercased().hasSuffix(".gz")
    ) { put in
      output.withUnsafeBytes(put)
    }
    tell(inputs.unknown, of: run, at: span)
    return inputs.titles.count
  }

  /// Warns of categories that a run reads as none.
  func tell(_ unknown: [UnknownCategories], of run: RunObject, at span: Span) {
    for categories in unknown {
      session.tell(.diagnostic(.unknownCategories(categories, run.name, at: span)))
    }
  }

  private func predictions(
    of file: PredictionFile, _ run: RunObject, _ numbers: NumberTransform, at span: Span
  ) throws -> (Predictions, InputRows)? {
    guard let worker = run.worker else { throw Diagnostic.noResult(run.name, at: span) }
    let table = try Table.read(
      path: file.input, format: file.source.format, options: file.source.options,
      shouldStop: { session.shouldStop })
    let inputs = try InputRows(
      table, run.setup.inputs, numbers, run.outcome?.network?.compute,
      shouldStop: { session.shouldStop })
    do throws(MemoryShortage) {
      let found = try Predictions(
        run, worker, PredictedRows(inputs), search: file.search,
        shouldStop: { session.shouldStop })
      return found.map { ($0, inputs) }
    } catch {
      throw Diagnostic.noMemoryToPredict(error, at: span)
    }
  }
}
