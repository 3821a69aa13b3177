// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct CalibrationTests {
  /// Worked out by hand: of four predictions two lie in one bin, mean 0.75, one of them right; 0.95 is right
  /// and 0.5 wrong: (2 · 0.25 + 0.05 + 0.5) / 4.
  @Test func theErrorIsThatOfAnExampleByHand() throws {
    let found = Calibration(
      [(0.74, true), (0.76, false), (0.95, true), (0.5, false)], bins: 5)
    #expect(abs((found.error ?? 9) - 0.2625) < 1e-12)
    #expect(found.bins.map(\.rows) == [0, 0, 1, 2, 1])
    #expect(found.bins[3].accuracy == 0.5 && found.bins[3].confidence == 0.75)
  }

  /// A bin has what lies above its lower bound, up to its upper one.
  @Test func boundsBelongToTheBinBelow() {
    let found = Calibration([(0, true), (0.25, true), (0.5, true), (1, true)], bins: 4)
    #expect(found.bins.map(\.rows) == [2, 1, 0, 1])
    #expect(Calibration([(0.5, true)]).bins.count == 15)
  }

  @Test func nothingHasNoError() {
    #expect(Calibration([]).error == nil)
    #expect(Calibration([(0.5, true), (0.5, false)]).error == 0)
  }

  /// The prediction is the most probable class, whatever was chosen by a threshold; a class that nobody
  /// knows is never right.
  @Test func scoresOfClassesAreCalibratedByTheMostProbableOne() throws {
    let scores = ClassScores(
      probabilities: [[0.25, 0.75], [0.5, 0.5], [0.125, 0.875]], truths: TokenColumn([1, 1, 2]),
      areLabels: false)
    let found = try #require(scores.calibration)
    #expect(found.rows == 3)
    let error: Double = try #require(found.error)
    let right = 1.625 / 3
    #expect(abs(error - right) < 1e-12)
    let metric = try #require(ClassTask(Labels(fitting: ["a", "b"])).metric("ece"))
    #expect(metric.value([scores]) == found.error)
    #expect(metric.entry.better == .lower)
    let labels = ClassScores(
      probabilities: [[0.25, 0.75]], truths: TokenColumn([1]), areLabels: true)
    #expect(labels.calibration == nil)
  }
}
