// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct MedianPruningTests {
  /// Running averages after three epochs: 1, 2, 3 and 4; the median is 2.5.
  private let earlier: [[Double]] = [[1, 1, 1, 1], [3, 2, 1, 0], [4, 3, 2], [6, 4, 2, 0, 0]]
  private let rule = MedianPruning()

  @Test func stopsWhatIsBehindTheMedian() {
    #expect(rule.stops([9, 8, 2.6], earlier: earlier))
    #expect(!rule.stops([9, 8, 2.5], earlier: earlier))
    // The best counts, not the last.
    #expect(!rule.stops([2.4, 8, 9], earlier: earlier))
    // The order of the earlier trials does not.
    #expect(rule.stops([9, 8, 2.6], earlier: earlier.reversed()))
  }

  @Test func onlyTheEpochsSoFarAreCompared() {
    // After four epochs three are left, with the averages 1, 1.5 and 3.
    let rule = MedianPruning(after: 1, trials: 3)
    #expect(rule.stops([9, 9, 9, 1.6], earlier: earlier))
    #expect(!rule.stops([9, 9, 9, 1.5], earlier: earlier))
    #expect(rule.stops([3.6], earlier: earlier))
    #expect(!rule.stops([3.5], earlier: earlier))
  }

  @Test func waitsForEpochsAndForTrials() {
    #expect(!rule.stops([], earlier: earlier))
    #expect(!rule.stops([9, 9], earlier: earlier))
    #expect(rule.stops([9, 9, 9], earlier: earlier))
    #expect(!rule.stops([9, 9, 9, 9], earlier: earlier))
    #expect(!rule.stops([9, 9, 9], earlier: []))
    #expect(!MedianPruning(after: 3, trials: 5).stops([9, 9, 9], earlier: earlier))
    #expect(!MedianPruning(after: -1, trials: 0).stops([], earlier: []))
    #expect(!MedianPruning(after: -1, trials: 0).stops([9], earlier: []))
  }

  @Test func whatIsNoNumberIsWorst() {
    #expect(rule.stops([.nan, .nan, .nan], earlier: earlier))
    #expect(rule.stops([.nan, 2.6, .nan], earlier: earlier))
    #expect(!rule.stops([.nan, 2.5, .infinity], earlier: earlier))
    let broken = [[Double]](repeating: [1, .nan, 1], count: 4)
    #expect(!rule.stops([9, 9, 9], earlier: broken))
    #expect(!rule.stops([.nan, .nan, .nan], earlier: broken))
    let sound = [[Double]](repeating: [1, 1, 1], count: 5)
    #expect(rule.stops([9, 9, 9], earlier: broken + sound))
  }
}
