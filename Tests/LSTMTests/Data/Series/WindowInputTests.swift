// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Windows over series: what a network reads of them, what it is trained on, and the way back.
@Suite struct WindowInputTests {
  /// Two series of unlike sizes, one of them with a gap in its numbers.
  private func panel(_ count: Int = 40) -> [[String]] {
    var random = RandomValues("a panel")
    let noise = random.floats(2 * count, bound: 1)
    return (0..<2).flatMap { series in
      (0..<count).map { step in
        let level = series == 0 ? 10.0 : 5000
        let number =
          level * (1 + 0.1 * Double(noise[series * count + step])) + Double(step % 4) * level / 10
        return ["s\(series)", "\(step)", step == 17 && series == 1 ? "NA" : "\(number)"]
      }
    }
  }

  private let columns = ["name", "step", "y"]

  /// All ways to measure a target.
  private static let ways: [WindowRole] =
    WindowRole.Relative.allCases.flatMap { relative in
      [NumberTransform.Scale.standard, .none, .robust, .minmax].flatMap { scale in
        [(false, 0), (true, 0), (false, 1), (true, 3)].map { isLogarithmic, difference in
          SeriesCase.role { role in
            role.time = ["step"]
            role.series = "name"
            role.relative = relative
            role.targets[0].column.scale = scale
            role.targets[0].isLogarithmic = isLogarithmic
            role.targets[0].difference = difference
          }
        }
      }
    }

  @Test(arguments: ways.indices)
  func whatIsTrainedLeadsBackToTheUnitsOfTheFile(index: Int) throws {
    let data = try SeriesCase.data(columns, panel(), Self.ways[index])
    let windows = try #require(data.windows)
    let block = Block()
    for row in 0..<data.rowCount {
      windows.aim.gather(
        [RowSpan(row: row, count: 1)], BatchLayout(sortedLengths: [1]), into: block)
      let numbers = block.values.contents.map { Double($0) }
      let truths = windows.truths(of: row, target: 0)
      guard !truths.contains(where: \.isNaN), !numbers.contains(where: \.isNaN) else { continue }
      for (found, truth) in zip(windows.restored(numbers, target: 0, row: row), truths) {
        #expect(abs(found - truth) <= 2e-5 * max(abs(truth), 1))
      }
    }
  }

  @Test func noWindowLeavesItsSeriesOrItsPart() throws {
    let role = SeriesCase.role { role in
      role.time = ["step"]
      role.series = "name"
    }
    let data = try SeriesCase.data(
      columns, panel(), role, split: .lastSteps(valid: 7, test: 5))
    let windows = try #require(data.windows)
    let parts: [(SplitName, Range<Int>)] = [
      (.train, 0..<28), (.valid, 28..<35), (.test, 35..<40),
    ]
    for (name, steps) in parts {
      #expect(data.splits[name].count == 2 * (name == .train ? 28 - 5 : steps.count - 1))
      for row in data.splits[name] {
        let window = windows.windows[row]
        #expect(window.origin >= 3 && steps.contains(window.origin + 1))
        #expect(steps.contains(window.origin + 2))
      }
    }
  }

  @Test func scalesAreThoseOfTheStepsThatTrain() throws {
    let rows = (1...30).map { ["\($0 <= 24 ? Double($0 % 2) : 1e6)"] }
    let data = try SeriesCase.data(["y"], rows, SeriesCase.role { $0.relative = .none })
    let scaling = try #require(data.windows).transform.targets[0].scalings[0]
    #expect(scaling.center == 0.5 && scaling.unit == 0.5)
  }

  @Test func aSeriesIsMeasuredByItself() throws {
    let role = SeriesCase.role { role in
      role.series = "name"
      role.relative = .none
    }
    let data = try SeriesCase.data(columns, panel(), role)
    let scalings = try #require(data.windows).transform.targets[0].scalings
    #expect(scalings.count == 2 && scalings[0].center < 20 && scalings[1].center > 4000)
  }

  @Test func missingNumbersHaveNoLossAndAreTold() throws {
    let rows = (1...30).map { [$0 == 12 ? "" : "\($0)"] }
    let role = SeriesCase.role { role in
      role.relative = .none
      role.targets[0].column.scale = .none
    }
    let data = try SeriesCase.data(["y"], rows, role)
    let windows = try #require(data.windows)
    let row = try #require(windows.windows.firstIndex { $0.origin == 10 })
    let block = Block()
    windows.aim.gather(
      [RowSpan(row: row, count: 1)], BatchLayout(sortedLengths: [1]), into: block)
    #expect(block.values.contents[0].isNaN && block.values.contents[1] == 13)
    // Number and mark of the steps 10 to 13, of which 12 is missing.
    let after = try #require(windows.windows.firstIndex { $0.origin == 12 })
    #expect(windows.column[after] == [10, 0, 11, 0, 11, 1, 13, 0])
  }

  @Test func whatIsKnownAheadIsReadAheadAndLagsBehind() throws {
    let rows = (1...30).map { ["\($0)", "\(100 + $0)"] }
    let role = SeriesCase.role(history: 3, horizon: 2) { role in
      role.relative = .none
      role.targets[0].column.scale = .none
      role.targets[0].column.lags = [5, 1]
      var known = NumberRole.Column("x", scale: .none, fill: .last)
      known.isKnown = true
      role.inputs = [known]
    }
    let data = try SeriesCase.data(["y", "x"], rows, role)
    let windows = try #require(data.windows)
    // A step has y, y of five steps before the one it is two steps ahead of, y of the step before, x, and
    // x two steps ahead.
    let row = try #require(windows.windows.firstIndex { $0.origin == 9 })
    #expect(
      windows.column[row] == [
        8, 5, 7, 108, 110, 9, 6, 8, 109, 111, 10, 7, 9, 110, 112,
      ])
    // Three steps are needed before the first window, for the lag of five.
    #expect(windows.windows[0].origin == 3 + 2)
  }

  @Test func aPartWithoutAWindowNamesTheLongestSeriesAndWhatItNeeds() throws {
    let role = SeriesCase.role(history: 30, horizon: 8) { $0.series = "name" }
    let found = fact { try SeriesCase.data(columns, panel(), role) }
    #expect(
      found
        == .seriesTooShort(
          part: .train, series: "s0", steps: 34, before: 0, history: 30, horizon: 8))
    let zero = SeriesCase.role { $0.targets[0].isLogarithmic = true }
    #expect(
      fact { try SeriesCase.data(["y"], SeriesCase.counting(20) + [["0"]], zero) }
        == .notPositive(line: 21, column: "y", value: "0"))
  }

  @Test func noFoldTrainsOnWhatItMeasures() throws {
    let role = SeriesCase.role { $0.series = "name" }
    let data = try SeriesCase.data(columns, panel(), role)
    let folds = try Folds(data, count: 3, shuffler: RandomSource(seed: 0))
    let windows = try #require(data.windows).windows
    for fold in 0..<3 {
      let splits = try folds.splits(fold, valid: 0.2, shuffler: RandomSource(seed: 0))
      for (early, late) in [(splits.train, splits.valid), (splits.valid, splits.test)] {
        for series in 0..<2 {
          let last = early.map { windows[$0] }.filter { $0.series == series }.map(\.origin).max()
          let first = late.map { windows[$0] }.filter { $0.series == series }.map(\.origin).min()
          if let last, let first { #expect(last + 2 <= first) }
        }
      }
    }
    let measured = folds.rows.flatMap { $0 }
    #expect(Set(measured).count == measured.count)
  }

  @Test func nothingAfterWhatMayBeFittedReachesTheScaleOfAnUnknownSeries() throws {
    let role = SeriesCase.role { role in
      role.series = "name"
      role.relative = .none
    }
    let known = try SeriesCase.data(columns, panel(), role)
    let transform = try #require(known.windows).transform
    var rows = panel().map { ["other " + $0[0]] + $0.dropFirst() }
    let measured = { (rows: [[String]]) throws in
      let data = try SeriesCase.data(columns, rows, role)
      return try #require(data.windows).measured(by: transform)
    }
    let (one, row) = (try measured(rows), 5)
    let before = one.column[row]
    for index in rows.indices where index % 40 > 36 { rows[index][2] = "123456" }
    #expect(try measured(rows).column[row] == before)
  }

  @Test func theTailForecastsAsTheWholeDoes() throws {
    let role = SeriesCase.role { role in
      role.time = ["step"]
      role.series = "name"
      role.targets[0].difference = 3
      role.targets[0].column.lags = [5]
    }
    // Gaps before and inside of the last window.
    let rows = panel().enumerated().map { index, row in
      [33, 36, 37].contains(index % 40) ? [row[0], row[1], ""] : row
    }
    let data = try SeriesCase.data(columns, rows, role)
    let input = try #require(data.windows)
    let tail = input.grid.tail(input.transform)
    for series in 0..<2 {
      let end = input.grid.knownSteps(of: series, targets: 1)
      let whole = WindowInput(
        input.grid.cut([series], from: [0], counts: [end + 2]),
        [SeriesWindow(series: 0, origin: end - 1)], role, input.transform, trainedSteps: [end])
      let own = tail.knownSteps(of: series, targets: 1)
      let short = WindowInput(
        tail.cut([series], from: [0], counts: [own + 2]),
        [SeriesWindow(series: 0, origin: own - 1)], role, input.transform, trainedSteps: [own])
      #expect(whole.column[0] == short.column[0])
      #expect(
        whole.restored([0.5, -0.5], target: 0, row: 0)
          == short.restored([0.5, -0.5], target: 0, row: 0))
    }
  }

  @Test func foldsTrainOnWindowsThatAreAStrideApart() throws {
    let role = SeriesCase.role { $0.stride = 3 }
    let data = try SeriesCase.data(["y"], SeriesCase.counting(60), role)
    let folds = try Folds(data, count: 2, shuffler: RandomSource(seed: 0))
    let windows = try #require(data.windows).windows
    let origins = try folds.splits(1, valid: 0, shuffler: RandomSource(seed: 0)).train
      .map { windows[$0].origin }
    #expect(zip(origins, origins.dropFirst()).allSatisfy { $1 - $0 == 3 } && origins.count > 5)
  }

  @Test func rowsThatOnlyMeasureChangeNoRun() throws {
    let role = SeriesCase.role { role in
      role.series = "name"
      role.targets[0].column.lags = [3]
    }
    let make = { (rows: [[String]], test: Int) throws in
      try SeriesCase.data(columns, rows, role, split: .lastSteps(valid: 6, test: test))
    }
    let long = panel()
    let short = long.enumerated().filter { $0.offset % 40 < 37 }.map(\.element)
    let (one, other) = (try make(short, 3), try make(long, 6))
    #expect(one.trainingFingerprint == other.trainingFingerprint)
    #expect(one.fingerprint != other.fingerprint)
    #expect(one.windows?.transform == other.windows?.transform)
    for place in [3, 27, 33, 70] {
      var rows = long
      rows[place][2] = "77"
      #expect(try make(rows, 6).trainingFingerprint != other.trainingFingerprint, "\(place)")
    }
    var rows = long
    rows[36][2] = "77"
    #expect(try make(rows, 6).trainingFingerprint == other.trainingFingerprint)
  }
}
