// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Trains a run, and tells how it goes.
  ///
  /// - Parameter goesOn: whether it goes on with what this session has kept of it.
  func train(_ run: RunObject, goesOn: Bool = false) throws(Diagnostic) -> ExitStatus {
    guard let plan = run.plan else { return .success }
    var origin = RunOrigin.new
    guard let found = try perform(run, goesOn: goesOn, onStart: { origin = $0 }) else {
      return .success
    }
    return close(run, plan, found.end, origin, seconds: found.seconds)
  }

  /// Carries out a run, and tells how it goes: a person, or only a log when it is one of several.
  ///
  /// - Parameters:
  ///   - place: which one of several it is; nil when it is on its own.
  ///   - isWorse: asked after each epoch whether it falls behind others; nil when there are none.
  /// - Returns: how it ended, and how long it took; nil for a run that was loaded.
  func perform(
    _ run: RunObject, at place: RunPlace? = nil, goesOn: Bool = false,
    isWorse: (([EpochResult]) -> Bool)? = nil,
    onStart: @escaping (RunOrigin) -> Void = { _ in }
  ) throws(Diagnostic) -> (end: TrainingEnd, seconds: Double)? {
    guard let plan = run.plan else { return nil }
    let stopwatch = Stopwatch()
    var clock = TrainingClock(
      epochs: plan.options.epochs, rows: plan.itemsInEpoch)
    clock.unit = plan.unit
    clock.targets = run.targets
    var metric: NamedValue?
    var training = RunTraining(
      run: run, session: session, place: place, goesOn: goesOn, isWorse: isWorse)
    var rates = EpochRates(run)
    let named = place?.run ?? run.name
    training.onStart = { origin, warm, earlier in
      onStart(origin)
      defer {
        if !earlier.isEmpty {
          session.tell(
            .earlier(
              earlier.map { epoch in
                var report = clock.report(epoch, run: named, isOfMany: place != nil)
                report.learningRate = rates.next(epoch)
                return report
              }))
        }
      }
      let remark = place == nil ? opening(run, plan) : nil
      session.tell(.record(run.startRecord(origin, at: place, warm: warm, remark: remark)))
      if let warm, place == nil { session.tell(.progress(text(warm))) }
      guard case .checkpoint(let epoch, let batch) = origin else { return }
      clock.skip(epochs: epoch - 1)
      guard place == nil else { return }
      session.tell(.progress("  from its checkpoint at epoch \(epoch), batch \(batch)"))
    }
    training.onBatch = { progress in
      let name = place.map { "\($0.sweep) \($0.text)" } ?? run.name
      session.tell(.batch(clock.report(progress, run: name, metric: metric)))
    }
    training.onEpoch = { epoch in
      var report = clock.report(epoch, run: named, isOfMany: place != nil)
      report.learningRate = rates.next(epoch)
      metric = report.values.last
      session.tell(.epoch(report))
      if let hint = epoch.hintOfSilence, place == nil { session.tell(.progress(hint)) }
      if epoch.beginsAverage == true {
        session.tell(.record(run.averageRecord(after: epoch.epoch, at: place)))
      }
    }
    do throws(MemoryShortage) {
      return try training.perform().map { ($0, stopwatch.seconds) }
    } catch {
      throw .outOfMemory("training `\(run.name)`", error, at: nil)
    }
  }

  private func opening(_ run: RunObject, _ plan: RunObject.Plan) -> String {
    let splits = plan.data.dataset.splits
    let watched = splits.valid.isEmpty ? "" : ", watching \(plan.count(splits.valid))"
    return "train \(run.name): \(Amount.grouped(run.model.layout.parameterCount)) parameters, "
      + "\(plan.count(splits.train)) \(plan.unit)\(watched), "
      + plan.options.optimizer.name
  }

  private func text(_ warm: WarmStart) -> String {
    let words = warm.words.map { ", the vectors of \(Amount.grouped($0)) words" } ?? ""
    let count = warm.parameters.count
    return "  begins with \(count) \(count == 1 ? "tensor" : "tensors") of another run\(words)"
  }

  /// Tells how a run ended.
  private func close(
    _ run: RunObject, _ plan: RunObject.Plan, _ end: TrainingEnd, _ origin: RunOrigin,
    seconds: Double
  ) -> ExitStatus {
    let source = origin == .cache ? ", from the cache" : ""
    defer { session.tellDetails(of: run) }
    if let note = run.meanNote { session.tell(.progress(note)) }
    let remark: String
    var status = ExitStatus.success
    switch end {
    case .finished: remark = run.title + (plan.keepsLast ? " (no validation split)" : "") + source
    case .patience:
      remark = run.title + ", stopped: no better for \(plan.options.patience) epochs" + source
    case .timeUp(let epoch, let batch):
      remark = "time is up at epoch \(epoch), batch \(batch); \(run.title)" + source
    case .pruned(let epoch): remark = "stopped after epoch \(epoch); \(run.title)"
    case .interrupted(let epoch, let batch):
      let way = session.isPrompt ? "`resume \(run.name)`" : "running it again"
      let hint = session.keepsRuns ? "; \(way) goes on" : ""
      remark = "stopped at epoch \(epoch), batch \(batch); \(run.title)" + hint
      status = .interrupted
    case .diverged:
      session.tell(.record(run.endRecord(seconds: seconds)))
      session.tell(.diagnostic(.diverged(run, plan, end)))
      return .diverged
    }
    session.tell(.record(run.endRecord(seconds: seconds, remark: remark)))
    return status
  }

  // MARK: Going on

  /// Goes on with a run from its checkpoint, or after its end with other settings.
  func resume(
    _ run: RunObject, _ changes: [String: ArgumentValue], recipe: Recipe, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    guard let plan = run.plan, let outcome = run.outcome, let key = run.key else {
      throw .noResult(run.name, at: span)
    }
    guard session.keepsRuns else { throw .noCheckpoint(run.name, at: span) }
    let isBrokenOff = outcome.result?.end.isFinal == false
    if !isBrokenOff, changes.isEmpty {
      session.tell(
        .progress("\(run.title); it has ended: `resume \(run.name) epochs=…` goes on after its end")
      )
      return .success
    }
    let options = plan.options.changing(changes)
    guard !changes.isEmpty else { return try train(run, goesOn: true) }
    let done = outcome.result?.epochs.count ?? 0
    if let epochs = changes[TrainingOptions.Key.epochs], epochs < done {
      throw .fewerEpochs(run.name, done: done, at: span)
    }
    let setup = run.setup.with(
      plan: RunObject.Plan(
        data: plan.data, options: options, keepsLast: plan.keepsLast, memory: plan.memory,
        start: plan.start, continues: key), recipe: recipe)
    try requireCheckpoint(of: key, or: session.isFresh ? nil : RunKey(setup)?.text, run, at: span)
    if let remark = run.rateRemark(goingOnWith: options) { session.tell(.note(remark)) }
    run.setup = setup
    return try train(run)
  }

  /// What begins after the end of a run needs that, or its own end: from the start it would become
  /// another run.
  private func requireCheckpoint(
    of earlier: String, or own: String?, _ run: RunObject, at span: Span
  ) throws(Diagnostic) {
    if session.cached(earlier) == nil, own.flatMap(session.cached) == nil {
      throw .lostCheckpoint(run.name, at: span)
    }
  }
}

extension Diagnostic {
  /// A run whose loss is not finite any more.
  fileprivate static func diverged(
    _ run: RunObject, _ plan: RunObject.Plan, _ end: TrainingEnd
  ) -> Diagnostic {
    guard case .diverged(let epoch, let batch, let layer, let rows) = end else {
      return .noResult(run.name, at: Span(0, 0))
    }
    return .diverged(
      run.name, "epoch \(epoch), batch \(batch)", layer: layer,
      batch: lines(of: rows, in: plan.data.dataset), kept: run.outcome?.result?.keptEpoch ?? 0)
  }

  /// The rows of a batch in words; nil when it was none of them, but the weights after the epoch.
  private static func lines(of rows: [Int], in data: Dataset) -> String? {
    guard !rows.isEmpty else { return nil }
    let lines = rows.sorted().prefix(5).map { String(data.origins.line(of: $0)) }
    let more = rows.count > lines.count ? " …" : ""
    return "\(rows.count) rows, of the lines \(lines.joined(separator: ", "))\(more)"
  }
}

/// Turns what the engine tells of training into reports with rates and the time that is left.
struct TrainingClock {
  private let epochs: Int
  private let rows: Int
  /// What is counted.
  var unit = "rows"
  /// What is predicted.
  var targets: [SavedTarget] = []
  private var epochStart = Stopwatch()
  private var skipped = 0
  private let start = Stopwatch()

  init(epochs: Int, rows: Int) {
    self.epochs = epochs
    self.rows = rows
  }

  /// Leaves epochs out that were done at another time.
  mutating func skip(epochs: Int) { skipped = epochs }

  /// Progress after a batch.
  func report(_ progress: TrainingProgress, run: String, metric: NamedValue?) -> BatchProgress {
    let done = Double((progress.epoch - 1) * rows + progress.rows)
    let left = Double(epochs * rows) - done
    let timed = max(done - Double(skipped * rows), 1)
    var report = BatchProgress(
      run: run, epoch: progress.epoch, epochs: epochs, batch: progress.batch,
      batches: progress.batches, loss: progress.loss, metric: metric,
      rowsPerSecond: Double(progress.rows) / max(epochStart.seconds, 1e-9),
      secondsLeft: start.seconds / timed * left)
    report.unit = unit
    return report
  }

  /// The report of an epoch; the next one begins.
  mutating func report(
    _ epoch: EpochResult, run: String, isOfMany: Bool = false
  ) -> EpochReport {
    let elapsed = epochStart.seconds
    epochStart = Stopwatch()
    var report = EpochReport(
      run: run, epoch: epoch.epoch, epochs: epochs,
      values: figures(of: epoch).compactMap { figure in
        figure.value(epoch).map { NamedValue(figure.name, $0) }
      },
      isBest: epoch.isBest, seconds: elapsed,
      rowsPerSecond: Double(rows) / max(elapsed, 1e-9), isOfMany: isOfMany)
    report.unit = unit
    return report
  }

  /// The losses, then the other figures with the one that leads last.
  private func figures(of epoch: EpochResult) -> [EpochFigure] {
    let all = EpochFigure.all(of: [epoch], targets)
    let own = all.filter { $0.figure?.target == nil }
    return own.prefix(2) + own.dropFirst(2).reversed() + all.filter { $0.figure?.target != nil }
  }
}

extension EpochResult {
  /// After how many epochs it is told that nothing is read yet.
  private static let silentEpochs = [5, 20]

  /// What is to be said where transcripts are still empty after some epochs; nil where that is not so.
  fileprivate var hintOfSilence: String? {
    guard Self.silentEpochs.contains(epoch),
      let share = valid.first(where: { $0.name == FigureName(MetricCatalog.blanks.name) })?.value,
      share > 0.999
    else { return nil }
    return
      "  after \(epoch) epochs nothing is read at any step: that is how transcripts begin; where it "
      + "lasts, a higher `lr=`, more epochs, shorter rows or fewer steps a row (`segment`) help"
  }
}
