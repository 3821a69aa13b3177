// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct GradientKernelTests {
  private static let odd: [Float] = [0, -0.0, .infinity, -.infinity, .nan, 0x1p-140, 3e38]

  @Test(arguments: KernelTable.available)
  func haveTheBitsOfTheReference(kernels: KernelTable) {
    var random = RandomValues("gradient kernels")
    for count in tailLengths {
      let gradients = random.floats(count, bound: 3)
      let weights = (Self.odd + random.floats(count)).prefix(count).map { $0 }
      KernelCall.compare(kernels, [weights, gradients], "penalty of \(count)") {
        $0.addPenalty(count, 0.1, 0.3, $1[0], $1[1])
        return []
      }
      KernelCall.compare(kernels, [gradients], "clip of \(count)") {
        $0.clip(count, 0.5, $1[0])
        return []
      }
      KernelCall.compare(kernels, [weights], "clip of odd ones among \(count)") {
        $0.clip(count, 0.5, $1[0])
        return []
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func whatIsNotFiniteIsFound(kernels: KernelTable) {
    for count in tailLengths {
      var values = [Float](repeating: 3e38, count: count)
      values[0] = -0x1p-149
      #expect(kernels.isFinite(count, values))
      for bad in [Float.nan, .infinity, -.infinity] {
        for place in Set([0, count / 2, count - 1]) {
          values = [Float](repeating: 1, count: count)
          values[place] = bad
          #expect(!kernels.isFinite(count, values), "\(bad) at \(place)")
        }
      }
    }
  }
}
