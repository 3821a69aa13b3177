// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct RandomSourceTests {
  private let source = RandomSource(seed: 42)

  @Test func uniformNumbersAreSpreadEvenly() {
    var numbers = source.sequence(.sample, "uniform")
    let drawn = (0..<40_000).map { _ in Double(numbers.uniform()) }
    #expect(drawn.allSatisfy { (0..<1).contains($0) })
    #expect(abs(mean(drawn) - 0.5) < 0.01)
    #expect(abs(mean(drawn.map { $0 * $0 }) - 1 / 3.0) < 0.01)
    let neighbours = zip(drawn, drawn.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) }
    #expect(abs(mean(neighbours)) < 0.003)
    // Ten boxes of 4000 each, within five standard deviations.
    var boxes = [Int](repeating: 0, count: 10)
    for number in drawn { boxes[Int(number * 10)] += 1 }
    #expect(boxes.allSatisfy { abs($0 - 4000) < 300 })
  }

  @Test func fractionsAreSpreadEvenly() {
    var numbers = source.sequence(.search, "fractions")
    let drawn = (0..<40_000).map { _ in numbers.fraction() }
    #expect(drawn.allSatisfy { (0..<1).contains($0) })
    #expect(abs(mean(drawn) - 0.5) < 0.01)
    #expect(abs(mean(drawn.map { $0 * $0 }) - 1 / 3.0) < 0.01)
    #expect(Set(drawn).count > 39_900)
  }

  @Test func purposesKeepTheirNumbers() {
    let purposes: [RandomSource.Purpose] = [
      .initialization, .shuffle, .dropout, .sample, .split, .search, .noise,
    ]
    #expect(purposes.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func normalNumbersHaveTheMomentsOfTheBellCurve() {
    var numbers = source.sequence(.sample, "normal")
    let drawn = (0..<40_000).map { _ in numbers.normal() }
    for (power, moment, width) in [(1, 0.0, 0.03), (2, 1, 0.04), (3, 0, 0.1), (4, 3, 0.3)] {
      let powers = drawn.map { number in (0..<power).reduce(1.0) { product, _ in product * number }
      }
      #expect(abs(mean(powers) - moment) < width, "moment \(power)")
    }
  }

  @Test func indicesStayBelowTheirBound() {
    var numbers = source.sequence(.sample, "indices")
    for bound in [1, 2, 3, 1000] {
      let drawn = (0..<2000).map { _ in numbers.index(below: bound) }
      #expect(drawn.allSatisfy { (0..<bound).contains($0) })
      #expect(Set(drawn).count >= min(bound, 800))
    }
  }

  @Test(arguments: [0, 1, 2, 3, 50, 1000])
  func permutationsHaveEveryNumberOnce(count: Int) {
    let order = source.permutation(count, .shuffle, "epoch", step: 1)
    #expect(order.sorted() == Array(0..<count))
    #expect(order == source.permutation(count, .shuffle, "epoch", step: 1))
    if count >= 50 {
      #expect(order != Array(0..<count))
      #expect(order != source.permutation(count, .shuffle, "epoch", step: 2))
      #expect(order != RandomSource(seed: 43).permutation(count, .shuffle, "epoch", step: 1))
    }
  }

  @Test func everyOrderOfThreeComesUpEquallyOften() {
    var counts: [[Int]: Int] = [:]
    for step in 0..<6000 {
      counts[source.permutation(3, .shuffle, "three", step: UInt32(step)), default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 })
  }

  @Test func everyPartOfTheKeyCounts() {
    let first = [
      source.sequence(.dropout, "a"), source.sequence(.dropout, "b"),
      source.sequence(.initialization, "a"), source.sequence(.dropout, "a", step: 1),
      RandomSource(seed: 43).sequence(.dropout, "a"),
      RandomSource(seed: 42 + 1 << 32).sequence(.dropout, "a"),
    ].map { sequence in
      var numbers = sequence
      return (0..<4).map { _ in numbers.word() }
    }
    #expect(Set(first).count == first.count)
  }

  @Test func dropoutDrawsFromBlocksOfItsOwn() {
    // A sequence and a mask of the same key and step share no words.
    let key = source.key(.sample, "both")
    var numbers = source.sequence(.sample, "both")
    let drawn = Set((0..<64).map { _ in numbers.word() })
    let masked = (UInt32(0)..<16).flatMap { block in
      let words = Threefry(key: key)[(block, 0, 0, 0)]
      return words.indices.map { words[$0] }
    }
    #expect(drawn.isDisjoint(with: masked))
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
