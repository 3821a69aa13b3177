// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct GRUStepTests {
  @Test(arguments: KernelTable.available, [false, true])
  func forwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("gru forward")
    let rows = 3
    for hidden in tailLengths {
      for (first, units) in unitRanges(hidden) {
        let state = rows * hidden
        let (beforeRow, outputRow) = (hidden + 2, hidden + 5)
        KernelCall.compare(
          kernels,
          [
            random.floats(3 * state, bound: 6), random.floats(3 * state, bound: 4),
            random.floats(rows * beforeRow), random.floats(rows * outputRow),
            random.floats(state), random.floats(state),
          ], "units \(first) to \(first + units) of \(hidden)"
        ) { table, of in
          table.gruForward(
            rows, hidden, first, units, of[0], of[1], fromZero ? nil : UnsafePointer(of[2]),
            beforeRow, of[3], outputRow, of[4], rows - 1,
            fromZero ? nil : UnsafePointer(of[5]))
          return []
        }
      }
    }
  }

  @Test(arguments: KernelTable.available, [false, true])
  func backwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("gru backward")
    let rows = 3
    for hidden in tailLengths {
      for (first, units) in unitRanges(hidden) {
        let state = rows * hidden
        let (beforeRow, outputRow) = (hidden + 2, hidden + 5)
        KernelCall.compare(
          kernels,
          [
            random.floats(3 * state), random.floats(3 * state), random.floats(rows * beforeRow),
            random.floats(rows * outputRow), random.floats(state), random.floats(state),
            random.floats(state),
          ], "units \(first) to \(first + units) of \(hidden)"
        ) { table, of in
          table.gruBackward(
            rows, hidden, first, units, of[0], of[1], fromZero ? nil : UnsafePointer(of[2]),
            beforeRow, of[3], outputRow, of[4], fromZero ? nil : UnsafePointer(of[5]), of[6])
          return []
        }
      }
    }
  }

  @Test func isTheFormula() {
    let call = KernelCall([[0.3, -0.2, 0.5], [0.1, 0.2, -0.4], [0.6], [0]])
    KernelTable.reference.gruForward(
      1, 1, 0, 1, call[0], call[1], UnsafePointer(call[2]), 1, call[3], 1, nil, 0, nil)
    // r = σ(0.4), z = σ(0), n = tanh(0.5 - 0.4·r); h = (1 - z)·n + z·0.6.
    expectClose([call[3][0]], [0.427_393_23], "h", tolerance: 1e-6)
  }
}
