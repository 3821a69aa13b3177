// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What two halves of some rows have counted is together what all rows count.
@Suite struct TallyTests {
  private static let halves = [0..<7, 7..<20, 20..<20]

  /// Merges what is counted of the parts of twenty rows.
  private func merged<Counted: Tally>(_ count: (Range<Int>) -> Counted) -> Counted {
    var sum = count(0..<0)
    for half in Self.halves { sum.merge(any: count(half)) }
    return sum
  }

  /// Classes from the third on are none of the matrix, and the first rows have none of these.
  @Test func confusionMatrices() {
    let actual = (0..<20).map { $0 < 5 ? $0 % 3 : $0 * 7 % 5 }
    let predicted = (0..<20).map { $0 * $0 % 3 }
    let count = { (rows: Range<Int>) in
      ConfusionMatrix(classes: 3, actual: Array(actual[rows]), predicted: Array(predicted[rows]))
    }
    let (whole, sum) = (count(0..<20), merged(count))
    #expect(sum.total == 20 && sum.strangerCount == whole.strangerCount)
    #expect(whole.strangerCount > 0 && (0..<5).map(sum.support) == (0..<5).map(whole.support))
    for average in ClassAverage.allCases {
      #expect(sum.f1(average) == whole.f1(average))
      #expect(sum.precision(average) == whole.precision(average))
      #expect(sum.recall(average) == whole.recall(average))
    }
    #expect(sum == whole)
  }

  @Test func entities() {
    let tags = ["B-X", "I-X", "O", "B-Y", "I-Y"].compactMap { ChunkTag($0) }
    var random = RandomValues("entities that merge")
    let rows = (0..<20).map { row in
      (0..<2).map { _ in random.integers(row % 6, below: tags.count).map { tags[$0] } }
    }
    let count = { (range: Range<Int>) in
      var counts = EntityCounts()
      for row in rows[range] { counts.add(actual: row[0], predicted: row[1]) }
      return counts
    }
    #expect(merged(count) == count(0..<20) && count(0..<20).all.correct > 0)
  }

  @Test func labels() {
    let sets = (0..<20).map { row in (0..<Int32(4)).filter { row >> $0 & 1 == 1 } }
    let count = { (range: Range<Int>) in
      var counts = LabelCounts(labels: 4)
      for row in range { counts.add(actual: sets[row], predicted: sets[row * 3 % 20]) }
      return counts
    }
    #expect(merged(count) == count(0..<20) && count(0..<20).exactRows > 0)
  }

  @Test func phrases() {
    let count = { (range: Range<Int>) in
      var counts = PhraseCounts()
      for row in range {
        counts.add(EntityCounts.Count(correct: row % 2, predicted: row % 3 + 1, actual: 2))
      }
      return counts
    }
    #expect(merged(count) == count(0..<20) && count(0..<20).all.actual == 40)
  }

  /// Figures of ranks are those of all rows, and no mean of the halves'.
  @Test(arguments: [false, true])
  func scores(areLabels: Bool) {
    var random = RandomValues("scores that merge")
    let shares = (0..<20).map { _ in random.floats(3, bound: 1).map(abs) }
    let count = { (range: Range<Int>) in
      var truths = TokenColumn()
      for row in range {
        truths.append(
          areLabels ? (0..<Int32(3)).filter { row >> $0 & 1 == 1 } : [Int32(row * 2 % 3)])
      }
      return ClassScores(
        probabilities: Array(shares[range]), truths: truths, areLabels: areLabels)
    }
    let (whole, sum) = (count(0..<20), merged(count))
    #expect(sum.probabilities == whole.probabilities && sum.truths == whole.truths)
    #expect(sum.auc == whole.auc && sum.averagePrecision == whole.averagePrecision)
    #expect(whole.auc != nil && whole.auc != count(0..<7).auc)
  }

  @Test func tokensAndLosses() {
    let count = { (range: Range<Int>) in
      var counts = NextTokenCounts()
      (counts.tokens, counts.right) = (range.count, range.count { $0 % 3 == 0 })
      return counts
    }
    #expect(merged(count) == count(0..<20) && count(0..<20).right == 7)
    // Halves of other sizes have other means: of binary fractions the sum is exact.
    let losses = { (range: Range<Int>) in
      LossSum(sum: range.reduce(0) { $0 + Double($1) / 4 }, count: range.count)
    }
    #expect(merged(losses) == losses(0..<20) && losses(0..<20).mean == 2.375)
    #expect(merged { RowCount(rows: $0.count) } == RowCount(rows: 20))
  }

  /// Of binary fractions all sums are exact, wherever the halves count their truths from.
  @Test func errorsOfNumbers() {
    let truths: [Double] = [.nan, 4, 0, -2, 1, 8, .nan]
    let count = { (range: Range<Int>) in
      var sums = NumberSums(columns: 2)
      for row in range {
        let truth = [truths[row % 7], truths[row * row % 5]]
        sums.add([Double(row) / 4, 0.5], truth)
      }
      return sums
    }
    let (whole, sum) = (count(1..<20), merged { count($0.clamped(to: 1..<20)) })
    #expect(sum == whole && whole.columns[0].count > whole.columns[0].ratioCount)
    for metric in NumberSums.metrics {
      #expect(metric.value([sum]) == metric.value([whole]) && metric.value([sum]) != nil)
    }
  }

  @Test func anotherKindIsLeftOut() {
    var sum = LossSum(sum: 1, count: 2)
    sum.merge(any: RowCount(rows: 5))
    #expect(sum == LossSum(sum: 1, count: 2))
  }
}
