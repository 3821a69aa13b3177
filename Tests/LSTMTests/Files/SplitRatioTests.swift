// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SplitRatioTests {
  @Test(arguments: [
    [80, 10, 5], [110, -10, 0], [.nan, 50, 50], [.infinity, 0, 0], [0, 0, 0],
  ])
  func refusesSharesThatDoNotShareOut(percentages: [Double]) {
    #expect(throws: DataError.self) {
      try SplitRatio(train: percentages[0], valid: percentages[1], test: percentages[2])
    }
  }

  @Test func allMayBeMeasured() throws {
    #expect(try SplitRatio(train: 0, valid: 0, test: 100).sizes(of: 1) == [0, 0, 1])
  }

  @Test func givesWhatIsLeftToTheLargestRemainders() throws {
    #expect(try SplitRatio(train: 80, valid: 10, test: 10).sizes(of: 11_987) == [9589, 1199, 1199])
    #expect(try SplitRatio(train: 50, valid: 25, test: 25).sizes(of: 3) == [1, 1, 1])
    #expect(try SplitRatio(train: 90, valid: 10, test: 0).sizes(of: 15) == [14, 1, 0])
    #expect(try SplitRatio(train: 33.3, valid: 33.3, test: 33.4).sizes(of: 10) == [3, 3, 4])
  }
}
