// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct McNemarTests {
  /// The probabilities by hand: sums of binomial coefficients over powers of two.
  @Test(
    arguments: [
      (0, 0, 1), (1, 0, 1), (5, 0, 0.0625), (6, 1, 0.125), (8, 2, 0.109375), (4, 4, 1), (3, 4, 1),
    ] as [(Int, Int, Double)])
  func theProbabilityIsThatOfTheBinomialDistribution(first: Int, second: Int, expected: Double) {
    let test = McNemar(onlyFirst: first, onlySecond: second)
    #expect(abs(test.pValue - expected) < 1e-12)
    #expect(McNemar(onlyFirst: second, onlySecond: first).pValue == test.pValue)
  }

  @Test func manyRowsOverflowNothing() {
    #expect(McNemar(onlyFirst: 500_000, onlySecond: 500_001).pValue <= 1)
    let uneven = McNemar(onlyFirst: 400_000, onlySecond: 600_000).pValue
    #expect(uneven >= 0 && uneven < 1e-9)
  }

  @Test func rowsAreCounted() {
    let test = McNemar([true, true, false, true, false], [true, false, false, false, true])
    #expect(test.onlyFirst == 2 && test.onlySecond == 1)
  }
}
