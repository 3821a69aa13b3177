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
    (name: "weights", summary: "a histogram of the numbers of each parameter"),
    (
      name: gradientSizes,
      summary: "a histogram of the magnitudes of each parameter's gradient in one batch"
    ),
    (
      name: EmbeddingPlot.name,
      summary: "the vectors of the most frequent words, or of categories, as points of a plane, by "
        + "`method=pca` or `method=tsne`"
    ),
  ]

  private static let gradientSizes = "gradient_sizes"

  /// Without vectors of words or categories, or without data, there is less to draw.
  var plots: [(name: String, summary: String)] {
    Self.plots.filter { plot in
      plot.name == EmbeddingPlot.name
        ? hasNamedVectors : plot.name == Self.gradientSizes ? self.plan != nil : true
    }
  }

  static func options(ofPlot plot: String) -> [ArgumentSpec] {
    plot == EmbeddingPlot.name ? EmbeddingPlot.runOptions : []
  }

  func reason(against plot: String, _ settings: Arguments) -> String? {
    plot == EmbeddingPlot.name ? reasonAgainstTable(settings) : nil
  }

  func chart(_ plot: String, _ settings: Arguments) -> Chart? {
    plot == EmbeddingPlot.name ? embeddingsChart(settings) : chart(plot)
  }

  func chart(_ plot: String) -> Chart? {
    switch plot {
    case "weights": weightsChart
    case Self.gradientSizes: gradientSizesChart
    case "rates": ratesChart
    case "gradients": gradientsChart
    case "metrics":
      epochsChart(
        axis: ChartAxis(metricsUnit),
        EpochFigure.all(of: outcome?.result?.epochs ?? [], targets)
          .filter { $0.figure.map { $0.metric != "loss" } ?? false })
    default:
      epochsChart(
        axis: ChartAxis("loss"),
        [.trainLoss, EpochFigure(figure: FigureName("loss"))])
    }
  }

  /// What the figures of epochs beside the loss are.
  private var metricsUnit: String {
    let watched = task.leading.watched.filter { $0.name != "loss" }
    return watched.allSatisfy { $0.unit == .share } ? "share" : watched.first?.name ?? ""
  }

  /// Figures by epoch, with the epoch that was kept; nil where no epoch has any of them.
  private func epochsChart(
    axis: ChartAxis, _ figures: [EpochFigure]
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
