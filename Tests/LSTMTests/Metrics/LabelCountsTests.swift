// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LabelCountsTests {
  /// Four labels, of which the last never occurs.
  private var counts: LabelCounts {
    var counts = LabelCounts(labels: 4)
    counts.add(actual: [0, 1], predicted: [0])
    counts.add(actual: [0], predicted: [0, 2])
    counts.add(actual: [], predicted: [])
    counts.add(actual: [1], predicted: [1])
    return counts
  }

  @Test func countsEachLabel() {
    #expect(counts.byLabel[0] == EntityCounts.Count(correct: 2, predicted: 2, actual: 2))
    #expect(counts.byLabel[1] == EntityCounts.Count(correct: 1, predicted: 1, actual: 2))
    #expect(counts.byLabel[2] == EntityCounts.Count(correct: 0, predicted: 1, actual: 0))
  }

  @Test func figuresAreThoseOfTheFormulas() {
    #expect(counts.all == EntityCounts.Count(correct: 3, predicted: 4, actual: 4))
    #expect(counts.all.f1 == 0.75 && counts.subsetAccuracy == 0.5)
    // 1, 2/3 and 0, of the three that occur.
    #expect(abs(counts.byLabel.mean(.macro, \.f1) - 5.0 / 9) < 1e-12)
    #expect(abs(counts.byLabel.mean(.weighted, \.f1) - (2 + 4.0 / 3) / 4) < 1e-12)
  }

  @Test func nothingIsZero() {
    let none = LabelCounts(labels: 2)
    #expect(none.subsetAccuracy == 0 && none.byLabel.mean(.macro, \.f1) == 0 && none.all.f1 == 0)
  }
}
