// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  // MARK: Sweeps

  /// Trains the runs of a grid, of a search or of several seeds, and shows them.
  mutating func sweep(_ sweep: SweepObject, at span: Span) throws(Diagnostic) -> ExitStatus {
    let status =
      sweep.search == nil ? trainAll(of: sweep) : try search(sweep, at: span)
    guard status == .success else { return status }
    guard sweep.chooseBest() else {
      throw .everyRunFailed(sweep.name, at: span)
    }
    sweep.isDone = true
    remember(.object(sweep))
    for table in sweep.tables(facets: [], full: false) { session.tell(.table(table)) }
    return .success
  }

  private func trainAll(of sweep: SweepObject) -> ExitStatus {
    session.tell(.note("\(sweep.form.rawValue) \(sweep.name): \(sweep.trials.count) runs"))
    for (index, trial) in sweep.trials.enumerated() {
      let place = Self.place(index + 1, of: sweep.trials.count)
      let status = train(trial, of: sweep, place: place)
      if status != .success { return status }
    }
    return .success
  }

  /// The number of a run and how many there are: ` 3/24`.
  private static func place(_ number: Int, of count: Int) -> String {
    let total = String(count)
    let own = String(number)
    return String(repeating: " ", count: total.count - own.count) + "\(own)/\(total)"
  }

  /// Trains one run of several; that it diverges is its own affair.
  private func train(
    _ trial: SweepObject.Trial, of sweep: SweepObject, place: String,
    isWorse: @escaping ([EpochResult]) -> Bool = { _ in false }
  ) -> ExitStatus {
    guard let plan = trial.run.plan else { return .success }
    var origin = RunTraining.Origin.new
    var training = RunTraining(run: trial.run, session: session)
    let clock = TrainingClock(
      epochs: plan.options.epochs, rows: plan.data.dataset.splits.train.count)
    training.isWorse = isWorse
    training.onStart = { found, _ in origin = found }
    training.onBatch = { progress in
      session.tell(
        .batch(clock.report(progress, run: "\(sweep.name) \(place)", metric: nil)))
    }
    let end = training.perform()
    let figure = sweep.metric.figure(of: trial.run).map {
      "valid.\(sweep.metric.name) \(FixedDecimal.string($0.magnitude, decimals: 4))"
    }
    let facts = [
      figure, "epoch \(trial.run.epochText)", trial.run.endText.isEmpty ? nil : trial.run.endText,
      origin == .cache ? "from the cache" : nil,
    ].compactMap { $0 }
    session.tell(.note("  \(place)  \(trial.title)  \(facts.joined(separator: ", "))"))
    if case .interrupted? = end { return .interrupted }
    return .success
  }

  // MARK: Search

  private func search(_ sweep: SweepObject, at span: Span) throws(Diagnostic) -> ExitStatus {
    guard let search = sweep.search else { return .success }
    let options = search.options
    let clock = Stopwatch()
    let random = RandomSource(seed: search.seed)
    var past: [SearchTrial] = []
    var histories: [[Double]] = []
    sweep.trials = []
    session.tell(.note("search \(sweep.name): \(options.trials) runs"))
    for number in 0..<options.trials {
      if number > 0, options.seconds > 0, clock.seconds >= options.seconds {
        session.tell(.note("  time is up after \(number) runs"))
        break
      }
      let point = options.strategy.propose(
        trial: number, space: search.space.dimensions, past: past, random: random)
      guard let trial = try search.makeTrial(search.space.choices(point)) else { break }
      let earlier = histories
      let status = train(
        trial, of: sweep, place: Self.place(number + 1, of: options.trials),
        isWorse: { epochs in
          options.prunes
            && MedianPruning().stops(epochs.map { sweep.metric.figure(of: $0) }, earlier: earlier)
        })
      if status != .success { return status }
      sweep.trials.append(trial)
      past.append(SearchTrial(point, value: sweep.metric.figure(of: trial.run)))
      histories.append(
        (trial.run.outcome?.result?.epochs ?? []).map { sweep.metric.figure(of: $0) })
    }
    return .success
  }

  // MARK: Cross-validation

  /// Trains a run for each fold and measures it on that fold.
  mutating func crossvalidate(
    _ object: CrossValidationObject, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    let shuffler = RandomSource(seed: object.seed)
    object.turns = []
    session.tell(
      .note("crossval \(object.name): \(object.folds.rows.count) folds of \(object.data.name)"))
    for fold in object.folds.rows.indices {
      let run: RunObject
      do {
        let splits = try object.folds.splits(fold, valid: object.valid, shuffler: shuffler)
        run = try object.makeRun(
          fold, try object.data.resplit(splits, name: "\(object.data.name)[\(fold + 1)]"))
      } catch let error as DataError {
        throw .data(error, at: span)
      } catch {
        throw .noResult(object.name, at: span)
      }
      guard let turn = try turn(run, object, fold, at: span) else { return .interrupted }
      object.turns.append(turn)
    }
    remember(.object(object))
    for table in object.tables(facets: [], full: false) { session.tell(.table(table)) }
    return .success
  }

  private func turn(
    _ run: RunObject, _ object: CrossValidationObject, _ fold: Int, at span: Span
  ) throws(Diagnostic) -> CrossValidationObject.Turn? {
    guard let plan = run.plan else { return nil }
    var training = RunTraining(run: run, session: session)
    let dataset = plan.data.dataset
    let clock = TrainingClock(epochs: plan.options.epochs, rows: dataset.splits.train.count)
    training.onBatch = { progress in
      session.tell(.batch(clock.report(progress, run: run.name, metric: nil)))
    }
    let end = training.perform()
    if case .interrupted? = end { return nil }
    guard let outcome = run.outcome, outcome.result?.keptEpoch ?? 0 > 0 else {
      throw .everyRunFailed(object.name, at: span)
    }
    guard
      let evaluation = outcome.network.evaluate(
        dataset.tokens, classes: dataset.classes, rows: dataset.splits.test,
        shouldStop: { session.shouldStop })
    else { return nil }
    let accuracy = FixedDecimal.string(evaluation.confusion.accuracy, decimals: 4)
    session.tell(
      .note(
        "  fold \(fold + 1)/\(object.folds.rows.count)  \(dataset.splits.test.count) rows, "
          + "accuracy \(accuracy), epoch \(run.epochText)"))
    return CrossValidationObject.Turn(run: run, evaluation: evaluation)
  }
}

extension SweepMetric {
  /// The figure of an epoch, turned so that lower is better.
  fileprivate func figure(of epoch: EpochResult) -> Double {
    let figure = epoch.figure(name) ?? .nan
    return lowerIsBetter ? figure : -figure
  }
}
