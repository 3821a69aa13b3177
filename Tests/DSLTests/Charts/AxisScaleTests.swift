// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct AxisScaleTests {
  private func labels(_ values: [Double], _ axis: ChartAxis = ChartAxis(), ticks: Int = 5)
    -> [String]
  {
    AxisScale(values, axis, ticks: ticks).ticks.map(\.label)
  }

  @Test func ticksStandAtRoundNumbers() {
    #expect(labels([0, 1]) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels([0.13, 1.38], ticks: 3) == ["0", "0.5", "1.0", "1.5"])
    #expect(labels([0, 90], ticks: 6) == ["0", "20", "40", "60", "80", "100"])
    #expect(labels([-3, 4], ticks: 4) == ["-4", "-2", "0", "2", "4"])
    #expect(labels([0, 3.2e6], ticks: 4) == ["0", "1e6", "2e6", "3e6", "4e6"])
    #expect(labels([0, 4e-7], ticks: 2) == ["0", "2e-7", "4e-7"])
  }

  @Test func wholeNumbersAreNotDivided() {
    #expect(labels([1, 3], ChartAxis("epoch", isWhole: true), ticks: 10) == ["1", "2", "3"])
    #expect(labels([7], ChartAxis(isWhole: true)) == ["6", "7", "8"])
  }

  @Test func aLogarithmicAxisHasDecades() {
    let axis = ChartAxis("lr", isLogarithmic: true)
    #expect(labels([1e-4, 0.3], axis) == ["1e-4", "0.001", "0.01", "0.1", "1"])
    #expect(labels([1, 9], axis) == ["1", "2", "5", "10"])
    #expect(labels([1e-30, 1], axis).count <= 6)
    let scale = AxisScale([0.01, 100], axis, ticks: 4)
    #expect(scale.place(of: 1) == 0.5 && scale.place(of: -1) == nil)
  }

  @Test func theEndsArePlacesZeroAndOne() {
    let samples: [[Double]] = [
      [0.39, 0.94], [0.1, 0.7], [-1e-9, 3e-9], [5, 5], [0, 0], [1e18, 1e18 + 4096],
    ]
    for values in samples {
      let scale = AxisScale(values, ChartAxis(), ticks: 6)
      #expect(scale.place(of: scale.low) == 0 && scale.place(of: scale.high) == 1)
      #expect(scale.low <= values[0] && scale.high >= values[1], "\(values)")
      #expect(scale.ticks.first.flatMap { scale.place(of: $0.value) } == 0, "\(values)")
      #expect(scale.ticks.count >= 2 && scale.ticks.count <= 9)
    }
  }

  @Test func withoutRoundEndsOnlyWhatIsInsideHasATick() {
    let scale = AxisScale([1, 12], ChartAxis(isWhole: true), ticks: 7, fitsTicks: false)
    #expect(scale.low == 1 && scale.high == 12)
    #expect(scale.ticks.map(\.label) == ["2", "4", "6", "8", "10", "12"])
  }

  @Test(arguments: [
    [], [.nan], [.infinity, -.infinity], [1e308, -1e308], [.leastNonzeroMagnitude, 0],
    [1e299, -1e299], [1, 1.0000000001], [.greatestFiniteMagnitude],
  ])
  func noValueIsTooOdd(values: [Double]) {
    for axis in [
      ChartAxis(), ChartAxis(isWhole: true), ChartAxis(isLogarithmic: true),
      ChartAxis(range: 0...1),
    ] {
      for fits in [true, false] {
        let scale = AxisScale(values, axis, ticks: 5, fitsTicks: fits)
        #expect(scale.low < scale.high && scale.ticks.count < 20)
        #expect(scale.place(of: .nan) == nil)
      }
    }
  }
}
