// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ReductionsTests {
  @Test(arguments: KernelTable.available)
  func haveTheBitsOfTheReference(kernels: KernelTable) {
    var random = RandomValues("reductions")
    for count in tailLengths {
      KernelCall.compare(kernels, [random.floats(count, bound: 30)], "softmax of \(count)") {
        let (largest, sum) = $0.softmax(count, $1[0], 0.75)
        return [largest, sum]
      }
      KernelCall.compare(kernels, [random.floats(count, bound: 30)], "squares of \(count)") {
        [$0.sumOfSquares(count, $1[0])]
      }
      let rows = [random.floats(count), random.floats(count)]
      KernelCall.compare(kernels, rows, "dot of \(count)") { [$0.dot(count, $1[0], $1[1])] }
      for rows in [0, 1, 5] {
        let stride = count + 4
        KernelCall.compare(
          kernels, [random.floats(rows * stride), random.floats(count)],
          "column sums, \(rows) x \(count)"
        ) {
          $0.addColumnSums(rows, count, $1[0], stride, $1[1])
          return []
        }
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func softmaxIsADistribution(kernels: KernelTable) {
    for scores: [Float] in [[1], [0, 0], [-1e30, 1e30], [3, 1, 2], [88, 89, 90], [-300, -300]] {
      let call = KernelCall([scores])
      let (largest, sum) = kernels.softmax(scores.count, call[0], 1)
      let shares = (0..<scores.count).map { call[0][$0] }
      #expect(largest == scores.max())
      #expect(sum >= 1)
      #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
      for (at, share) in shares.enumerated() {
        #expect((0...1).contains(share))
        #expect(share >= shares[0] || scores[at] < scores[0])
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func softmaxPassesOnWhatIsNotANumber(kernels: KernelTable) {
    for place in [0, 1, 16, 17] {
      var scores = [Float](repeating: 1, count: 18)
      scores[place] = .nan
      let call = KernelCall([scores])
      #expect(kernels.softmax(18, call[0], 1).sum.isNaN)
    }
  }
}
