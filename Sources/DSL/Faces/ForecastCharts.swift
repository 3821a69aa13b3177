// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The pictures of an evaluation of forecasts, of the first column that is forecast.
struct ForecastCharts {
  private let task: ForecastTask
  private let part: FacePart<ForecastTask>

  init(_ task: ForecastTask, _ part: FacePart<ForecastTask>) {
    (self.task, self.part) = (task, part)
  }

  private var windows: WindowInput? { (part.part.target.facts as? ForecastFacts)?.windows }

  /// The last window that was measured.
  var forecast: Chart? {
    guard let windows, let row = part.rows.last else { return nil }
    let levels = part.answers.hasIntervals ? [0.1, 0.9] : []
    let found = part.answers.forecast(part.rows.count - 1, 0, of: row, levels: levels, windows)
    return Chart.forecast(
      "\(part.place): \(windows.title(of: row))",
      Chart.Forecast(
        history: windows.past(of: row, target: 0), continuation: found.center,
        band: levels.isEmpty ? nil : (found.quantiles[0], found.quantiles[1]),
        bandName: "10 % to 90 %", actual: Array(windows.truths(of: row, target: 0))),
      y: task.columns[0])
  }

  /// The error at each step of the horizon.
  var steps: Chart? {
    guard let sums = part.part.tally(ForecastSums.self) else { return nil }
    return Chart(
      "\(part.place): error by step", x: ChartAxis("step of the horizon", isWhole: true),
      y: ChartAxis("mean absolute error"),
      body: .curves(
        Curves(lines: [
          Curves.Line(
            "mae",
            sums.bySteps.enumerated().compactMap { step, errors in
              errors.mae.map { ChartPoint(Double(step + 1), $0) }
            })
        ])))
  }

  /// The errors one step ahead, in the order of the rows.
  private var errors: [Double] {
    guard let windows else { return [] }
    return part.rows.enumerated().compactMap { place, row in
      guard let truth = windows.truths(of: row, target: 0).first, !truth.isNaN else { return nil }
      return part.answers.forecast(place, 0, of: row, levels: [], windows).center[0] - truth
    }
  }

  /// Forecasts of the first step by their error.
  var residuals: Chart? {
    Chart(
      "\(part.place), forecast less true, one step ahead", x: ChartAxis("error"),
      y: ChartAxis("windows", isWhole: true),
      body: .histogram(
        Histogram([(name: task.columns[0], numbers: errors)], most: 20, isWhole: false)))
  }

  /// How alike errors are to those some steps earlier.
  var autocorrelation: Chart? {
    let errors = errors
    let mean = errors.reduce(0, +) / Double(max(errors.count, 1))
    let centered = errors.map { $0 - mean }
    let variance = centered.reduce(0) { $0 + $1 * $1 }
    guard variance > 0, errors.count > 2 else { return nil }
    let most = min(errors.count - 2, max(2 * task.season, 20), 400)
    let points = (1...most).map { lag in
      let sum = (lag..<centered.count).reduce(0) { $0 + centered[$1] * centered[$1 - lag] }
      return ChartPoint(Double(lag), sum / variance)
    }
    let bound = 1.96 / Double(errors.count).squareRoot()
    return Chart(
      "\(part.place): autocorrelation of the errors one step ahead",
      x: ChartAxis("steps apart", isWhole: true), y: ChartAxis("correlation"),
      body: .curves(
        Curves(lines: [
          Curves.Line("errors", points),
          Curves.Line(
            "chance, 95 %", [ChartPoint(1, bound), ChartPoint(Double(most), bound)]),
          Curves.Line(
            "chance, 95 %, below", [ChartPoint(1, -bound), ChartPoint(Double(most), -bound)]),
        ])))
  }
}
