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
      evaluation.results = [baseline.evaluate(evaluation.measuredData, evaluation.split)]
    case .run(let run):
      guard let result = try evaluate(run, evaluation, at: span) else { return .interrupted }
      guard let widened = widened(result, run, evaluation, at: span) else { return .interrupted }
      evaluation.results = [widened]
    case .runs(let sweep):
      var results: [Evaluation] = []
      guard sweep.isDone else { throw .noResult(sweep.name, at: span) }
      for trial in sweep.trials {
        guard let result = try evaluate(trial.run, evaluation, at: span),
          let widened = widened(result, trial.run, evaluation, at: span)
        else { return .interrupted }
        results.append(widened)
      }
      evaluation.results = results
    }
    if evaluation.result?.leading.tally(NextTokenCounts.self)?.tokens == 0 {
      evaluation.results = []
      throw .nothingPredicted(evaluation.data.name, at: span)
    }
    remember(.object(evaluation))
    session.tell(.record(evaluation.record))
    session.recorder?.note(evaluation)
    for table in evaluation.tables(facets: [], full: false) { session.tell(.table(table)) }
    session.tellDetails(of: evaluation)
    for warning in evaluation.forecastWarnings(at: span) { session.tell(.diagnostic(warning)) }
    return .success
  }

  /// The same with intervals as they are asked for; nil when it was interrupted.
  private func widened(
    _ result: Evaluation, _ run: RunObject, _ evaluation: EvaluationObject, at span: Span
  ) -> Evaluation? {
    guard evaluation.intervals == .conformal else { return result }
    guard let margins = conformalMargins(of: run, levels: ForecastSums.levels) else { return nil }
    if margins.widest < 95 {
      session.tell(
        .diagnostic(.fewConformalErrors(margins.fewest, widest: margins.widest, at: span)))
    }
    return result.widened(by: margins)
  }

  /// By how much the intervals of a run are to be widened, by its validation windows; nil when it was
  /// interrupted.
  func conformalMargins(of run: RunObject, levels: [Double]) -> ConformalMargins? {
    guard let network = run.outcome?.network, let data = run.plan?.data.dataset,
      let windows = data.windows
    else { return nil }
    let rows = data.splits.valid
    let found = network.evaluate(data.examples, rows: rows, shouldStop: { session.shouldStop })
    return (found?.leading.answers as? ForecastAnswers).map {
      ConformalMargins($0, rows: rows, of: windows, levels: levels)
    }
  }

  /// The rows of a data set as the run reads text, which may be another way than the data's own.
  private func evaluate(
    _ run: RunObject, _ evaluation: EvaluationObject, at span: Span
  ) throws(Diagnostic) -> Evaluation? {
    guard let network = run.outcome?.network else { throw .noResult(run.name, at: span) }
    if evaluation.steps > 0 { return try chained(run, evaluation, at: span) }
    let data = evaluation.data.spelled(for: run).dataset
    let rows = data.measuring(evaluation.every, of: evaluation.split).splits[evaluation.split]
    let examples = data.examples(for: run)
    if data.target.feed == nil, data.task.shape.places == .steps,
      rows.contains(where: {
        examples.leading.length(of: $0) > examples.targets[0].values.length(of: $0)
      })
    {
      // Another way to cut texts has more tokens than there are tags.
      throw .tokensWithoutTags(run.name, evaluation.data.name, at: span)
    }
    do {
      try network.requireMemory(for: examples, rows: rows, writing: evaluation.search?.options)
    } catch {
      throw .outOfMemory("evaluating `\(run.name)`", error, at: span)
    }
    guard let search = chosen(evaluation.search, run, network, data, examples) else { return nil }
    let language = search.reader(for: run.task)
    return session.evaluation(
      EvaluationKey(run, examples, rows, evaluation.options), of: rows, examples.targets[0]
    ) {
      network.evaluate(
        examples, rows: rows, options: evaluation.options,
        writing: evaluation.search == nil ? nil : search.options, language: language,
        shouldStop: { session.shouldStop })
    }
  }

  /// A search with the weight of its language model that leaves the fewest character errors on the validation
  /// rows, of equal ones the first; nil when it was interrupted.
  private func chosen(
    _ search: TextSearch?, _ run: RunObject, _ network: Network, _ data: Dataset,
    _ examples: Examples
  ) -> TextSearch? {
    guard var search, !search.weights.isEmpty else { return search ?? TextSearch() }
    let language = search.reader(for: run.task)
    var found: [(weight: Double, rate: Double)] = []
    search.options.beam = search.options.transcriptBeam
    for weight in search.weights {
      search.options.languageWeight = weight
      guard
        let result = network.evaluate(
          examples, rows: data.splits.valid, writing: search.options, language: language,
          shouldStop: { session.shouldStop })
      else { return nil }
      found.append((weight, result.leading.figure(MetricCatalog.cer.name) ?? 0))
    }
    guard let best = found.min(by: { $0.rate < $1.rate }) else { return search }
    search.options.languageWeight = best.weight
    let text = { (weight: Double) in
      Int(exactly: weight).map(String.init) ?? weight.description
    }
    let tried = found.map { "\(text($0.weight)): \(FixedDecimal.figure($0.rate))" }
    session.tell(
      .note(
        "lm_weight=\(text(best.weight)), by cer on the validation rows: "
          + tried.joined(separator: ", ")))
    return search
  }
}

extension Interpreter {
  /// The figures of forecasts that go on beyond the horizon; nil when it was interrupted.
  private func chained(
    _ run: RunObject, _ evaluation: EvaluationObject, at span: Span
  ) throws(Diagnostic) -> Evaluation? {
    guard let worker = run.worker, let windows = run.windows,
      let task = run.task as? ForecastTask, let own = evaluation.data.dataset.windows
    else { throw .noResult(run.name, at: span) }
    let rows = evaluation.measuredData.splits[evaluation.split]
    let input = own.transform == windows ? own : own.measured(by: windows)
    let target = task.reaching(evaluation.steps).target(of: input.reaching(evaluation.steps))
    let key = EvaluationKey(
      run, input, rows, steps: evaluation.steps, seed: evaluation.seed)
    do {
      return try session.evaluation(key, of: rows, target) {
        try Forecaster(
          worker, windows, task, seed: evaluation.seed, shouldStop: { session.shouldStop }
        ).answers(input, rows: rows, steps: evaluation.steps).map { answers in
          Evaluation(rows: rows, parts: [Evaluation.Part(target, answers, rows: rows)])
        }
      }
    } catch let error as MemoryShortage {
      throw .outOfMemory("evaluating `\(run.name)`", error, at: span)
    } catch {
      throw .noResult(run.name, at: span)
    }
  }
}

extension Dataset {
  /// The rows as a run reads text and numbers labels, which may be in another way than the data set.
  fileprivate func examples(for run: RunObject) -> Examples {
    if text?.transform == run.text, numbers?.transform == run.numbers,
      windows?.transform == run.windows,
      targets.map({ SavedTarget($0) }) == run.targets
    {
      return examples
    }
    if task is any SelfSupervised, let text, let transform = run.text {
      return Examples(text.texts, transform)
    }
    if let transform = run.windows, let windows {
      return Examples(windows.measured(by: transform), run.targets.map(\.task))
    }
    let columns: [(any Column)?] = [
      run.text.flatMap { transform in text.map { transform.column(of: $0.texts) } },
      run.numbers.flatMap { transform in numbers.map { transform.applied(to: $0.raw) } },
    ]
    let targets = run.targets.enumerated().compactMap { index, own in
      let target = index == 0 ? self.target : others.first { $0.name == own.column }
      return target.map { own.task.renumbered($0) }
    }
    let fed = targets.compactMap(\.feed).filter(\.hasOwnSteps)
    return Examples(columns.compactMap { $0 } + fed, targets)
  }
}
