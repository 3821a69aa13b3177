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
    if data.target.kind.hasTags,
      rows.contains(where: { examples.tokens.length(of: $0) > examples.targets.length(of: $0) })
    {
      // Another way to cut texts has more tokens than there are tags.
      throw .tokensWithoutTags(run.name, evaluation.data.name, at: span)
    }
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
