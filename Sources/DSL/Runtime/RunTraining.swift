// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Trains one run, unless it is kept already: the one place that knows how a run comes about.
struct RunTraining {
  let run: RunObject
  let session: Session
  /// Which one of several it is; nil when it is on its own.
  var place: RunPlace?
  /// Whether it goes on with what this session has kept, even if kept runs are to be trained anew.
  var goesOn = false
  /// Asked after each epoch whether the run is worse than others.
  var isWorse: (([EpochResult]) -> Bool)?
  /// Told what the run begins with, before it does, and the epochs that it has from before.
  var onStart: (RunOrigin, WarmStart?, [EpochResult]) -> Void = { _, _, _ in }
  var onBatch: (TrainingProgress) -> Void = { _ in }
  var onEpoch: (EpochResult) -> Void = { _ in }

  /// Carries it out; its outcome is then in the run.
  ///
  /// Throws before anything is trained when there is no memory for it.
  ///
  /// - Returns: how it ended; nil for a run that was loaded.
  func perform() throws(MemoryShortage) -> TrainingEnd? {
    guard let plan = run.plan, let key = goesOn ? run.key : RunKey(run)?.text else { return nil }
    run.key = key
    let kept = kept(key)
    if let end = try perform(plan, key, kept: kept) { return end }
    return try perform(plan, key, kept: nil, writes: false)
  }

  /// What is kept of the run that a key identifies; nil where it begins anew.
  func kept(_ key: String) -> Checkpoint? {
    session.isFresh && !goesOn ? nil : session.cached(key)
  }

  /// Carries it out from what is kept; nil when that has come further than the run may.
  ///
  /// - Parameter writes: whether it is kept as it stands.
  private func perform(
    _ plan: RunObject.Plan, _ key: String, kept: Checkpoint?, writes: Bool = true
  ) throws(MemoryShortage) -> TrainingEnd? {
    var kept = kept
    if let ended = kept, let outcome = outcome(of: ended) {
      if wasStopped(outcome.result.epochs.dropLast()) { return nil }
      session.recorder?.find(run)
      onStart(.cache, nil, outcome.result.epochs)
      note(outcome.network, outcome.result)
      return outcome.result.end
    }
    if kept?.end?.isFinal == true { kept = nil }
    try MemoryLimit.require(plan.memory.training)
    let network = Network(run.model, seed: plan.options.seed, compute: session.compute)
    let data = plan.data.dataset
    let trainer = Trainer(
      network, data.examples, trainRows: data.splits.train, validRows: data.splits.valid,
      options: plan.options)
    let origin = restore(trainer, from: kept, plan)
    // Between two epochs the last of them is still to be asked about.
    let asked = trainer.isBetweenEpochs ? trainer.epochs.dropLast() : trainer.epochs[...]
    if kept != nil, wasStopped(asked) { return nil }
    session.recorder?.begin(
      run, plan, origin, ownsCheckpoint: kept != nil, at: place, goesOn: goesOn, session.compute)
    onStart(origin, origin == .new ? warmStart(network, plan) : nil, trainer.epochs)
    // A run that is trained anew replaces the one that is kept when it has come as far.
    let replaces = session.isFresh && !goesOn && session.cached(key)?.end?.isFinal == true
    let result = train(trainer, plan.options, writes && !replaces ? key : nil)
    if writes, !replaces || result.end.isFinal {
      session.keep(trainer, key: key, title: title(result))
    }
    note(network, result)
    session.recorder?.end(run, result)
    return result.end
  }

  /// Whether a run should have stopped after one of these epochs for being worse than others: what
  /// somebody else has trained on is of no use to a search, whose next points stand on where it stops.
  private func wasStopped(_ epochs: ArraySlice<EpochResult>) -> Bool {
    guard let isWorse else { return false }
    return epochs.indices.contains { isWorse(Array(epochs[...$0])) }
  }

  /// A run that came to an end that would be the same again.
  private func outcome(of kept: Checkpoint) -> (network: Network, result: TrainingResult)? {
    guard kept.end?.isFinal == true else { return nil }
    return try? kept.outcome(of: run.model, compute: session.compute)
  }

  /// Puts a trainer where a checkpoint stands: its own, or the end of the run that it continues.
  private func restore(
    _ trainer: Trainer, from own: Checkpoint?, _ plan: RunObject.Plan
  ) -> RunOrigin {
    let earlier = own == nil ? plan.continues.flatMap(session.cached) : nil
    guard let found = own ?? earlier else { return .new }
    do {
      try found.restore(trainer, reopens: own == nil)
    } catch {
      session.tell(.progress("a checkpoint of `\(run.name)` does not fit it; the run begins anew"))
      return .new
    }
    let place = trainer.place
    return .checkpoint(epoch: place.epoch, batch: place.batch)
  }

  private func warmStart(_ network: Network, _ plan: RunObject.Plan) -> WarmStart? {
    guard let start = plan.start, let source = start.outcome?.network else { return nil }
    return network.adopt(
      source, words: (run.text, start.text),
      written: ((run.task as? any Writing)?.transform, (start.task as? any Writing)?.transform),
      sameClasses: run.targets.haveValues(of: start.targets))
  }

  private func train(
    _ trainer: Trainer, _ options: TrainingOptions, _ key: String?
  ) -> TrainingResult {
    let clock = Stopwatch()
    var pace = CheckpointPace()
    let keep = {
      let now = clock.seconds
      guard let key, pace.isDue(at: now) else { return }
      session.keep(trainer, key: key, title: title(nil))
      pace.note(from: now, to: clock.seconds)
    }
    return trainer.run(
      shouldStop: {
        if session.shouldStop { return .interrupted }
        if options.maxSeconds > 0, clock.seconds >= options.maxSeconds { return .timeUp }
        guard let isWorse, trainer.isBetweenEpochs else { return nil }
        return isWorse(trainer.epochs) ? .pruned : nil
      },
      onBatch: { progress in
        onBatch(progress)
        if trainer.isBetweenSteps { keep() }
      },
      onEpoch: { epoch in
        session.recorder?.note(epoch)
        onEpoch(epoch)
        keep()
      })
  }

  private func title(_ result: TrainingResult?) -> String {
    let done = result.map { "\($0.epochs.count) epochs" } ?? "under way"
    return "\(run.name), \(done): \(run.setup.stackText)"
  }

  /// Notes the result of the run.
  private func note(_ network: Network, _ result: TrainingResult) {
    guard let plan = run.plan else { return }
    let setup = run.setup
    let network = network.sharingWeights()
    run.outcome = RunObject.Outcome(
      network: network, fingerprint: network.fingerprint.description, result: result,
      description: SavedModel.Description(
        stack: setup.stack, inputs: setup.inputs, targets: setup.targets,
        reading: setup.reading,
        separator: setup.separator,
        script: setup.script, dataFingerprint: plan.data.fingerprint,
        keptEpoch: result.keptEpoch),
      peakMemory: MemoryEstimate.peakOfProcess)
  }
}

/// Seconds since it was made.
struct Stopwatch {
  private let start = ContinuousClock.now

  var seconds: Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
