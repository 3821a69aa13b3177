// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct EditCountsTests {
  /// All ways to align what is left, one by one: the fewest edits, then the fewest substitutions.
  private func fewest(_ one: ArraySlice<Int32>, _ other: ArraySlice<Int32>) -> (Int, Int) {
    guard let first = one.first else { return (other.count, 0) }
    guard let second = other.first else { return (one.count, 0) }
    let (both, left, right) = (
      fewest(one.dropFirst(), other.dropFirst()), fewest(one.dropFirst(), other),
      fewest(one, other.dropFirst())
    )
    let change = first == second ? 0 : 1
    let ways = [
      (both.0 + change, both.1 + change), (left.0 + 1, left.1), (right.0 + 1, right.1),
    ]
    return ways.min { $0 < $1 } ?? ways[0]
  }

  @Test(arguments: 0..<7)
  func agreesWithTryingAllWays(length: Int) {
    var random = RandomValues("edits \(length)")
    var found = EditCounts()
    for turn in 0..<60 {
      let lengths = (length, random.integers(1, below: 7)[0])
      let kinds = turn % 3 + 1
      let one = random.integers(lengths.0, below: kinds).map(Int32.init)
      let other = random.integers(lengths.1, below: kinds).map(Int32.init)
      let counts = EditCounts(hypothesis: one, reference: other)
      let (edits, substitutions) = fewest(one[...], other[...])
      #expect(counts.errors == edits && counts.substitutions == substitutions, "\(one) \(other)")
      #expect(counts.insertions - counts.deletions == one.count - other.count)
      #expect(counts.insertions >= 0 && counts.deletions >= 0)
      #expect(counts.exactRows == (one == other ? 1 : 0))
      found.merge(counts)
    }
    #expect(found.rows == 60 && found.insertions + found.deletions > 0)
  }

  @Test func eachKindOfEditIsCounted() {
    let counts = EditCounts(
      hypothesis: ["a", "x", "c", "d", "e", "e"], reference: ["a", "b", "c", "q", "d", "e"])
    #expect((counts.substitutions, counts.insertions, counts.deletions) == (1, 1, 1))
    #expect(counts.errorRate == 0.5 && counts.referenceLength == 6 && counts.exactShare == 0)
  }

  /// Two substitutions would be as few edits as one insertion and one deletion, which match more.
  @Test func fewerSubstitutionsAreBetter() {
    let counts = EditCounts(hypothesis: [1, 2] as [Int32], reference: [2, 1])
    #expect(counts.errors == 2 && counts.substitutions == 0 && counts.insertions == 1)
  }

  /// As Swift compares texts, the two would be equal.
  @Test func tokensAreComparedByTheirBytes() {
    let counts = EditCounts(hypothesis: ["e\u{301}", "b"], reference: ["é", "b"])
    #expect(counts.substitutions == 1 && counts.exactRows == 0)
  }

  @Test func ratesOfNothing() {
    #expect(EditCounts().errorRate == nil && EditCounts().exactShare == nil)
    let added = EditCounts(hypothesis: [1] as [Int32], reference: [])
    #expect(added.insertions == 1 && added.errorRate == nil && added.exactShare == 0)
    let both = EditCounts(hypothesis: [Int32](), reference: [])
    #expect(both.errors == 0 && both.exactShare == 1)
  }

  /// Rates of several rows are not means of theirs.
  @Test func rowsAddUp() {
    var sum = EditCounts(hypothesis: [1] as [Int32], reference: [2])
    sum.merge(EditCounts(hypothesis: [1, 2, 3] as [Int32], reference: [1, 2, 3]))
    #expect(sum.errorRate == 0.25 && sum.exactShare == 0.5 && sum.rows == 2)
  }
}
