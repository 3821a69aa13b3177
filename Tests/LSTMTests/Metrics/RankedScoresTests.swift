// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct RankedScoresTests {
  /// Worked out by hand: 3 of 4 pairs are in order; the steps are 1/1 at the first row of the class and
  /// 2/3 at the second.
  @Test func agreesWithAnExampleByHand() throws {
    let ranked = RankedScores(positives: [0.35, 0.8], negatives: [0.1, 0.4])
    #expect(ranked.auc == 0.75)
    #expect(abs(try #require(ranked.averagePrecision) - 5.0 / 6) < 1e-15)
  }

  /// A tie is half a win, and one step: 0.5 of one row of the class meets 0.5 of two others.
  @Test func tiesAreOneStep() throws {
    let ranked = RankedScores(positives: [0.9, 0.5], negatives: [0.5, 0.5, 0.2])
    #expect(ranked.auc == 5.0 / 6)
    #expect(ranked.averagePrecision == 0.75)
    let same = RankedScores(positives: [1, 1], negatives: [1, 1, 1, 1, 1, 1])
    #expect(same.auc == 0.5 && same.averagePrecision == 0.25)
  }

  @Test func theEndsAreExact() {
    let best = RankedScores(positives: [3, 2], negatives: [1, 0, -1])
    #expect(best.auc == 1 && best.averagePrecision == 1)
    let worst = RankedScores(positives: [0], negatives: [1, 2, 3])
    #expect(worst.auc == 0 && worst.averagePrecision == 0.25)
    let none = RankedScores(positives: [], negatives: [1])
    #expect(none.auc == nil && none.averagePrecision == nil)
    let all = RankedScores(positives: [1], negatives: [])
    #expect(all.auc == nil && all.averagePrecision == 1)
  }

  /// Against all pairs and all thresholds, one by one.
  @Test(arguments: 0..<20)
  func agreesWithCountingAllPairs(turn: Int) throws {
    var random = RandomValues("ranked \(turn)")
    let positives = random.integers(17, below: 3 + turn).map(Float.init)
    let negatives = random.integers(31, below: 3 + turn).map(Float.init)
    let ranked = RankedScores(positives: positives, negatives: negatives)
    var wins = 0.0
    for one in positives {
      for other in negatives { wins += one > other ? 1 : one == other ? 0.5 : 0 }
    }
    #expect(ranked.auc == wins / Double(17 * 31))
    var (sum, recall) = (0.0, 0.0)
    for score in Set(positives + negatives).sorted(by: >) {
      let found = positives.count { $0 >= score }
      let next = Double(found) / 17
      sum += (next - recall) * Double(found) / Double(found + negatives.count { $0 >= score })
      recall = next
    }
    #expect(abs(try #require(ranked.averagePrecision) - sum) < 1e-12)
  }

  /// The curves that are drawn are those whose areas are the figures.
  @Test(arguments: 0..<20)
  func theAreasUnderTheCurvesAreTheFigures(turn: Int) throws {
    var random = RandomValues("curves \(turn)")
    let positives = random.integers(19, below: 3 + turn).map(Float.init)
    let negatives = random.integers(29, below: 3 + turn).map(Float.init)
    let ranked = RankedScores(positives: positives, negatives: negatives)
    let roc = ranked.rocCurve
    #expect(roc.first == .init(x: 0, y: 0) && roc.last == .init(x: 1, y: 1))
    #expect(zip(roc, roc.dropFirst()).allSatisfy { $0.x <= $1.x && $0.y <= $1.y && $0 != $1 })
    var area = 0.0
    for (left, right) in zip(roc, roc.dropFirst()) {
      area += (right.x - left.x) * (right.y + left.y) / 2
    }
    #expect(abs(area - (ranked.auc ?? 9)) < 1e-12)
    let steps = ranked.precisionRecallCurve
    var sum = 0.0
    for (left, right) in zip(steps, steps.dropFirst()) { sum += (right.x - left.x) * left.y }
    #expect(abs(sum - (ranked.averagePrecision ?? 9)) < 1e-12)
    #expect(steps.first?.x == 0 && steps.last?.x == 1)
  }

  @Test func whereThereIsNoOrderThereIsNoCurve() {
    #expect(RankedScores(positives: [1], negatives: []).rocCurve.isEmpty)
    #expect(RankedScores(positives: [], negatives: [1]).rocCurve.isEmpty)
    #expect(RankedScores(positives: [], negatives: [1]).precisionRecallCurve.isEmpty)
    let best = RankedScores(positives: [3, 2], negatives: [1, 0])
    #expect(best.rocCurve.map(\.y) == [0, 0.5, 1, 1] && best.rocCurve.map(\.x) == [0, 0, 0, 1])
  }
}
