// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct ForecastChartTests {
  @Test func theContinuationBeginsWhereTheSeriesEnds() throws {
    let chart = Chart.forecast(
      "sales",
      Chart.Forecast(
        history: [1, 2, 3], continuation: [4, 5], band: (low: [3, 3], high: [5, 7]),
        bandName: "10% to 90%", actual: [4.5]))
    guard case .curves(let curves) = chart.body else {
      Issue.record("no curves")
      return
    }
    #expect(curves.lines.map(\.name) == ["known", "forecast", "actual"])
    #expect(curves.lines[1].points == [ChartPoint(3, 3), ChartPoint(4, 4), ChartPoint(5, 5)])
    #expect(curves.lines[2].points == [ChartPoint(3, 3), ChartPoint(4, 4.5)])
    #expect(curves.bands.map(\.name) == ["10% to 90%"])
    #expect(curves.bands[0].slices.map(\.high) == [3, 5, 7])
    #expect(chart.x.isWhole)
  }

  @Test func withoutBandAndActualValuesThereAreTwoLines() {
    let chart = Chart.forecast("s", Chart.Forecast(history: [], continuation: [1]))
    guard case .curves(let curves) = chart.body else { return }
    #expect(curves.lines.count == 2 && curves.bands.isEmpty)
    #expect(SVGWriter.write(chart).contains("<svg"))
  }
}
