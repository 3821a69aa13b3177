// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Forecasts that are chained beyond the horizon.
@Suite struct ForecasterTests {
  private let data: Dataset
  private let windows: WindowInput
  private let task: ForecastTask
  private static let head = ["quantiles": ArgumentValue.numbers([0.1, 0.5, 0.9])]

  /// Two series with a gap, an input that is known ahead, and one that is not.
  init() throws {
    var random = RandomValues("chains")
    let noise = random.floats(160, bound: 1)
    let rows = (0..<80).map { index -> [String] in
      let (series, step) = (index / 40, index % 40)
      return [
        "s\(series)", "\(step)", step == 20 ? "" : "\(10 * (1 + series) + step % 4) ",
        "\(noise[index])", "\(noise[80 + index])",
      ]
    }
    let role = SeriesCase.role(history: 4, horizon: 2) { role in
      role.time = ["step"]
      role.series = "name"
      role.targets[0].difference = 2
      role.targets[0].column.lags = [3]
      var known = NumberRole.Column("known", fill: .last)
      known.isKnown = true
      role.inputs = [known, NumberRole.Column("other", fill: .last)]
    }
    data = try SeriesCase.data(["name", "step", "y", "known", "other"], rows, role)
    windows = try #require(data.windows)
    task = try #require(data.task as? ForecastTask)
  }

  private func forecaster(_ head: [String: ArgumentValue]) throws -> Forecaster {
    let model = try Model(
      [stackElement("gru", 5), stackElement("output", head)], inputs: data.inputShapes,
      targets: data.shapes)
    let network = Network(model, compute: Compute(threads: 1))
    var random = RandomValues("a chain")
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.7))
    return Forecaster(
      PredictionWorker(network, for: [task]), windows.transform, task, seed: 1)
  }

  private var rows: [Int] {
    windows.windows.indices.filter { [12, 21, 30].contains(windows.windows[$0].origin) }
  }

  /// What is measured at an origin is what a forecast there would have been.
  @Test func aChainKnowsNothingAfterItsOrigin() throws {
    let forecaster = try forecaster([:])
    let answers = try #require(try forecaster.answers(windows, rows: rows, steps: 5))
    #expect(!answers.hasIntervals && rows.count == 6)
    let far = windows.reaching(5)
    for (place, row) in rows.enumerated() {
      let window = windows.windows[row]
      var grid = windows.grid.cut([window.series], from: [0], counts: [window.origin + 8])
      for column in [0, 2] {
        for step in window.origin + 1..<grid.stepCount { grid.values[column][step] = .nan }
      }
      let found = try #require(try forecaster.forecast(grid, steps: 5, levels: []))
      let expected = found.series[0].forecasts[0].center
      #expect(answers.forecast(place, 0, of: row, levels: [], far).center == expected)
    }
  }

  @Test func theFirstHorizonIsThatOfTheModel() throws {
    let forecaster = try forecaster(Self.head)
    let answers = try #require(try forecaster.answers(windows, rows: rows, steps: 6))
    let direct = try #require(try forecaster.answers(windows, rows: rows, steps: 2))
    #expect(answers.hasIntervals)
    for (place, row) in rows.enumerated() {
      let levels = [0.1, 0.45, 0.9]
      let long = answers.forecast(place, 0, of: row, levels: levels, windows.reaching(6))
      let short = direct.forecast(place, 0, of: row, levels: levels, windows)
      #expect(long.center.count == 6 && Array(long.center.prefix(2)) == short.center)
      #expect(long.quantiles.map { Array($0.prefix(2)) } == short.quantiles)
      for step in 0..<6 {
        let own = long.quantiles.map { $0[step] }
        #expect(own[0] <= own[1] && own[1] <= own[2] && own[0] < own[2])
      }
    }
  }

  @Test func anOriginIsMeasuredWhereAllOfItsStepsLieInItsPart() throws {
    let far = data.reaching(5)
    // Of six steps of validation, 34 to 39, the forecasts of 33 and 34 lie in them.
    #expect(far.splits.valid.map { windows.windows[$0].origin } == [33, 34, 33, 34])
    #expect(far.splits.train.allSatisfy { windows.windows[$0].origin + 5 <= 33 })
    let row = far.splits.valid[1]
    let truths = try #require(far.windows).truths(of: row, target: 0)
    #expect(truths.count == 5 && Array(truths) == (35..<40).map { Double(10 + $0 % 4) })
    let naive = try #require(BaselineCatalog.entry("last")).evaluate(far, .valid)
    #expect(naive.leading.tally(ForecastSums.self)?.bySteps.count == 5)
    #expect(data.reaching(7).splits.valid.isEmpty)
  }
}
