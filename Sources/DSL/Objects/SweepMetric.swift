// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The figure that ranks the runs of a sweep.
struct SweepMetric {
  /// A figure on the validation split; of several targets also that of one of them, such as
  /// `intent.accuracy`.
  let name: FigureName
  /// Where it stands in the script, if it does.
  let span: Span?

  init(name: FigureName, span: Span?) {
    self.name = name
    self.span = span
  }

  /// The figure by which a run chooses its epoch.
  init(_ run: RunObject) {
    self.init(name: run.plan?.options.monitor ?? FigureName("loss"), span: nil)
  }

  /// What there is to choose from.
  static let names = TrainingOptions.figures

  /// The figure of a run's kept epoch, turned so that lower is better; nil when it has none, and when
  /// the run diverged, whatever it was before that.
  func figure(of run: RunObject) -> Double? {
    guard let result = run.outcome?.result, !result.end.isDiverged, let epoch = run.keptEpoch
    else { return nil }
    let figure = figure(of: epoch)
    return figure.isFinite ? figure : nil
  }

  /// The figure of an epoch, turned so that lower is better.
  func figure(of epoch: EpochResult) -> Double { epoch.ranked(by: name) ?? .nan }

  /// A figure as it is, of one that was turned so that lower is better.
  func value(_ ranked: Double) -> Double { entry.ranked(ranked) }

  /// What it is of.
  private var entry: MetricEntry { MetricCatalog.entry(name.metric) ?? MetricCatalog.entries[0] }
}
