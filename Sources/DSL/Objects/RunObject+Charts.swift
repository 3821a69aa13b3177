// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Pictures of a run.
extension RunObject {
  static let plots = [
    (name: "loss", summary: "training and validation loss of each epoch"),
    (name: "metrics", summary: "F1, accuracy or perplexity on the validation split, of each epoch"),
    (
      name: "rates",
      summary: "the learning rate by epoch; after `range_test` the loss by learning rate"
    ),
    (name: "gradients", summary: "how gradients shrink or grow with the distance in time"),
  ]

  func chart(_ plot: String) -> Chart? {
    switch plot {
    case "rates": ratesChart
    case "gradients": gradientsChart
    case "metrics":
      epochsChart(
        axis: ChartAxis(model.task.kind == .next ? "perplexity" : "share"),
        [
          ("valid.f1", { $0.validF1 }), ("valid.accuracy", { $0.validAccuracy }),
          ("valid.perplexity", { $0.validPerplexity }),
        ]
          + setup.others.map { other in
            ("valid.\(other.column).accuracy", { $0.figure("\(other.column).accuracy") })
          })
    default:
      epochsChart(
        axis: ChartAxis("loss"),
        [("train.loss", { $0.trainLoss }), ("valid.loss", { $0.validLoss })])
    }
  }

  /// Figures by epoch, with the epoch that was kept; nil where no epoch has any of them.
  private func epochsChart(
    axis: ChartAxis, _ figures: [(name: String, value: (EpochResult) -> Double?)]
  ) -> Chart? {
    guard let result = outcome?.result else { return nil }
    let lines = figures.map { figure in
      Curves.Line(
        figure.name,
        result.epochs.map { ChartPoint(Double($0.epoch), figure.value($0) ?? .nan) })
    }
    let filled = lines.filter { $0.points.contains(where: \.isFinite) }
    guard !filled.isEmpty else { return nil }
    let rules =
      result.keptEpoch > 0
      ? [Curves.Rule("kept epoch \(result.keptEpoch)", x: Double(result.keptEpoch))] : []
    return Chart(
      title, x: ChartAxis("epoch", isWhole: true), y: axis,
      body: .curves(Curves(lines: filled, rules: rules)))
  }
}
