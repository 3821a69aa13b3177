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
        KernelCall.compare(kernels, [gradients, means, weights], "sgd of \(count)") {
          $0.updateSGD(count, 0.1, 0.9, nesterov, $1[0], $1[1], $1[2])
          return []
        }
      }
      KernelCall.compare(kernels, [gradients, means, squares, weights], "adam of \(count)") {
        $0.updateAdam(
          count, 0.01, 0.9, 0.999, 1e-8, 0.3, 0.999, $1[0], $1[1], $1[2], $1[3])
        return []
      }
      KernelCall.compare(kernels, [gradients, squares, means, weights], "rmsprop of \(count)") {
        $0.updateRMSprop(count, 0.01, 0.99, 1e-8, 0.9, $1[0], $1[1], $1[2], $1[3])
        return []
      }
      KernelCall.compare(kernels, [gradients, squares, weights], "adagrad of \(count)") {
        $0.updateAdagrad(count, 0.01, 1e-10, $1[0], $1[1], $1[2])
        return []
      }
    }
  }
}
