// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct DropoutMaskTests {
  /// No, half, an eighth, and all but the largest words dropped, at some steps.
  private static let draws: [(step: UInt32, threshold: UInt32)] = [
    (0, 0), (1, 0x8000_0000), (7, 0x2000_0000), (.max, .max),
  ]

  private let key = RandomSource(seed: 9).key(.dropout, "dropout1")

  @Test(arguments: KernelTable.available)
  func hasTheBitsOfTheReference(kernels: KernelTable) {
    for count in tailLengths + [1000] {
      for (step, threshold) in Self.draws {
        KernelCall.compare(kernels, [[Float](repeating: 5, count: count)], "\(count) at \(step)") {
          $0.dropoutMask(count, key, step, threshold, 1.25, $1[0])
          return []
        }
      }
    }
  }

  @Test func dropsTheShareAskedFor() {
    let count = 20_000
    for rate in [0.1, 0.5, 0.9] {
      let call = KernelCall([[Float](repeating: 5, count: count)])
      KernelTable.reference.dropoutMask(
        count, key, 3, UInt32(rate * 4_294_967_296), 2, call[0])
      let values = (0..<count).map { call[0][$0] }
      #expect(values.allSatisfy { $0 == 0 || $0 == 2 })
      // Within five standard deviations.
      let dropped = Double(values.filter { $0 == 0 }.count)
      let deviation = (Double(count) * rate * (1 - rate)).squareRoot()
      #expect(abs(dropped - rate * Double(count)) < 5 * deviation)
    }
  }

  @Test func stepsAndNamesHaveMasksOfTheirOwn() {
    let other = RandomSource(seed: 9).key(.dropout, "dropout2")
    let masks = [(key, UInt32(1)), (key, 2), (other, 1)].map { key, step in
      let call = KernelCall([[Float](repeating: 5, count: 64)])
      KernelTable.reference.dropoutMask(64, key, step, 1 << 31, 1, call[0])
      return call.contents
    }
    #expect(Set(masks).count == 3)
  }
}
