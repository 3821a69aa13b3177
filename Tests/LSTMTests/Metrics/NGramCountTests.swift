// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct NGramCountTests {
  /// Against counting the n-grams themselves.
  @Test(arguments: 0..<40)
  func agreesWithCountingEachNGram(turn: Int) {
    var random = RandomValues("n-grams \(turn)")
    let kinds = [1, 2, 3, 20][turn % 4]
    let lengths = random.integers(2, below: 70)
    let hypothesis = random.integers(lengths[0], below: kinds).map(UInt32.init)
    let reference = random.integers(lengths[1], below: kinds).map(UInt32.init)
    let found = NGramCount.byOrder(7, hypothesis: hypothesis, reference: reference)
    for order in 1...7 {
      let (ours, theirs) = (grams(hypothesis, order), grams(reference, order))
      let wanted = NGramCount(
        matched: ours.reduce(0) { $0 + min($1.value, theirs[$1.key, default: 0]) },
        hypothesis: ours.values.reduce(0, +), reference: theirs.values.reduce(0, +))
      #expect(found[order - 1] == wanted, "order \(order)")
    }
  }

  private func grams(_ sequence: [UInt32], _ order: Int) -> [[UInt32]: Int] {
    guard sequence.count >= order else { return [:] }
    let all = (0...sequence.count - order).map { Array(sequence[$0..<$0 + order]) }
    return all.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test func unitsMayBeAnyScalar() {
    let ends: [UInt32] = [0, 0x10FFFF, 0, 0x10FFFF]
    let counts = NGramCount.byOrder(3, hypothesis: ends, reference: ends)
    #expect(counts.map(\.matched) == [4, 3, 2])
    #expect(NGramCount.byOrder(2, hypothesis: ends, reference: []).map(\.matched) == [0, 0])
  }
}
