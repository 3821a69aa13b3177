// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The figure that ranks the runs of a sweep.
struct SweepMetric {
  /// `loss`, `accuracy` or `f1`, on the validation split; of several targets also that of one of them,
  /// such as `intent.accuracy`.
  let name: String
  /// Where it stands in the script, if it does.
  let span: Span?

  /// The figure by which a run chooses its epoch.
  init(_ run: RunObject) {
    (name, span) = (run.plan?.options.monitor ?? "loss", nil)
  }

  /// What there is to choose from.
  static let names = TrainingOptions.figures

  /// The figure of a run's kept epoch, turned so that lower is better; nil when it has none, and when
  /// the run diverged, whatever it was before that.
  func figure(of run: RunObject) -> Double? {
    guard let result = run.outcome?.result, !result.end.isDiverged,
      let epoch = result.epochs.first(where: { $0.epoch == result.keptEpoch })
    else { return nil }
    let figure = figure(of: epoch)
    return figure.isFinite ? figure : nil
  }

  /// The figure of an epoch, turned so that lower is better.
  func figure(of epoch: EpochResult) -> Double { epoch.ranked(by: name) ?? .nan }
}
