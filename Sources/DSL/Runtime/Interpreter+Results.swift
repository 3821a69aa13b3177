// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  // MARK: Evaluation

  /// Evaluates a run or a baseline, and shows its figures.
  mutating func evaluate(
    _ evaluation: EvaluationObject, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    switch evaluation.subject {
    case .baseline(let baseline):
      evaluation.results = [baseline.evaluate(evaluation.data.dataset, evaluation.split)]
    case .run(let run):
      guard let result = try evaluate(run, evaluation, at: span) else { return .interrupted }
      evaluation.results = [result]
    case .runs(let sweep):
      var results: [Evaluation] = []
      guard sweep.isDone else { throw .noResult(sweep.name, at: span) }
      for trial in sweep.trials {
        guard let result = try evaluate(trial.run, evaluation, at: span) else {
          return .interrupted
        }
        results.append(result)
      }
      evaluation.results = results
    }
    if evaluation.result?.next?.tokens == 0 {
      evaluation.results = []
      throw .nothingPredicted(evaluation.data.name, at: span)
    }
    remember(.object(evaluation))
    session.tell(.record(evaluation.record))
    for table in evaluation.tables(facets: [], full: false) { session.tell(.table(table)) }
    return .success
  }

  /// The rows of a data set as the run reads text, which may be another way than the data's own.
  private func evaluate(
    _ run: RunObject, _ evaluation: EvaluationObject, at span: Span
  ) throws(Diagnostic) -> Evaluation? {
    guard let network = run.outcome?.network else { throw .noResult(run.name, at: span) }
    let data = evaluation.data.spelled(for: run).dataset
    let rows = data.splits[evaluation.split]
    let examples = data.examples(for: run)
    do {
      try network.requireMemory(for: examples, rows: rows)
    } catch {
      throw .outOfMemory("evaluating `\(run.name)`", error, at: span)
    }
    return session.evaluation(
      EvaluationKey(run, examples, rows, evaluation.options), of: rows
    ) {
      network.evaluate(
        examples, rows: rows, options: evaluation.options, shouldStop: { session.shouldStop })
    }
  }

  // MARK: Prediction

  /// Predicts texts of the script, and shows them.
  mutating func predict(
    _ run: RunObject, _ expressions: [Expression], at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    let texts = try evaluator.textsNow(expressions).map(\.text)
    guard let predictions = try predictions(run, texts, at: span) else { return .interrupted }
    session.tell(.table(predictions.table(texts: texts)))
    return .success
  }

  /// Predicts the rows of a file, in their order.
  func predict(
    _ run: RunObject, _ file: PredictionFile, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    let table: Table
    do {
      table = try Table.read(
        path: file.input, format: file.format, options: file.formatOptions,
        shouldStop: { session.shouldStop })
      let texts = try table.column(file.textColumn)
      guard let predictions = try predictions(run, texts, at: span) else { return .interrupted }
      guard let output = file.output else {
        session.tell(.table(predictions.table(texts: texts)))
        return .success
      }
      let format = PredictionFormat(path: output)
      try FileWriter.write(Array(format.text(table, predictions).utf8), to: output)
      session.tell(
        .record(
          Record(
            "artefact",
            [
              ("kind", .text("predictions")), ("path", .text(file.shownOutput)),
              ("run", .text(run.name)), ("rows", .number(Double(texts.count))),
            ], remark: "predicted \(texts.count) texts to \(file.shownOutput)")))
      return .success
    } catch let error as Diagnostic {
      throw error
    } catch let error as DataError {
      if error.fact == .interrupted { return .interrupted }
      throw .data(error, at: span)
    } catch let error as FileWriteError {
      throw .unwritable(file.shownOutput, reason: error.reason, at: span)
    } catch {
      throw .unwritable(file.shownOutput, reason: "it cannot be written", at: span)
    }
  }

  private func predictions(
    _ run: RunObject, _ texts: [String], at span: Span
  ) throws(Diagnostic) -> Predictions? {
    guard let network = run.outcome?.network else { throw .noResult(run.name, at: span) }
    return try Predictions(
      run, network, texts, at: span, shouldStop: { session.shouldStop })
  }
}

extension Dataset {
  /// The rows as a run reads text and numbers labels, which may be in another way than the data set.
  fileprivate func examples(for run: RunObject) -> Examples {
    if transform == run.transform, labels == run.labels,
      others.map({ SavedTarget($0) }) == run.setup.others
    {
      return examples
    }
    if target.kind == .next { return Examples(texts, run.transform) }
    return Examples(
      run.transform.column(of: texts),
      target.converted(to: run.model.task.scheme).renumbered(by: run.labels),
      others: run.setup.others.compactMap { other in
        others.first { $0.name == other.column }?.renumbered(by: other.labels)
      })
  }
}
