// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A figure of an epoch, as tables and the log of training show it.
struct EpochFigure: Sendable {
  /// Which figure on the validation split; nil for the training loss.
  let figure: FigureName?

  /// The training loss.
  static let trainLoss = EpochFigure(figure: nil)

  /// What it is called.
  var name: String { figure.map { "valid.\($0)" } ?? "train.loss" }

  /// Its value; nil where an epoch has no such figure.
  func value(_ epoch: EpochResult) -> Double? {
    figure.map { epoch.figure($0) } ?? epoch.trainLoss
  }

  /// As it is shown; empty where there is none.
  func text(_ epoch: EpochResult) -> String {
    value(epoch).map { value in
      figure?.metric == MetricCatalog.perplexity.name
        ? FixedDecimal.string(value, decimals: 2) : FixedDecimal.figure(value)
    } ?? ""
  }

  /// Those of a table of epochs: both losses, the leading target's figures, and for each further
  /// target the first of its own that is no loss.
  static func all(of epochs: [EpochResult], _ targets: [SavedTarget]) -> [EpochFigure] {
    let own = epochs.first.map { $0.valid.map(\.name).filter { $0.target == nil } } ?? []
    let further = targets.dropFirst().compactMap { target in
      target.task.leading.titled.first.map { FigureName(target: target.column, $0.name) }
    }
    let known = further.filter { name in epochs.contains { $0.figure(name) != nil } }
    return [trainLoss] + (own + known).map { EpochFigure(figure: $0) }
  }
}
