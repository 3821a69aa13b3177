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

  /// Many random cases: no group is in two parts by construction; no part with a size stays empty,
  /// and every part comes as near to its size as whole groups let it.
  @Test(arguments: 1...300)
  func noPartStaysEmptyAndSizesAreKept(seed: Int) {
    var random = RandomValues("groups \(seed)")
    func draw(_ range: ClosedRange<Int>) -> Int {
      random.integers(1, below: range.count)[0] + range.lowerBound
    }
    let partCount = draw(2...8)
    let groupCount = partCount + draw(0...40)
    let largest = draw(1...9)
    let classCount = draw(1...12)
    let isPure = draw(0...1) == 0
    let sizes = (0..<groupCount).map { _ in draw(1...largest) }
    let groups = sizes.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    let own = sizes.map { _ in draw(0...(classCount - 1)) }
    let classes = groups.map { isPure ? own[$0] : draw(0...(classCount - 1)) }
    let weights = (0..<partCount).map { _ in Double(draw(1...8)) }
    let wanted = weights.map { $0 * Double(groups.count) / weights.reduce(0, +) }
    let parts = GroupShares(groups, classes).assigned(
      to: wanted, shuffler: TestShuffler(seed: UInt64(seed)))
    var found = [Double](repeating: 0, count: partCount)
    for (group, part) in parts.enumerated() { found[part] += Double(sizes[group]) }
    #expect(found.allSatisfy { $0 > 0 }, "\(found) of \(wanted)")
    // A part that is smaller than a group may take the place of one that lacks more.
    guard Double(largest) <= wanted.min() ?? 0 else { return }
    for (found, wanted) in zip(found, wanted) { #expect(abs(found - wanted) <= Double(largest)) }
  }

  @Test func twentyGroupsOfOneClassEachFillFiveParts() {
    let parts = GroupShares(Array(0..<20), (0..<20).map { $0 % 10 }).assigned(
      to: [4, 4, 4, 4, 4], shuffler: TestShuffler())
    for part in 0..<5 { #expect(parts.count { $0 == part } == 4) }
  }

  @Test(arguments: 1...20)
  func twoGroupsOfEachOfFiftyClassesKeepTheRatio(seed: UInt64) {
    let classes = (0..<100).map { $0 % 50 }
    let parts = GroupShares(Array(0..<100), classes).assigned(
      to: [80, 10, 10], shuffler: TestShuffler(seed: seed))
    #expect((0..<3).map { part in parts.count { $0 == part } } == [80, 10, 10])
    // What is measured was trained on.
    #expect(Set(parts.indices.filter { parts[$0] == 0 }.map { classes[$0] }).count == 50)
  }

  @Test func aGroupNumberWithoutRowsIsNoGroup() {
    let parts = GroupShares([0, 2, 9], [0, 1, 0]).assigned(
      to: [1, 1, 1], shuffler: TestShuffler())
    #expect(Set([0, 2, 9].map { parts[$0] }) == [0, 1, 2])
  }
}
