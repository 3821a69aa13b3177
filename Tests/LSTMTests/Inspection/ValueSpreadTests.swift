// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ValueSpreadTests {
  @Test func theSpreadOfAFewNumbers() {
    let spread = ValueSpread([2, -4, 0, .nan, 6, .infinity])
    #expect(spread.count == 4 && spread.zeros == 1)
    #expect(spread.mean == 1 && spread.deviation == 13.0.squareRoot())
    #expect(spread.least == -4 && spread.most == 6 && spread.mostMagnitude == 6)
    #expect(spread.leastMagnitude == 2)
    let none = ValueSpread([])
    #expect(none.count == 0 && none.mean == 0 && none.leastMagnitude == nil)
    #expect(ValueSpread([3, 5]).least == 3)
  }

  @Test func eachNumberIsInOneBin() {
    let counts = ValueSpread.counts([-1, -0.9, 0, 0.1, 1, 7], bins: 4, from: -1, to: 1)
    #expect(counts == [2, 0, 2, 2])
    #expect(ValueSpread.counts([1, 1], bins: 3, from: 1, to: 1) == [2, 0, 0])
  }

  @Test func magnitudesGoByPowersOfTen() {
    let values: [Float] = [0, 0.5, -0.05, 0.005, 5e-9, .nan]
    #expect(ValueSpread.magnitudeCounts(values, bins: 3, from: -3, to: 0) == [2, 1, 1])
    #expect(abs(ValueSpread.decimalExponent(1000) - 3) < 1e-12)
  }
}
