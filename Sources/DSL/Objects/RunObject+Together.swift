// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Several runs in one picture.
extension RunObject {
  static let jointPlots = ["loss", "metrics"]

  static func chart(_ plot: String, of objects: [any ScriptObject]) -> Chart? {
    let runs = objects.compactMap { $0 as? RunObject }
    return together(plot, runs.map { ($0.name, $0) }, title: runs.map(\.name).listed)
  }

  /// A figure of some runs by epoch, a line each: the validation loss, or what `metrics` draws first; the
  /// training loss where no run has a validation split.
  static func together(
    _ plot: String, _ runs: [(name: String, run: RunObject)], title: String
  ) -> Chart? {
    let epochs = runs.map { $0.run.outcome?.result?.epochs ?? [] }
    let watched = runs.first?.run.task.leading.watched.map(\.name).filter { $0 != "loss" } ?? []
    let names = plot == "metrics" ? watched : ["loss"]
    let known = names.lazy.map { EpochFigure(figure: FigureName($0)) }.first { figure in
      epochs.allSatisfy { $0.contains { figure.value($0) != nil } }
    }
    guard let figure = known ?? (plot == "metrics" ? nil : .trainLoss) else { return nil }
    let lines = zip(runs, epochs).map { own, epochs in
      Curves.Line(
        own.name, epochs.map { ChartPoint(Double($0.epoch), figure.value($0) ?? .nan) })
    }
    guard lines.contains(where: { $0.points.contains(where: \.isFinite) }) else { return nil }
    return Chart(
      "\(figure.name) of \(title)", x: ChartAxis("epoch", isWhole: true), y: ChartAxis(figure.name),
      body: .curves(Curves(lines: lines)))
  }
}
