// SPDX-License-Identifier: Apache-2.0

/// The numbers of series over the steps after an origin.
///
/// A network is trained on numbers as `WindowTransform` measures them; what is answered, counted or shown
/// is in the units of the file.
public struct ForecastTask: TargetTask {
  /// The columns that are forecast.
  public let columns: [String]
  /// How many steps are forecast.
  public let horizon: Int
  /// The steps of a season; 1 where there is none.
  public let season: Int

  /// What a network knows of it: the numbers of the first step, then those of the next.
  public var shape: TargetShape {
    TargetShape(.rows, .numbers(horizon * columns.count), horizon: horizon)
  }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics =
    NumberSums.metrics + ForecastSums.metrics + [.loss, .rows]

  /// Which figures come first.
  public var leading: LeadingMetrics {
    LeadingMetrics(
      monitored: MetricCatalog.loss,
      shown: [
        MetricCatalog.mae, MetricCatalog.rmse, MetricCatalog.mase, MetricCatalog.smape,
        MetricCatalog.quantileLoss, MetricCatalog.coverage80, MetricCatalog.loss,
        MetricCatalog.rows,
      ], titled: [MetricCatalog.mase, MetricCatalog.mae],
      watched: [MetricCatalog.loss, MetricCatalog.mae, MetricCatalog.mase])
  }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> ForecastAnswers {
    ForecastAnswers(rows: rows, numbers: shape.count)
  }

  /// Counts answers against what is right.
  public func tallies(
    _ answers: ForecastAnswers, of target: Target, rows: [Int]
  ) -> [any Tally] {
    guard let facts = target.facts as? ForecastFacts else { return [] }
    var sums = NumberSums(columns: columns.count)
    var errors = ForecastSums(horizon: horizon, scales: facts.scales)
    let levels = answers.hasIntervals ? ForecastSums.levels : []
    for (place, row) in rows.enumerated() {
      let series = facts.windows.windows[row].series
      for column in columns.indices {
        let truths = facts.windows.truths(of: row, target: column)
        let forecast = answers.forecast(place, column, of: row, levels: levels, facts.windows)
        errors.add(
          forecast.center, quantiles: forecast.quantiles, truths,
          at: series * columns.count + column)
        for (value, truth) in zip(forecast.center, truths) {
          sums.add(value, truth, column: column)
        }
      }
    }
    return [
      sums, errors, LossSum(sum: answers.losses.reduce(0, +), count: rows.count),
      RowCount(rows: rows.count),
    ]
  }

  /// The same for forecasts of so many steps.
  public func reaching(_ steps: Int) -> ForecastTask {
    ForecastTask(columns: columns, horizon: steps, season: season)
  }

  /// A target of windows, which may be others than those that it was fitted on.
  public func target(of windows: WindowInput) -> Target { target(of: windows, reading: nil) }

  fileprivate func target(of windows: WindowInput, reading: (any TargetReading)?) -> Target {
    Target(
      self, name: columns.joined(separator: ", "), numbers: windows.aim,
      facts: ForecastFacts(windows, season: season), reading: reading)
  }

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "forecast", summary: "the next numbers of series, beside `window`",
    plural: "forecasts", cells: .one, isPerStep: false, takesColumns: true,
    options: [
      scale.spec, WindowRole.logKey.spec, WindowRole.differenceKey.spec, WindowRole.lagsKey.spec,
      fill.spec, WindowRole.seasonKey.spec,
    ],
    examples: [
      "log": "target temperature log=yes; window 8 horizon=2",
      "difference": "target load difference=1; window 8 horizon=2",
      "lags": "target load lags=[3]; window 4 horizon=2",
      "fill": "target load fill=mean; window 8 horizon=2",
      "season": "target load season=5; window 8 horizon=2",
    ],
    read: { source, settings throws(DataError) in
      ForecastReading(columns: source.columns, season: settings[WindowRole.seasonKey])
    })

  /// Where intervals come from.
  public enum Intervals: String, CaseIterable, Sendable {
    /// The head.
    case auto
    /// The errors on the windows that choose the weights, which widen those of the head.
    case conformal
  }

  /// Where intervals come from.
  public static let intervals = ArgumentKey<Intervals>.choice(
    "intervals", default: .auto,
    help:
      "of forecasts: intervals as the head gives them, or widened by the errors on the validation "
      + "windows so that they cover what they say (conformal), of single numbers too")
  /// Of how many windows an evaluation measures one.
  public static let every = ArgumentKey.integer(
    "every", 1...1_000_000, default: 1,
    help: "of forecasts: measures one of so many origins, counted back from the last of each series"
  )
  /// How many steps an evaluation measures after each origin.
  public static let steps = ArgumentKey.integer(
    "steps", 0...100_000, default: 0,
    help:
      "of forecasts: measures so many steps after each origin, as `forecast` chains them beyond the "
      + "horizon, where all of them lie in the split; 0 for the horizon")
  /// The settings of an evaluation.
  public static let evaluationOptions = [every.spec, steps.spec, intervals.spec]

  /// What numbers are measured in.
  public static let scale = NumberRole.scaleKey
  /// What stands in for missing numbers of the past.
  public static let fill = NumberRole.fillKey.defaulting(to: .last)
}

extension Examples {
  /// Windows with what tasks are to forecast of them.
  public init(_ windows: WindowInput, _ tasks: [any TargetTask]) {
    self.init(
      windows.columns, tasks.compactMap { ($0 as? ForecastTask)?.target(of: windows) })
  }
}

/// What was found of forecasts: the windows, and what their errors are measured in.
public struct ForecastFacts: TargetFacts {
  /// The windows.
  public let windows: WindowInput
  /// The steps of a season.
  public let season: Int
  /// The mean absolute change from one season to the next of each series on the steps that train, target
  /// after target; NaN where there is none.
  public let scales: [Double]

  init(_ windows: WindowInput, season: Int) {
    (self.windows, self.season) = (windows, season)
    let grid = windows.grid
    scales = (0..<grid.count).flatMap { series in
      windows.transform.targets.indices.map { target in
        let numbers = Array(
          grid.values(of: target, series: series).prefix(windows.trainedSteps[series]))
        let changes = numbers.changes(since: season).filter { !$0.isNaN }
        return changes.isEmpty
          ? .nan : changes.reduce(0) { $0 + abs($1) } / Double(changes.count)
      }
    }
  }

}

/// Forecasts before they are fitted.
private struct ForecastReading: TargetReading {
  let columns: [String]
  let season: Int

  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    guard let windows = inputs.windows else {
      throw DataError(
        .badSeries(line: nil, reason: "forecasts need `window`, which says what is read"),
        path: nil)
    }
    let usual = windows.transform.clock.step.usualSeasons.first ?? 1
    let task = ForecastTask(
      columns: columns, horizon: windows.transform.horizon, season: season > 0 ? season : usual)
    return task.target(of: windows, reading: self)
  }
}
