// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The tables of an evaluation of forecasts.
struct ForecastTables {
  private let task: ForecastTask
  private let part: FacePart<ForecastTask>

  init(_ task: ForecastTask, _ part: FacePart<ForecastTask>) {
    (self.task, self.part) = (task, part)
  }

  private var sums: ForecastSums? { part.part.tally(ForecastSums.self) }
  private var windows: WindowInput? { (part.part.target.facts as? ForecastFacts)?.windows }

  /// The errors at each step of the horizon.
  var steps: ResultTable? {
    guard let sums else { return nil }
    return ResultTable(
      title: "\(part.name): each step of the horizon",
      columns: ["step", "mae", "rmse", "bias", "smape", "numbers"],
      alignments: Array(repeating: .right, count: 6),
      rows: sums.bySteps.enumerated().map { step, errors in
        [
          String(step + 1), FixedDecimal.figure(errors.mae), FixedDecimal.figure(errors.rmse),
          FixedDecimal.figure(errors.bias), FixedDecimal.figure(errors.smape),
          String(errors.count),
        ]
      })
  }

  /// The errors of each series, those of the largest scaled errors first.
  func series(full: Bool) -> ResultTable? {
    guard let sums, let windows else { return nil }
    let targets = task.columns.count
    let order = sums.bySeries.indices.filter { sums.bySeries[$0].count > 0 }.sorted {
      let (one, other) = (sums.mase(at: $0) ?? -1, sums.mase(at: $1) ?? -1)
      return one != other ? one > other : $0 < $1
    }
    let shown = full ? order[...] : order.prefix(15)
    var notes: [String] = []
    if order.count > shown.count {
      notes.append("\(Amount.grouped(order.count - shown.count)) more: `show … series full`")
    }
    if sums.unscaled > 0 {
      notes.append(
        "\(Amount.grouped(sums.unscaled)) without mase, as nothing changed while they trained: they "
          + "have no part in the mean")
    }
    return ResultTable(
      title: "\(part.name): each series, mase by a season of \(task.season)",
      columns: ["series"] + (targets > 1 ? ["column"] : [])
        + ["mase", "mae", "rmse", "smape", "numbers"],
      alignments: [.left] + (targets > 1 ? [.left] : []) + Array(repeating: .right, count: 5),
      rows: shown.map { place in
        let errors = sums.bySeries[place]
        let name = windows.grid.names[place / targets]
        return [name.isEmpty ? "the series" : name]
          + (targets > 1 ? [task.columns[place % targets]] : []) + [
            FixedDecimal.figure(sums.mase(at: place)), FixedDecimal.figure(errors.mae),
            FixedDecimal.figure(errors.rmse), FixedDecimal.figure(errors.smape),
            String(errors.count),
          ]
      }, footnotes: notes)
  }

  /// The windows whose forecasts are furthest from the truth.
  var worst: ResultTable? {
    guard let windows else { return nil }
    let errors = part.rows.enumerated().map { place, row -> (row: Int, mae: Double) in
      var (sum, count) = (0.0, 0)
      for column in task.columns.indices {
        let forecast = part.answers.forecast(place, column, of: row, levels: [], windows)
        for (value, truth) in zip(forecast.center, windows.truths(of: row, target: column))
        where !truth.isNaN {
          sum += abs(value - truth)
          count += 1
        }
      }
      return (row, count > 0 ? sum / Double(count) : 0)
    }
    return ResultTable(
      title: "\(part.name): the windows that are furthest from the truth",
      columns: ["origin", "mae"], alignments: [.left, .right],
      rows: errors.sorted { ($1.mae, $0.row) < ($0.mae, $1.row) }.prefix(10).map {
        [windows.title(of: $0.row), FixedDecimal.figure($0.mae)]
      })
  }

  /// The steps whose truth lies furthest outside of what was forecast, each as it was forecast from the
  /// step before it, or from as near as there is.
  ///
  /// With intervals the distance is counted in half widths of that of 80 %, without in deviations of all
  /// errors one step ahead.
  func anomalies(full: Bool) -> ResultTable? {
    guard let windows else { return nil }
    let hasIntervals = part.answers.hasIntervals
    let levels = hasIntervals ? [0.1, 0.9] : []
    var found: [(row: Int, column: Int, truth: Double, forecast: Double, score: Double)] = []
    for (place, row) in part.rows.enumerated() {
      for column in task.columns.indices {
        let truth = windows.truths(of: row, target: column).first ?? .nan
        guard !truth.isNaN else { continue }
        let forecast = part.answers.forecast(place, column, of: row, levels: levels, windows)
        let error = truth - forecast.center[0]
        var width = 1.0
        if hasIntervals {
          width = (forecast.quantiles[1][0] - forecast.quantiles[0][0]) / 2
        }
        found.append((row, column, truth, forecast.center[0], abs(error) / max(width, 1e-12)))
      }
    }
    if !hasIntervals {
      let squares = found.reduce(0) { $0 + $1.score * $1.score }
      let deviation = (squares / Double(max(found.count, 1))).squareRoot()
      for index in found.indices { found[index].score /= max(deviation, 1e-12) }
    }
    let targets = task.columns.count
    let order = found.indices.sorted {
      (found[$1].score, $0) < (found[$0].score, $1)
    }.prefix(full ? 100 : 10)
    return ResultTable(
      title: "\(part.name): the steps furthest outside of what was forecast for them",
      columns: ["step"] + (targets > 1 ? ["column"] : []) + ["true", "forecast", "distance"],
      alignments: [.left] + (targets > 1 ? [.left] : []) + [.right, .right, .right],
      rows: order.map { index in
        let one = found[index]
        let window = windows.windows[one.row]
        let name = windows.grid.names[window.series]
        let stamp = windows.grid.stamp(window.origin + 1, of: window.series)
        return [name.isEmpty ? stamp : "\(name) \(stamp)"]
          + (targets > 1 ? [task.columns[one.column]] : []) + [
            ForecastFace.text(one.truth, of: one.row, target: one.column, windows),
            ForecastFace.text(one.forecast, of: one.row, target: one.column, windows),
            FixedDecimal.figure(one.score),
          ]
      },
      footnotes: [
        hasIntervals
          ? "the distance is in half widths of the interval of 80 %"
          : "the distance is in deviations of the errors one step ahead"
      ])
  }
}
