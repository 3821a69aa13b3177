// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct EditAlignmentTests {
  @Test func unitsStandSideBySide() {
    let pairs = EditAlignment.pairs(Array("kitten"), Array("sitting"))
    #expect(pairs.map { $0.one } == ["k", "i", "t", "t", "e", "n", nil])
    #expect(pairs.map { $0.other } == Array("sitting"))
    #expect(EditAlignment.pairs([Int](), []).isEmpty)
  }

  @Test(arguments: 0..<20)
  func thereAreAsManyEditsAsAreCounted(round: Int) {
    var random = RandomValues("alignment \(round)")
    let one = random.classes(round % 7, below: 3)
    let other = random.classes(round % 5 + 1, below: 3)
    let pairs = EditAlignment.pairs(one, other)
    let counts = EditCounts(hypothesis: one, reference: other)
    #expect(pairs.compactMap(\.one) == one && pairs.compactMap(\.other) == other)
    #expect(pairs.count { $0.one == nil } == counts.deletions)
    #expect(pairs.count { $0.other == nil } == counts.insertions)
    #expect(
      pairs.count { $0.one != nil && $0.other != nil && $0.one != $0.other } == counts.substitutions
    )
  }
}
