// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Predicts texts of the script, and shows them.
  mutating func predict(
    _ run: RunObject, _ expressions: [Expression], in folder: String, _ search: TextSearch,
    at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    let texts = try evaluator.textsNow(expressions)
    let rows: PredictedRows
    do throws(DataError) {
      rows = try PredictedRows(
        texts.map(\.text), run, in: folder, shouldStop: { session.shouldStop })
    } catch {
      if error.fact == .interrupted { return .interrupted }
      let place = texts.first { $0.text == error.path }?.span
      throw .data(error, at: place ?? span)
    }
    return try show(run, rows, search, at: span)
  }

  /// Predicts the rows of a file, in their order.
  func predict(
    _ run: RunObject, _ file: PredictionFile, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    do {
      guard let form = file.form else {
        guard run.readsColumns || !file.source.format.hasLines, let numbers = run.numbers else {
          return try show(
            run, try PredictedRows(try texts(of: file), run, in: file.folder), file.search, at: span
          )
        }
        return try showCases(of: file, run, numbers, at: span)
      }
      let rows =
        if let numbers = run.numbers, !file.source.format.hasLines {
          try writeCases(of: file, form, run, numbers, at: span)
        } else {
          try answer(file, form, with: run, at: span)
        }
      guard let rows else { return .interrupted }
      session.tell(
        .record(
          Record(
            "artefact",
            [
              ("kind", .text("predictions")), ("path", .text(file.shownOutput)),
              ("run", .text(run.name)), ("rows", .number(Double(rows))),
            ], remark: "predicted \(run.counted(rows)) to \(file.shownOutput)")))
      return .success
    } catch let error as Diagnostic {
      throw error
    } catch let error as DataError {
      if error.fact == .interrupted { return .interrupted }
      throw .file(error, file.shownInput, found: file.input, at: span)
    } catch let error as FileWriteError {
      throw .unwritable(file.shownOutput, reason: error.reason, at: span)
    } catch {
      throw .unwritable(file.shownOutput, reason: "it cannot be written", at: span)
    }
  }

  private func show(
    _ run: RunObject, _ rows: PredictedRows, _ search: TextSearch, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    guard let worker = run.worker else { throw .noResult(run.name, at: span) }
    let found: Predictions?
    do {
      found = try Predictions(
        run, worker, rows, search: search, shouldStop: { session.shouldStop })
    } catch {
      throw .noMemoryToPredict(error, at: span)
    }
    guard let predictions = found else { return .interrupted }
    session.tell(.table(predictions.table))
    for warning in predictions.cut.warnings(run) { session.tell(.diagnostic(warning)) }
    return .success
  }

  /// The texts of a file.
  private func texts(of file: PredictionFile) throws -> [String] {
    var texts: [String] = []
    var reader = try file.source.reader(for: nil)
    try reader.forEachRecord(of: file.input) { (record) throws(DataError) in
      guard case .row(let row) = record.content else { return true }
      if texts.count % Table.rowsPerQuestion == 0, session.shouldStop {
        throw DataError(.interrupted, path: file.input)
      }
      do throws(DataError.Fact) {
        texts.append(try file.source.text(of: row))
      } catch {
        throw DataError(error, path: file.input)
      }
      return true
    }
    return texts
  }

  /// Writes the file with its answers, a batch at a time, whole or not at all; returns how many rows
  /// were predicted, nil when it was interrupted.
  private func answer(
    _ file: PredictionFile, _ form: AnswerForm, with run: RunObject, at span: Span
  ) throws -> Int? {
    guard let worker = run.worker else { throw Diagnostic.noResult(run.name, at: span) }
    var predictor: RecordPredictor
    do throws(DataError.Fact) {
      predictor = try RecordPredictor(
        run, worker, file.source, form, search: file.search, in: file.folder)
    } catch {
      throw DataError(error, path: file.input)
    }
    let isCompressed = file.output.lowercased().hasSuffix(".gz")
    var failure: (any Error)?
    do {
      try FileWriter.write(to: file.output, isCompressed: isCompressed) { put in
        do {
          return try predictor.answerFile(
            file.input, put: { $0.withUnsafeBytes(put) }, shouldStop: { session.shouldStop })
        } catch {
          failure = error
          return false
        }
      }
    } catch {
      throw failure ?? error
    }
    tell(predictor.unknown, of: run, at: span)
    for warning in predictor.cut.warnings(run) { session.tell(.diagnostic(warning)) }
    return predictor.rowCount
  }
}
