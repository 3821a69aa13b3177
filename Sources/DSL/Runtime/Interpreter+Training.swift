// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Trains a run, and tells how it goes.
  func train(_ run: RunObject) -> ExitStatus {
    guard let plan = run.plan else { return .success }
    let data = plan.data.dataset
    let options = plan.options
    session.tell(.note(opening(run, plan)))
    let network = Network(run.model, seed: options.seed, compute: session.compute)
    let trainer = Trainer(
      network, data.tokens, classes: data.classes, trainRows: data.splits.train,
      validRows: data.splits.valid, options: options)
    var clock = TrainingClock(epochs: options.epochs, rows: data.splits.train.count)
    var metric: NamedValue?
    let result = trainer.run(
      shouldStop: { session.shouldStop },
      onBatch: { progress in
        session.tell(.batch(clock.report(progress, run: run.name, metric: metric)))
      },
      onEpoch: { epoch in
        let report = clock.report(epoch, run: run.name)
        metric = report.values.last
        session.tell(.epoch(report))
      })
    run.outcome = RunObject.Outcome(
      network: network, result: result, description: description(of: run, plan, result),
      peakMemory: MemoryEstimate.peakOfProcess)
    return close(run, plan, result)
  }

  private func opening(_ run: RunObject, _ plan: RunObject.Plan) -> String {
    let splits = plan.data.dataset.splits
    let watched = splits.valid.isEmpty ? "" : ", watching \(splits.valid.count)"
    return "train \(run.name): \(ModelObject.grouped(run.model.layout.parameterCount)) parameters, "
      + "\(splits.train.count) rows\(watched), \(plan.options.optimizer.name)"
  }

  private func description(
    of run: RunObject, _ plan: RunObject.Plan, _ result: TrainingResult
  ) -> SavedModel.Description {
    SavedModel.Description(
      stack: run.stack, textColumn: plan.data.textColumn, targetColumn: plan.data.targetColumn,
      transform: run.transform, labels: run.labels, script: run.script,
      dataFingerprint: plan.data.dataset.fingerprint.description, keptEpoch: result.keptEpoch)
  }

  private func close(
    _ run: RunObject, _ plan: RunObject.Plan, _ result: TrainingResult
  ) -> ExitStatus {
    switch result.end {
    case .finished:
      session.tell(.note(run.title + (plan.keepsLast ? " (no validation split)" : "")))
      return .success
    case .patience:
      session.tell(
        .note(run.title + ", stopped: no better for \(plan.options.patience) epochs"))
      return .success
    case .interrupted(let epoch, let batch):
      session.tell(.note("stopped at epoch \(epoch), batch \(batch); \(run.title)"))
      return .interrupted
    case .diverged(let epoch, let batch, let layer, let rows):
      session.tell(
        .diagnostic(
          .diverged(
            run.name, "epoch \(epoch), batch \(batch)", layer: layer,
            batch: lines(of: rows, in: plan.data.dataset), kept: result.keptEpoch)))
      return .diverged
    }
  }

  /// The rows of a batch in words; nil when it was none of them, but the weights behind the epoch.
  private func lines(of rows: [Int], in data: Dataset) -> String? {
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
  private var epochStart = ContinuousClock.now
  private let start = ContinuousClock.now

  init(epochs: Int, rows: Int) {
    self.epochs = epochs
    self.rows = rows
  }

  /// Progress after a batch.
  func report(_ progress: TrainingProgress, run: String, metric: NamedValue?) -> BatchProgress {
    let elapsed = seconds(since: epochStart)
    let done = Double((progress.epoch - 1) * rows + progress.rows)
    let left = Double(epochs * rows) - done
    return BatchProgress(
      run: run, epoch: progress.epoch, epochs: epochs, batch: progress.batch,
      batches: progress.batches, loss: progress.loss, metric: metric,
      rowsPerSecond: Double(progress.rows) / max(elapsed, 1e-9),
      secondsLeft: seconds(since: start) / max(done, 1) * left)
  }

  /// The report of an epoch; the next one begins.
  mutating func report(_ epoch: EpochResult, run: String) -> EpochReport {
    let elapsed = seconds(since: epochStart)
    epochStart = .now
    let figures: [(String, Double?)] = [
      ("train.loss", epoch.trainLoss), ("valid.loss", epoch.validLoss),
      ("valid.f1", epoch.validF1), ("valid.accuracy", epoch.validAccuracy),
    ]
    return EpochReport(
      run: run, epoch: epoch.epoch, epochs: epochs,
      values: figures.compactMap { name, value in value.map { NamedValue(name, $0) } },
      isBest: epoch.isBest, seconds: elapsed,
      rowsPerSecond: Double(rows) / max(elapsed, 1e-9))
  }

  private func seconds(since start: ContinuousClock.Instant) -> Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
