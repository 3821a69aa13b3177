// SPDX-License-Identifier: Apache-2.0

/// Pictures of several runs.
extension SweepObject {
  static let plots = [
    (name: "trials", summary: "the figure that ranks the runs, run by run, and the best so far")
  ]

  func chart(_ plot: String) -> Chart? {
    var (points, best): ([ChartPoint], [ChartPoint]) = ([], [])
    var leader: (ranked: Double, figure: Double)?
    for (index, trial) in trials.enumerated() {
      let x = Double(index + 1)
      if let ranked = metric.figure(of: trial.run) {
        let figure = ranked.magnitude
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
  static let plots = [(name: "folds", summary: "accuracy and macro F1 of each fold")]

  func chart(_ plot: String) -> Chart? {
    let figures = ["accuracy", "f1"].compactMap { EvaluationFigures.named($0) }
    guard !turns.isEmpty else { return nil }
    return Chart(
      title, x: ChartAxis(range: 0...1),
      body: .bars(
        BarGroups(
          names: turns.indices.map { "fold \($0 + 1)" },
          series: figures.map { figure in
            BarGroups.Series(
              figure.name,
              turns.map { turn in turn.evaluation.flatMap { figure.value($0) } ?? .nan })
          }, decimals: 4)))
  }
}
