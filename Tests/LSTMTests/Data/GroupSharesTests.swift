// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct GroupSharesTests {
  /// Groups of sizes, each with two classes in turn.
  private func rows(_ sizes: [Int]) -> (groups: [Int], classes: [Int]) {
    let groups = sizes.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    return (groups, groups.indices.map { $0 % 2 })
  }

  @Test(arguments: [
    [Int](repeating: 4, count: 30), Array(1...25), [40, 1, 1, 1, 1, 1, 1, 1, 1, 1], [5, 5, 5],
  ])
  func wholeGroupsComeNearToTheShares(sizes: [Int]) {
    let (groups, classes) = rows(sizes)
    let total = Double(groups.count)
    let wanted = [0.6, 0.2, 0.2].map { $0 * total }
    let parts = GroupShares(groups, classes).assigned(to: wanted, shuffler: TestShuffler())
    #expect(parts.count == sizes.count && parts.allSatisfy { (0..<3).contains($0) })
    var found = [Double](repeating: 0, count: 3)
    for (group, part) in parts.enumerated() { found[part] += Double(sizes[group]) }
    let largest = Double(sizes.max() ?? 0)
    for (found, wanted) in zip(found, wanted) { #expect(abs(found - wanted) <= largest) }
  }

  @Test func aPartOfNoSizeGetsNoGroup() {
    let (groups, classes) = rows([3, 3, 3, 3])
    let parts = GroupShares(groups, classes).assigned(to: [6, 0, 6], shuffler: TestShuffler())
    #expect(Set(parts) == [0, 2])
  }

  @Test func classesGoWhereTheyAreMissing() {
    // Groups of one class each: every part gets some of both.
    let groups = (0..<40).map { $0 / 2 }
    let classes = groups.map { $0 % 2 }
    let parts = GroupShares(groups, classes).assigned(to: [20, 20], shuffler: TestShuffler())
    for part in 0..<2 {
      let odd = parts.indices.count { parts[$0] == part && $0 % 2 == 1 }
      #expect(odd == 5 && parts.count { $0 == part } == 10)
    }
  }

  @Test func dependsOnTheShufflerAlone() {
    let (groups, classes) = rows([Int](repeating: 2, count: 40))
    let shares = GroupShares(groups, classes)
    let first = shares.assigned(to: [40, 40], shuffler: TestShuffler(seed: 1))
    #expect(first == shares.assigned(to: [40, 40], shuffler: TestShuffler(seed: 1)))
    #expect(first != shares.assigned(to: [40, 40], shuffler: TestShuffler(seed: 2)))
  }
}
