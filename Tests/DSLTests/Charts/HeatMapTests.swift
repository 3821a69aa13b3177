// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct HeatMapTests {
  private let small = HeatMap(
    names: ["a", "b", "c"], counts: [[8, 2, 0], [1, 9, 0], [0, 0, 5]])

  @Test func aShadeIsAShareOfTheRow() {
    #expect(small.shade(0, 0) == 0.8 && small.shade(2, 2) == 1 && small.shade(2, 0) == 0)
    #expect(HeatMap(names: ["a"], counts: [[0]]).shade(0, 0) == 0)
    #expect(HeatMap(names: ["a", "b"], counts: [[1]]).shade(1, 1) == 0)
  }

  @Test func whatIsConfusedLeastBecomesOne() {
    let many = HeatMap(
      names: ["a", "b", "c", "d"],
      counts: [[5, 0, 0, 1], [0, 4, 2, 0], [0, 3, 6, 0], [0, 0, 0, 7]])
    let condensed = many.condensed(to: 3)
    #expect(condensed.names == ["b", "c", HeatMap.rest])
    #expect(condensed.counts == [[4, 2, 0], [3, 6, 0], [0, 0, 13]])
    #expect(many.condensed(to: 4) == many && many.condensed(to: 1) == many)
  }
}
