// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Pictures of several runs.
extension SweepObject {
  static let plots = [
    (name: "trials", summary: "the figure that ranks the runs, run by run, and the best so far"),
    (name: "losses", summary: "the validation loss of the best runs, by epoch"),
    parallelPlot,
  ]

  private static let parallelPlot = (
    name: "parallel",
    summary: "an axis for each setting and one for the figure, a line a run: the darker the better"
  )

  /// Seeds have no settings to compare.
  var plots: [(name: String, summary: String)] {
    form == .seeds ? Self.plots.filter { $0.name != Self.parallelPlot.name } : Self.plots
  }

  func chart(_ plot: String) -> Chart? {
    switch plot {
    case "losses": lossesChart
    case Self.parallelPlot.name: parallelChart
    default: trialsChart
    }
  }

  private var trialsChart: Chart? {
    var (points, best): ([ChartPoint], [ChartPoint]) = ([], [])
    var leader: (ranked: Double, figure: Double)?
    for (index, trial) in trials.enumerated() {
      let x = Double(index + 1)
      if let ranked = metric.figure(of: trial.run) {
        let figure = metric.value(ranked)
        points.append(ChartPoint(x, figure))
        if ranked < leader?.ranked ?? .infinity {
          // A step, as nothing is known between two runs.
          best.append(ChartPoint(x, leader?.figure ?? .nan))
          leader = (ranked, figure)
        }
      }
      best.append(ChartPoint(x, leader?.figure ?? .nan))
    }
    guard points.contains(where: \.isFinite) else { return nil }
    let label = "valid.\(metric.name)"
    return Chart(
      title, x: ChartAxis(form == .seeds ? "seed" : "run", isWhole: true), y: ChartAxis(label),
      body: .curves(
        Curves(
          lines: [
            Curves.Line(label, points, isJoined: false), Curves.Line("best so far", best),
          ])))
  }
}

/// Pictures of a cross-validation.
extension CrossValidationObject {
  static let plots = [
    (name: "folds", summary: "the figures of each fold that a title names, such as accuracy and F1")
  ]

  func chart(_ plot: String) -> Chart? {
    let metrics = data.dataset.task.leading.titled
    guard !turns.isEmpty else { return nil }
    let areShares = metrics.allSatisfy { $0.unit == .share }
    return Chart(
      title, x: areShares ? ChartAxis(range: 0...1) : ChartAxis(""),
      body: .bars(
        BarGroups(
          names: turns.indices.map { fold in
            let leftOut = leftOut(by: fold)
            return "fold \(fold + 1)" + (leftOut.isEmpty ? "" : ": \(leftOut)")
          },
          series: metrics.map { metric in
            BarGroups.Series(
              metric.name,
              turns.map { $0.evaluation?.figure(metric) ?? .nan })
          }, decimals: 4)))
  }
}
