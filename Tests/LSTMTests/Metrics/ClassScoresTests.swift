// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Figures of the order that probabilities give the rows.
@Suite struct ClassScoresTests {
  /// The mean of 1/1 and 2/3, as it is added up.
  private static let twoSteps = (1 + 2.0 / 3) / 2

  private func scores(_ truths: [Int32], _ shares: [[Float]]) -> ClassScores {
    ClassScores(probabilities: shares, truths: TokenColumn(truths), areLabels: false)
  }

  @Test func ofTwoClassesTheSecondIsLookedFor() {
    let found = scores([0, 0, 1, 1], [[0.9, 0.1], [0.6, 0.4], [0.65, 0.35], [0.2, 0.8]])
    #expect(found.auc == 0.75 && found.averagePrecision == Self.twoSteps)
    #expect(found.ranked(0).auc == 0.75)
    // Found by falling share of the first class: right, wrong, right.
    #expect(found.ranked(0).averagePrecision == Self.twoSteps)
    #expect(found.absentClasses.isEmpty)
  }

  /// What rounding ties in the rest of a probability is told apart by the probability itself.
  @Test func theFirstOfTwoClassesHasNoTiesOfItsOwn() {
    let found = scores([1, 0], [[1, 2e-9], [1, 1e-9]])
    #expect(found.auc == 1 && found.ranked(0).auc == 1)
  }

  @Test func ofMoreEachStandsAgainstTheRest() {
    let shares: [[Float]] = [
      [0.7, 0.2, 0.1, 0], [0.2, 0.5, 0.3, 0], [0.1, 0.3, 0.6, 0], [0.5, 0.3, 0.2, 0],
    ]
    let found = scores([0, 1, 2, 1], shares)
    // 3 of 3, 3.5 of 4 and 3 of 3; no row has the last one.
    #expect(found.auc == 2.875 / 3)
    #expect(found.absentClasses == [3])
    #expect(found.ranked(3).auc == nil)
  }

  @Test func oneClassAloneHasNoOrder() {
    let found = scores([1, 1], [[0.5, 0.5], [0.1, 0.9]])
    #expect(found.auc == nil && found.averagePrecision == 1)
    let none = scores([0, 0], [[0.5, 0.5], [0.1, 0.9]])
    #expect(none.auc == nil && none.averagePrecision == nil)
  }

  @Test func labelsAreEachByThemselves() {
    let column = { (rows: [[Int32]]) in
      var column = TokenColumn()
      for row in rows { column.append(row) }
      return column
    }
    let shares: [[Float]] = [[0.9, 0.2, 0.1], [0.8, 0.7, 0.1], [0.1, 0.7, 0], [0.3, 0.6, 0]]
    let found = ClassScores(
      probabilities: shares, truths: column([[0], [0, 1], [], [1]]), areLabels: true)
    // The second label: 0.7 ties with 0.7 and beats 0.2, 0.6 beats 0.2 alone.
    #expect(found.ranked(1).auc == 2.5 / 4)
    #expect(found.auc == 0.8125)
    #expect(found.absentClasses == [2])
  }
}
