// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct ChartMarksTests {
  @Test func aPointThatIsNoNumberIsAGap() {
    let line = Curves.Line(
      "a",
      [ChartPoint(1, 1), ChartPoint(2, .nan), ChartPoint(3, 3), ChartPoint(4, 4)])
    #expect(line.stretches.map(\.count) == [1, 2])
    #expect(Curves(lines: [line]).yValues == [1, 3, 4])
  }

  @Test func aBandIsDrawnWhereBothEdgesAreNumbers() {
    let band = Curves.Band(
      "b", low: [ChartPoint(1, 5), ChartPoint(2, 1)], high: [ChartPoint(1, 2), ChartPoint(2, .nan)])
    #expect(band.slices.map(\.x) == [1])
    #expect(band.slices[0].low == 2 && band.slices[0].high == 5)
  }

  @Test func stackedBarsReachTheirSum() {
    var bars = BarGroups(
      names: ["a", "b", "c"],
      series: [.init("x", [1, 5, .nan]), .init("y", [3, -1])], isStacked: true)
    #expect((0..<3).map(bars.reach) == [4, 5, 0])
    #expect(bars.text(0, 1) == "5" && bars.text(0, 2) == "–" && bars.text(1, 2) == "–")
    #expect(bars.largest(2).names == ["a", "b"])
    bars.isStacked = false
    #expect((0..<3).map(bars.reach) == [3, 5, 0])
    #expect(bars.largest(1).series.map(\.values) == [[5], [-1]])
  }
}
