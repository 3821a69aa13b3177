// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct GRUStepTests {
  @Test(arguments: KernelTable.available, [false, true])
  func forwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("gru forward")
    let rows = 3
    for hidden in tailLengths {
      let state = rows * hidden
      let outputRow = hidden + 5
      KernelCall.compare(
        kernels,
        [
          random.floats(3 * state, bound: 6), random.floats(3 * state, bound: 4),
          random.floats(state), random.floats(rows * outputRow),
        ], "\(hidden) units"
      ) { table, of in
        table.gruForward(rows, hidden, of[0], of[1], fromZero ? nil : of[2], of[3], outputRow)
        return []
      }
    }
  }

  @Test(arguments: KernelTable.available, [false, true])
  func backwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("gru backward")
    let rows = 3
    for hidden in tailLengths {
      let state = rows * hidden
      KernelCall.compare(
        kernels,
        [
          random.floats(3 * state), random.floats(3 * state), random.floats(state),
          random.floats(state),
        ], "\(hidden) units"
      ) { table, of in
        table.gruBackward(rows, hidden, of[0], of[1], fromZero ? nil : of[2], of[3])
        return []
      }
    }
  }

  @Test func isTheFormula() {
    let call = KernelCall([[0.3, -0.2, 0.5], [0.1, 0.2, -0.4], [0.6], [0]])
    KernelTable.reference.gruForward(1, 1, call[0], call[1], call[2], call[3], 1)
    // r = σ(0.4), z = σ(0), n = tanh(0.5 - 0.4·r); h = (1 - z)·n + z·0.6.
    expectClose([call[3][0]], [0.427_393_23], "h", tolerance: 1e-6)
  }
}
