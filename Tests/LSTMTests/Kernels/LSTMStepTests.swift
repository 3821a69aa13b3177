// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LSTMStepTests {
  @Test(arguments: KernelTable.available, [false, true])
  func forwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("lstm forward")
    let rows = 3
    for hidden in tailLengths {
      let state = rows * hidden
      let outputRow = hidden + 5
      KernelCall.compare(
        kernels,
        [
          random.floats(4 * state, bound: 6), random.floats(state), random.floats(state),
          random.floats(state), random.floats(rows * outputRow),
        ], "\(hidden) units"
      ) { table, of in
        table.lstmForward(
          rows, hidden, of[0], fromZero ? nil : of[1], of[2], of[3], of[4], outputRow)
        return []
      }
    }
  }

  @Test(arguments: KernelTable.available, [false, true])
  func backwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("lstm backward")
    let rows = 3
    for hidden in tailLengths {
      let state = rows * hidden
      KernelCall.compare(
        kernels,
        [
          random.floats(4 * state), random.floats(state), random.floats(state),
          random.floats(state), random.floats(state),
        ], "\(hidden) units"
      ) { table, of in
        table.lstmBackward(rows, hidden, of[0], fromZero ? nil : of[1], of[2], of[3], of[4])
        return []
      }
    }
  }

  @Test func isTheFormula() {
    let gates: [Float] = [0.3, -0.2, 0.5, 0.1]
    let call = KernelCall([gates, [0.4], [0], [0], [0]])
    KernelTable.reference.lstmForward(1, 1, call[0], call[1], call[2], call[3], call[4], 1)
    // i = σ(0.3), f = σ(-0.2), g = tanh(0.5), o = σ(0.1); c = f·0.4 + i·g, h = o·tanh(c).
    expectClose(
      [call[2][0], call[4][0]], [0.445_526_14, 0.219_553_94], "c and h", tolerance: 1e-6)
  }
}
