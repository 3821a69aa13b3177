// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ClassAverageTests {
  private let counts = [
    EntityCounts.Count(correct: 2, predicted: 4, actual: 2),
    EntityCounts.Count(correct: 0, predicted: 1, actual: 0),
    EntityCounts.Count(correct: 0, predicted: 0, actual: 6), EntityCounts.Count(),
  ]

  /// What was never predicted and is never there has no part in a mean.
  @Test func meansAreOverWhatOccurs() {
    #expect(counts.mean(.macro, \.precision) == 0.5 / 3)
    #expect(counts.mean(.macro, \.recall) == 1.0 / 3)
    #expect(counts.mean(.weighted, \.recall) == 2.0 / 8)
    #expect(counts.mean(.micro, \.precision) == 2.0 / 5)
    #expect(counts.mean(.micro, \.f1) == 4.0 / 13)
  }

  @Test(arguments: ClassAverage.allCases)
  func ofNothingIsZero(average: ClassAverage) {
    #expect([EntityCounts.Count]().mean(average, \.f1) == 0)
    #expect([EntityCounts.Count()].mean(average, \.f1) == 0)
  }
}
