// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct HistogramTests {
  @Test func wholeNumbersHaveBinsOfWholeNumbers() {
    let lengths = Histogram([(name: "a", numbers: [2, 3, 3, 5])], most: 10, isWhole: true)
    #expect(lengths.start == 2 && lengths.width == 1 && lengths.labelShift == 0.5)
    #expect(lengths.series[0].counts == [1, 2, 0, 1] && lengths.end == 6)
    let wide = Histogram([(name: "a", numbers: [1, 100])], most: 10, isWhole: true)
    #expect(wide.width == 10 && wide.bins == 10 && wide.labelShift == 0)
    #expect(wide.series[0].counts == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  }

  @Test func theSeriesShareTheBins() {
    let shares = Histogram(
      [(name: "right", numbers: [0.5, 0.99, 1]), (name: "wrong", numbers: [0, 0.5, .nan])],
      most: 4, isWhole: false, range: 0...1)
    #expect(shares.series.map(\.counts) == [[0, 0, 1, 2], [1, 0, 1, 0]])
    #expect((0..<4).map(shares.height) == [1, 0, 2, 2])
  }

  @Test(arguments: [[], [.nan], [7], [0, 1e300], [-1e300, 1e300], [.leastNonzeroMagnitude, 0]])
  func noNumberIsLostAndNoneIsTooOdd(numbers: [Double]) {
    for isWhole in [true, false] {
      let histogram = Histogram([(name: "", numbers: numbers)], most: 5, isWhole: isWhole)
      #expect(histogram.bins >= 1 && histogram.bins <= 5 && histogram.width > 0)
      let sum = (0..<histogram.bins).reduce(0) { $0 + histogram.height($1) }
      #expect(sum == numbers.count(where: \.isFinite))
    }
  }
}
