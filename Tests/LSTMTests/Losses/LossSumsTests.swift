// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LossSumsTests {
  @Test func theMeanIsOverAllPlaces() {
    var sums = LossSums(leading: 8, others: 1, counts: LossCounts(places: 4, rows: 1))
    #expect(sums.mean == 3)
    sums += LossSums(leading: 1, others: 3, counts: LossCounts(places: 1, rows: 1))
    #expect(sums.mean == 9.0 / 5 + 2)
    #expect(LossSums().mean == 0)
  }

  @Test func countsAreDifferencesOfSums() {
    let found = LossCounts(places: 9, rows: 4) - LossCounts(places: 5, rows: 1)
    #expect(found == LossCounts(places: 4, rows: 3))
  }
}
