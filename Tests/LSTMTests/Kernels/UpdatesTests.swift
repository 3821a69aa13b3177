// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct UpdatesTests {
  @Test(arguments: KernelTable.available)
  func haveTheBitsOfTheReference(kernels: KernelTable) {
    var random = RandomValues("updates")
    for count in tailLengths {
      let (gradients, weights) = (random.floats(count, bound: 3), random.floats(count))
      let means = random.floats(count)
      let squares = random.floats(count).map { $0 * $0 }
      for nesterov in [false, true] {
        KernelCall.compare(kernels, [gradients, means, weights], "momentum of \(count)") {
          $0.updateSGD(count, 0.7, 0.1, 0.9, nesterov, $1[0], $1[1], $1[2])
          return []
        }
      }
      KernelCall.compare(kernels, [gradients, weights], "sgd of \(count)") {
        $0.updateSGD(count, 0.7, 0.1, 0, false, $1[0], nil, $1[1])
        return []
      }
      KernelCall.compare(kernels, [gradients, means, squares, weights], "adam of \(count)") {
        $0.updateAdam(
          count, 0.7, 0.01, 0.9, 0.1, 0.999, 0.001, 1e-8, 3, 0.999, $1[0], $1[1], $1[2], $1[3])
        return []
      }
      KernelCall.compare(kernels, [gradients, squares, means, weights], "rmsprop of \(count)") {
        $0.updateRMSprop(
          count, 0.7, 0.01, 0.99, 0.01, 1e-8, 0.9, $1[0], $1[1], $1[2], $1[3])
        return []
      }
      KernelCall.compare(kernels, [gradients, squares, weights], "plain rmsprop of \(count)") {
        $0.updateRMSprop(count, 0.7, 0.01, 0.99, 0.01, 1e-8, 0, $1[0], $1[1], nil, $1[2])
        return []
      }
      KernelCall.compare(kernels, [gradients, squares, weights], "adagrad of \(count)") {
        $0.updateAdagrad(count, 0.7, 0.01, 1e-10, $1[0], $1[1], $1[2])
        return []
      }
    }
  }

  @Test(arguments: KernelTable.available)
  func whatDecaysComesToZero(kernels: KernelTable) {
    // Means and squares on both sides of where they count as zero.
    let means: [Float] = [1e-29, 1e-30, -1e-30, -1e-29, 0x1p-140, 0, .nan, -.infinity]
    let squares: [Float] = [0x1p-125, 0x1p-126, 0x1p-127, 0x1p-149, 0, 1, .nan, .infinity]
    let zeros = [Float](repeating: 0, count: 8)
    KernelCall.compare(kernels, [zeros, means, squares, zeros], "adam that decays") {
      $0.updateAdam(8, 1, 0.01, 0.9, 0.1, 0.999, 0.001, 1e-8, 1, 1, $1[0], $1[1], $1[2], $1[3])
      return []
    }
    let call = KernelCall([zeros, means, squares, zeros])
    for _ in 0..<200 {
      kernels.updateAdam(
        8, 1, 0.01, 0.9, 0.1, 0.999, 0.001, 1e-8, 1, 1, call[0], call[1], call[2], call[3])
    }
    #expect((0..<6).allSatisfy { call[1][$0] == 0 })
    #expect((1..<5).allSatisfy { call[2][$0] == 0 } && call[2][0] > 0 && call[2][5] > 0.8)
    #expect(call[1][6].isNaN && call[2][6].isNaN && call[2][7] == .infinity)
  }
}
