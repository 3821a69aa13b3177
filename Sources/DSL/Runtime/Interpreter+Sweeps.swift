// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  // MARK: Sweeps

  /// Trains the runs of a grid, of a search or of several seeds, and shows them.
  mutating func sweep(_ sweep: SweepObject, at span: Span) throws(Diagnostic) -> ExitStatus {
    let clock = Stopwatch()
    session.tell(.record(sweep.startRecord))
    let status: ExitStatus
    do {
      status = sweep.search == nil ? try trainAll(of: sweep) : try search(sweep, at: span)
    } catch {
      session.tell(.record(sweep.endRecord(isInterrupted: false, seconds: clock.seconds)))
      throw error
    }
    sweep.isDone = status == .success && sweep.chooseBest()
    session.tell(
      .record(sweep.endRecord(isInterrupted: status != .success, seconds: clock.seconds)))
    guard status == .success else {
      let done = sweep.trials.count { $0.run.outcome?.result?.end.isFinal == true }
      let way = session.isPrompt ? ":rerun" : "running it again"
      session.tell(
        .progress(
          "stopped after \(done) of \(sweep.mostTrials) runs"
            + (session.keepsRuns ? "; \(way) goes on" : "")))
      return status
    }
    let diverged = sweep.diverged.map(\.title)
    guard sweep.isDone else {
      throw diverged.isEmpty
        ? .noRunFinished(sweep.name, at: span)
        : .everyRunFailed(sweep.name, diverged.count, of: sweep.trials.count, at: span)
    }
    remember(.object(sweep))
    for table in sweep.tables(facets: [], full: false) { session.tell(.table(table)) }
    session.tellDetails(of: sweep)
    if !diverged.isEmpty {
      session.tell(
        .diagnostic(.someRunsDiverged(sweep.name, diverged, of: sweep.trials.count)))
    }
    return .success
  }

  private func trainAll(of sweep: SweepObject) throws(Diagnostic) -> ExitStatus {
    for (index, trial) in sweep.trials.enumerated() {
      let status = try train(trial, of: sweep, number: index + 1)
      if status != .success { return status }
      if sweep.form != .seeds { sweep.keepWeights(of: trial) }
    }
    return .success
  }

  /// Trains one run of several; one that diverges leaves the others as they are.
  private func train(
    _ trial: SweepObject.Trial, of sweep: SweepObject, number: Int,
    isWorse: (([EpochResult]) -> Bool)? = nil
  ) throws(Diagnostic) -> ExitStatus {
    let place = RunPlace(
      sweep: sweep.name, number: number, count: sweep.mostTrials, settings: trial.settings,
      verb: sweep.form.verb)
    var origin = RunOrigin.new
    let end = try performOne(trial.run, at: place, isWorse: isWorse) { origin = $0 }
    let figure = sweep.metric.figure(of: trial.run).map {
      "valid.\(sweep.metric.name) \(FixedDecimal.figure(sweep.metric.value($0)))"
    }
    let facts = [
      figure, "epoch \(trial.run.epochText)", trial.run.endText.isEmpty ? nil : trial.run.endText,
      origin == .cache ? "from the cache" : nil,
    ].compactMap { $0 }
    session.tell(.progress("  \(place.text)  \(trial.title)  \(facts.joined(separator: ", "))"))
    if case .interrupted? = end { return .interrupted }
    return .success
  }

  /// Trains a run that is one of several, and tells a log how it went.
  private func performOne(
    _ run: RunObject, at place: RunPlace, isWorse: (([EpochResult]) -> Bool)? = nil,
    onStart: @escaping (RunOrigin) -> Void
  ) throws(Diagnostic) -> TrainingEnd? {
    guard let found = try perform(run, at: place, isWorse: isWorse, onStart: onStart) else {
      return nil
    }
    session.tell(.record(run.endRecord(at: place, seconds: found.seconds)))
    return found.end
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
    for number in 0..<options.trials {
      if number > 0, options.seconds > 0, clock.seconds >= options.seconds {
        session.tell(.progress("  time is up after \(number) runs"))
        break
      }
      let point = options.strategy.propose(
        trial: number, space: search.space.dimensions, past: past, random: random)
      guard let trial = try search.makeTrial(search.space.choices(point)) else { break }
      let earlier = histories
      let status = try train(
        trial, of: sweep, number: number + 1,
        isWorse: options.prunes
          ? { epochs in
            MedianPruning().stops(
              epochs.map { sweep.metric.figure(of: $0) }, earlier: earlier)
          } : nil)
      if status != .success { return status }
      sweep.trials.append(trial)
      sweep.keepWeights(of: trial)
      past.append(SearchTrial(point, value: sweep.metric.figure(of: trial.run)))
      let epochs = trial.run.isDiverged ? [] : trial.run.outcome?.result?.epochs ?? []
      histories.append(epochs.map { sweep.metric.figure(of: $0) })
    }
    return .success
  }

  // MARK: Cross-validation

  /// Trains a run for each fold and measures it on that fold.
  mutating func crossvalidate(
    _ object: CrossValidationObject, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    let clock = Stopwatch()
    object.turns = []
    session.tell(.record(object.startRecord))
    do {
      try takeTurns(object, at: span)
    } catch {
      session.tell(.record(object.endRecord(status: "failed", seconds: clock.seconds)))
      throw error
    }
    let status = object.isDone ? "finished" : "interrupted"
    session.tell(.record(object.endRecord(status: status, seconds: clock.seconds)))
    guard object.isDone else { return .interrupted }
    remember(.object(object))
    for table in object.tables(facets: [], full: false) { session.tell(.table(table)) }
    session.tellDetails(of: object)
    if !object.diverged.isEmpty {
      session.tell(
        .diagnostic(.someRunsDiverged(object.name, object.diverged, of: object.turns.count)))
    }
    return .success
  }

  /// Fills in the turns, until one is interrupted.
  private func takeTurns(
    _ object: CrossValidationObject, at span: Span
  ) throws(Diagnostic) {
    for fold in object.folds.rows.indices {
      let run: RunObject
      do {
        run = try object.makeRun(fold, try object.data(of: fold))
      } catch let error as DataError {
        throw .data(error, at: span)
      } catch {
        throw .noResult(object.name, at: span)
      }
      guard let turn = try turn(run, object, fold, at: span) else { return }
      object.turns.append(turn)
    }
    if object.isDone, object.measured.isEmpty {
      throw .everyRunFailed(object.name, object.turns.count, of: object.turns.count, at: span)
    }
  }

  private func turn(
    _ run: RunObject, _ object: CrossValidationObject, _ fold: Int, at span: Span
  ) throws(Diagnostic) -> CrossValidationObject.Turn? {
    guard let plan = run.plan else { return nil }
    let dataset = plan.data.dataset
    let place = RunPlace(
      sweep: object.name, number: fold + 1, count: object.folds.rows.count, verb: .crossval)
    var origin = RunOrigin.new
    let end = try performOne(run, at: place) { origin = $0 }
    if case .interrupted? = end { return nil }
    let leftOut = object.folds.groups(leftOutBy: fold)
    let title =
      "  fold \(fold + 1)/\(object.folds.rows.count)  "
      + (leftOut.isEmpty ? "" : "\(object.leftOut(by: fold)): ")
      + "\(dataset.splits.test.count) rows, "
    let source = origin == .cache ? ", from the cache" : ""
    if end?.isDiverged == true {
      session.tell(.progress(title + "epoch \(run.epochText), diverged" + source))
      return CrossValidationObject.Turn(
        epochText: run.epochText, endText: run.endText, evaluation: nil)
    }
    guard let outcome = run.outcome, let network = outcome.network,
      outcome.result?.keptEpoch ?? 0 > 0
    else { throw .noRunFinished(object.name, at: span) }
    guard
      let evaluation = network.evaluate(
        dataset.examples, rows: dataset.splits.test,
        writing: run.task is any Decoding ? SearchOptions() : nil,
        shouldStop: { session.shouldStop })
    else { return nil }
    session.tell(.record(evaluation.record(of: place, on: plan.data, leftOut: leftOut)))
    session.recorder?.note(evaluation, of: run, as: place.run, on: plan.data, .test)
    let figures = evaluation.parts.enumerated().map { index, part in
      let metric = part.task.leading.titled[0]
      let name = index == 0 ? metric.name : "\(part.target.name) \(metric.name)"
      return "\(name) \(FixedDecimal.figure(part.figure(metric.name)))"
    }.joined(separator: ", ")
    session.tell(.progress(title + "\(figures), epoch \(run.epochText)" + source))
    return CrossValidationObject.Turn(
      epochText: run.epochText, endText: run.endText, evaluation: evaluation)
  }
}
