// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a statement that trains will take, as far as it can be known before.
public struct RunEstimate: Hashable, Sendable {
  /// The name that it defines.
  public let name: String
  /// How many runs there are.
  public let runs: Int
  /// The parameters of a run; the most, when they differ.
  public let parameters: Int
  /// The memory of a run and its data in bytes, beside the program; the most, when they differ.
  public let bytes: Int
  /// Whether the data are so large that only a sample was looked at: there are more words than these, and
  /// more parameters and memory for them.
  public let isAtLeast: Bool
  /// Seconds for all runs and all epochs, roughly.
  public let seconds: Double

  /// What a step of a plan takes; nil when it trains nothing.
  init?(_ action: Action, threads: Int) {
    let found: (name: String, runs: [RunObject], times: Double)
    switch action {
    case .train(let run): found = (run.name, [run], 1)
    case .sweep(let sweep, _):
      let times = Double(sweep.search?.options.trials ?? 1)
      found = (sweep.name, sweep.search == nil ? sweep.trials.map(\.run) : [sweep.best], times)
    case .crossvalidate(let object, _):
      found = (object.name, [object.sample], Double(object.folds.rows.count))
    case .define, .bind, .data, .vectors, .neighbours, .model, .ensemble, .compare, .resume,
      .evaluate, .predict,
      .forecast, .explain, .generate, .predictFile, .assertion, .print, .show, .plot, .save,
      .report, .load, .record, .expression:
      return nil
    }
    name = found.name
    runs = found.runs.count * Int(found.times)
    parameters = found.runs.map(\.model.layout.parameterCount).max() ?? 0
    var (bytes, seconds, isAtLeast) = (0, 0.0, false)
    for run in found.runs {
      guard let plan = run.plan else { continue }
      let (data, options) = (plan.data.dataset, plan.options)
      let time = TimeEstimate(
        run.model, data.examples, trainRows: data.splits.train, validRows: data.splits.valid,
        options: options, threads: threads)
      bytes = max(bytes, plan.memory.training + data.summary.bytes)
      isAtLeast = isAtLeast || data.summary.isSample
      seconds += time.seconds
    }
    self.bytes = bytes
    self.isAtLeast = isAtLeast
    self.seconds = seconds * found.times
  }
}

/// What `check` finds.
public struct CheckReport: Sendable {
  /// Mistakes and warnings, in the order of their places.
  public let diagnostics: [Diagnostic]
  /// What the statements that train will take; empty while there are mistakes.
  public let estimates: [RunEstimate]
}
