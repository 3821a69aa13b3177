// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ConfusionMatrixTests {
  /// Truth downwards, prediction across; the fourth class is never there.
  ///
  ///     3 1 0 0
  ///     1 2 1 0
  ///     0 0 2 0
  ///     0 0 0 0
  private let matrix = ConfusionMatrix(
    classes: 4, actual: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2], predicted: [0, 0, 0, 1, 0, 1, 1, 2, 2, 2])

  @Test func countsRows() {
    #expect(matrix.total == 10)
    #expect(matrix[actual: 1, predicted: 2] == 1)
    #expect(matrix[actual: 2, predicted: 1] == 0)
    #expect((0..<4).map(matrix.support) == [4, 4, 2, 0])
  }

  @Test func figuresOfAClass() {
    close((0..<4).map(matrix.precision), [3 / 4.0, 2 / 3.0, 2 / 3.0, 0])
    close((0..<4).map(matrix.recall), [3 / 4.0, 1 / 2.0, 1, 0])
    close((0..<4).map(matrix.f1), [3 / 4.0, 4 / 7.0, 4 / 5.0, 0])
  }

  /// Rows of a class that cannot be predicted are wrong, and each such class has figures of 0.
  @Test func aClassThatCannotBePredictedIsWrong() {
    let matrix = ConfusionMatrix(
      classes: 2, actual: [0, 0, 1, 2, 3, 3], predicted: [0, 1, 1, 0, 1, 1])
    #expect(matrix.total == 6 && matrix.strangerCount == 3)
    #expect((0..<4).map(matrix.support) == [2, 1, 1, 2])
    close([matrix.accuracy], [2 / 6.0])
    close((0..<2).map(matrix.precision), [1 / 2.0, 1 / 4.0])
    close([matrix.recall(.macro)], [(1 / 2.0 + 1) / 4])
  }

  @Test func figuresOverAllClasses() {
    close([matrix.accuracy], [7 / 10.0])
    close(
      ClassAverage.allCases.map(matrix.precision),
      [(3 / 4.0 + 2 / 3.0 + 2 / 3.0) / 3, 0.7, (4 * 3 / 4.0 + 4 * 2 / 3.0 + 2 * 2 / 3.0) / 10])
    close(
      ClassAverage.allCases.map(matrix.recall), [(3 / 4.0 + 1 / 2.0 + 1) / 3, 0.7, 0.7])
    close(
      ClassAverage.allCases.map(matrix.f1),
      [(3 / 4.0 + 4 / 7.0 + 4 / 5.0) / 3, 0.7, (4 * 3 / 4.0 + 4 * 4 / 7.0 + 2 * 4 / 5.0) / 10])
  }

  @Test func aClassThatIsOnlyPredictedCounts() {
    let matrix = ConfusionMatrix(classes: 2, actual: [0, 0], predicted: [0, 1])
    close([matrix.precision(.macro), matrix.recall(.macro)], [0.5, 0.25])
    close([matrix.recall(.weighted)], [0.5])
  }

  @Test func emptyIsZero() {
    let empty = ConfusionMatrix(classes: 3)
    #expect(empty.total == 0 && empty.accuracy == 0)
    for average in ClassAverage.allCases {
      #expect(empty.precision(average) == 0 && empty.recall(average) == 0 && empty.f1(average) == 0)
    }
    #expect(empty == ConfusionMatrix(classes: 3, actual: [], predicted: []))
    #expect(ConfusionMatrix(classes: 0).accuracy == 0)
  }

  private func close(
    _ actual: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectClose(
      actual.map { Float($0) }, expected.map { Float($0) }, "figures", tolerance: 1e-6,
      sourceLocation: sourceLocation)
  }
}
