// SPDX-License-Identifier: Apache-2.0

/// Continues series after the last number that is known of each, to any length.
///
/// A horizon is forecast at once; what lies beyond it is forecast from what was forecast before. Intervals
/// beyond the first horizon are those of sample paths, each of which goes on from numbers that were drawn
/// from the intervals before.
public struct Forecaster {
  private let worker: PredictionWorker
  private let transform: WindowTransform
  private let task: ForecastTask
  private let seed: UInt64
  private let margins: ConformalMargins?
  private let shouldStop: () -> Bool

  /// How many paths are drawn for the intervals beyond the first horizon.
  public static let paths = 200
  /// Of how many series paths are drawn at once.
  private static let seriesAtOnce = 20

  /// A forecaster.
  ///
  /// - Parameters:
  ///   - worker: what predicts.
  ///   - transform: what the model reads.
  ///   - task: what it forecasts.
  ///   - seed: of the sample paths.
  ///   - margins: by how much intervals are widened; nil for those of the head.
  public init(
    _ worker: PredictionWorker, _ transform: WindowTransform, _ task: ForecastTask,
    seed: UInt64 = 0, margins: ConformalMargins? = nil, shouldStop: @escaping () -> Bool = { false }
  ) {
    (self.worker, self.transform, self.task, self.seed) = (worker, transform, task, seed)
    self.margins = margins
    self.shouldStop = shouldStop
  }

  /// The forecasts of some series.
  ///
  /// Throws `missingKnownInput` for an input that is to be known ahead and is not, and when there is no
  /// memory for it; nil when it is told to stop.
  ///
  /// - Parameters:
  ///   - grid: the series; what is known of the steps to come stands in rows without numbers of the
  ///     targets.
  ///   - steps: how many steps are forecast.
  ///   - levels: the quantiles that are wanted, where there are some.
  public func forecast(
    _ grid: SeriesGrid, steps: Int, levels: [Double]
  ) throws -> SeriesForecasts? {
    let targets = transform.targets.count
    let known = (0..<grid.count).map { grid.knownSteps(of: $0, targets: targets) }
    let long = known.indices.filter { known[$0] >= transform.needed }
    let short = known.indices.filter { known[$0] < transform.needed }
    let turns = (steps + transform.horizon - 1) / transform.horizon
    try checkKnown(grid, long, known, steps: steps)
    let scalings = MeasuredSeries(transform, grid, fitting: known).scalings
    let tails = grid.tail(transform)
    let ends = long.map { tails.knownSteps(of: $0, targets: targets) }
    let room = turns * transform.horizon
    let subject = Continued(
      grid: tails.cut(long, from: long.map { _ in 0 }, counts: ends.map { $0 + room }),
      ends: ends, scalings: scalings.map { own in long.map { own[$0] } },
      streams: long.map { "forecast \(grid.names[$0])" })
    guard let found = try follow(subject, turns, levels) else { return nil }
    return SeriesForecasts(
      columns: task.columns,
      series: long.enumerated().map { place, series in
        SeriesForecasts.Series(
          name: grid.names[series], origin: grid.stamp(known[series] - 1, of: series),
          stamps: (0..<steps).map { grid.stamp(known[series] + $0, of: series) },
          forecasts: found[place].map { $0.prefix(steps) })
      },
      short: short.map {
        SeriesForecasts.Short(name: grid.names[$0], steps: known[$0], needed: transform.needed)
      })
  }

  /// Series that are continued: each has room for what is forecast after its end.
  private struct Continued {
    var grid: SeriesGrid
    /// How many steps of each are known.
    let ends: [Int]
    let scalings: [[Scaling]]
    /// What the random numbers of each are called.
    let streams: [String]
  }

  /// Of how many steps the windows are chained at once.
  private static let stepsAtOnce = 1 << 20

  /// The forecasts of windows whose truth is known, each chained from what was known at its origin.
  ///
  /// Throws when there is no memory for it; nil when it is told to stop.
  ///
  /// - Parameters:
  ///   - windows: as the model reads them.
  ///   - rows: which of them.
  ///   - steps: how many steps are forecast after each.
  public func answers(
    _ windows: WindowInput, rows: [Int], steps: Int
  ) throws -> ForecastAnswers? {
    let turns = (steps + transform.horizon - 1) / transform.horizon
    let room = turns * transform.horizon
    let atOnce = max(1, Self.stepsAtOnce / (transform.needed + room))
    var found: [[ForecastAnswers.Forecast]] = []
    for first in stride(from: 0, to: rows.count, by: atOnce) {
      let own = rows[first..<min(first + atOnce, rows.count)].map { windows.windows[$0] }
      guard let part = try follow(subject(own, windows, room), turns, ForecastSums.levels) else {
        return nil
      }
      found += part.map { $0.map { $0.prefix(steps) } }
    }
    let hasIntervals = found.first?.first?.quantiles.isEmpty == false
    return ForecastAnswers(
      ForecastAnswers.Chained(
        forecasts: found, levels: hasIntervals ? ForecastSums.levels : []))
  }

  /// Series that end at the origins of windows: nothing after them is there but what is known ahead.
  private func subject(
    _ windows: [SeriesWindow], _ input: WindowInput, _ room: Int
  ) -> Continued {
    let grid = input.grid
    var starts = [Int](repeating: 0, count: windows.count)
    for series in Set(windows.map(\.series)).sorted() {
      let own = windows.indices.filter { windows[$0].series == series }
      let first = grid.firstRead(
        of: series, before: own.map { windows[$0].origin + 1 }, transform)
      for (place, start) in zip(own, first) { starts[place] = start }
    }
    let ends = zip(windows, starts).map { $0.origin + 1 - $1 }
    let series = windows.map(\.series)
    var copies = grid.cut(series, from: starts, counts: ends.map { $0 + room })
    for (index, channel) in transform.channels.enumerated() where !channel.isKnown {
      for place in windows.indices {
        let end = copies.starts[place] + ends[place]
        for step in end..<copies.starts[place + 1] { copies.values[index][step] = .nan }
      }
    }
    return Continued(
      grid: copies, ends: ends,
      scalings: input.measured.scalings.map { own in series.map { own[$0] } },
      streams: windows.map { "forecast \(grid.names[$0.series]) \($0.origin)" })
  }

  /// The forecasts of all turns, by series and target.
  private func follow(
    _ subject: Continued, _ turns: Int, _ levels: [Double]
  ) throws -> [[ForecastAnswers.Forecast]]? {
    let targets = transform.targets.count
    var middle = subject
    var found = subject.ends.map { _ in
      (0..<targets).map { _ in
        ForecastAnswers.Forecast(center: [], quantiles: levels.map { _ in [] })
      }
    }
    var areIntervals = false
    for turn in 0..<turns {
      guard let (answers, windows) = try turned(middle, turn) else { return nil }
      areIntervals = answers.hasIntervals
      for series in subject.ends.indices {
        for target in 0..<targets {
          let forecast = answers.forecast(
            series, target, of: series, levels: turn == 0 && areIntervals ? levels : [], windows)
          if turn == 0 { found[series][target].unit = forecast.unit }
          found[series][target].add(forecast)
          write(forecast.center, target, series, turn, &middle)
        }
      }
    }
    guard areIntervals else {
      return found.map { own in own.map { $0.withoutQuantiles } }
    }
    guard turns > 1, !levels.isEmpty else { return found }
    let all = Array(subject.ends.indices)
    for first in stride(from: 0, to: all.count, by: Self.seriesAtOnce) {
      let own = Array(all[first..<min(first + Self.seriesAtOnce, all.count)])
      guard let drawn = try drawnQuantiles(subject, own, turns, levels) else { return nil }
      for (series, quantiles) in zip(own, drawn) {
        for target in 0..<targets {
          for level in levels.indices {
            found[series][target].quantiles[level] += quantiles[target][level]
          }
        }
      }
    }
    return found
  }

  /// The answers after the ends of series, so many horizons on.
  private func turned(
    _ subject: Continued, _ turn: Int
  ) throws -> (ForecastAnswers, WindowInput)? {
    // Of what lies before a window no more is measured than the first one reads.
    let (all, passed) = (Array(subject.ends.indices), turn * transform.horizon)
    let grid = subject.grid.cut(
      all, from: all.map { _ in passed }, counts: subject.ends.map { $0 + transform.horizon })
    let windows = subject.ends.enumerated().map { SeriesWindow(series: $0, origin: $1 - 1) }
    let input = WindowInput(
      grid, windows, WindowRole(history: transform.history, horizon: transform.horizon),
      transform, trainedSteps: subject.ends, scalings: subject.scalings)
    guard
      let answers = try worker.answers(
        input.columns, rows: Array(windows.indices), shouldStop: shouldStop),
      let own = answers.first as? ForecastAnswers
    else { return nil }
    return (margins.map { own.widened(by: $0) } ?? own, input)
  }

  private func write(
    _ numbers: [Double], _ target: Int, _ series: Int, _ turn: Int, _ subject: inout Continued
  ) {
    let first =
      subject.grid.starts[series] + subject.ends[series] + turn * transform.horizon
    for (step, number) in numbers.enumerated() {
      subject.grid.values[target][first + step] = number
    }
  }

  /// The quantiles of sample paths of some series after their first horizon,
  /// `[series][targets][levels][steps]`.
  private func drawnQuantiles(
    _ subject: Continued, _ series: [Int], _ turns: Int, _ levels: [Double]
  ) throws -> [[[[Double]]]]? {
    let copies = series.flatMap { Array(repeating: $0, count: Self.paths) }
    var paths = Continued(
      grid: subject.grid.cut(
        copies, from: copies.map { _ in 0 }, counts: copies.map { subject.grid.steps(of: $0) }),
      ends: copies.map { subject.ends[$0] },
      scalings: subject.scalings.map { own in copies.map { own[$0] } }, streams: [])
    var numbers = series.map {
      RandomSource(seed: seed).sequence(.sample, subject.streams[$0])
    }
    let targets = transform.targets.count
    var found = series.map { _ in
      Array(repeating: levels.map { _ in [Double]() }, count: targets)
    }
    for turn in 0..<turns {
      guard let (answers, windows) = try turned(paths, turn) else { return nil }
      for place in series.indices {
        for target in 0..<targets {
          var drawn: [[Double]] = []
          for path in place * Self.paths..<(place + 1) * Self.paths {
            let uniforms = (0..<transform.horizon).map { _ in
              min(max(Double(numbers[place].uniform()), 1e-6), 1 - 1e-6)
            }
            let own = answers.sample(path, target, of: path, uniforms, windows)
            write(own, target, path, turn, &paths)
            drawn.append(own)
          }
          guard turn > 0 else { continue }
          for step in 0..<transform.horizon {
            let sorted = drawn.map { $0[step] }.sorted()
            for (at, level) in levels.enumerated() {
              found[place][target][at].append(Scaling.quantile(sorted, level))
            }
          }
        }
      }
    }
    return found
  }

  /// Throws for an input that has to be known of the steps to come.
  private func checkKnown(
    _ grid: SeriesGrid, _ series: [Int], _ known: [Int], steps: Int
  ) throws(DataError) {
    for (index, channel) in transform.inputs.enumerated() where channel.isKnown {
      let column = transform.targets.count + index
      for own in series {
        for step in known[own]..<known[own] + steps {
          let isThere = step < grid.steps(of: own)
          if isThere, !grid.values[column][grid.starts[own] + step].isNaN { continue }
          throw DataError(
            .missingKnownInput(
              column: channel.name, stamp: grid.stamp(step, of: own), series: grid.names[own]),
            path: grid.path)
        }
      }
    }
  }
}

extension ForecastAnswers.Forecast {
  /// Adds the steps that come after.
  fileprivate mutating func add(_ other: ForecastAnswers.Forecast) {
    center += other.center
    for level in other.quantiles.indices { quantiles[level] += other.quantiles[level] }
  }

  /// The same as points.
  fileprivate var withoutQuantiles: ForecastAnswers.Forecast {
    ForecastAnswers.Forecast(center: center, quantiles: [], unit: unit)
  }

  /// The first steps.
  fileprivate func prefix(_ steps: Int) -> ForecastAnswers.Forecast {
    ForecastAnswers.Forecast(
      center: Array(center.prefix(steps)), quantiles: quantiles.map { Array($0.prefix(steps)) },
      unit: unit)
  }
}

/// What comes after the last known numbers of series.
public struct SeriesForecasts: Sendable {
  /// One of them.
  public struct Series: Sendable {
    /// Its name; empty where there is one series.
    public let name: String
    /// The time of its last known number.
    public let origin: String
    /// The times of the steps that are forecast.
    public let stamps: [String]
    /// The forecast of each column.
    public let forecasts: [ForecastAnswers.Forecast]
  }

  /// A series that is too short.
  public struct Short: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// How many steps it has.
    public let steps: Int
    /// How many it needs.
    public let needed: Int
  }

  /// The columns that are forecast.
  public let columns: [String]
  /// The series that were long enough.
  public let series: [Series]
  /// Those that were not.
  public let short: [Short]
}
