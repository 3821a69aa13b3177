// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct PeepholeStepTests {
  @Test(arguments: KernelTable.available, [false, true])
  func forwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("peephole forward")
    let rows = 3
    for hidden in tailLengths {
      for (first, units) in unitRanges(hidden) {
        let state = rows * hidden
        let outputRow = hidden + 5
        KernelCall.compare(
          kernels,
          [
            random.floats(4 * state, bound: 6), random.floats(state), random.floats(state),
            random.floats(state), random.floats(rows * outputRow), random.floats(state),
            random.floats(state), random.floats(3 * hidden),
          ], "units \(first) to \(first + units) of \(hidden)"
        ) { table, of in
          table.peepholeForward(
            rows, hidden, first, units, of[7], of[0], fromZero ? nil : UnsafePointer(of[1]), of[2],
            of[3], of[4], outputRow, of[5], rows - 1, fromZero ? nil : UnsafePointer(of[6]))
          return []
        }
      }
    }
  }

  @Test(arguments: KernelTable.available, [false, true])
  func backwardHasTheBitsOfTheReference(kernels: KernelTable, fromZero: Bool) {
    var random = RandomValues("peephole backward")
    let rows = 3
    for hidden in tailLengths {
      for (first, units) in unitRanges(hidden) {
        let state = rows * hidden
        let outputRow = hidden + 3
        KernelCall.compare(
          kernels,
          [
            random.floats(4 * state), random.floats(state), random.floats(state),
            random.floats(rows * outputRow), random.floats(state), random.floats(state),
            random.floats(state), random.floats(3 * hidden),
          ], "units \(first) to \(first + units) of \(hidden)"
        ) { table, of in
          table.peepholeBackward(
            rows, hidden, first, units, of[7], of[0], fromZero ? nil : UnsafePointer(of[1]), of[2],
            of[3], outputRow, of[4], fromZero ? nil : UnsafePointer(of[5]), of[6])
          return []
        }
      }
    }
  }

  @Test func isTheFormula() {
    let gates: [Float] = [0.3, -0.2, 0.5, 0.1]
    let call = KernelCall([gates, [0.4], [0], [0], [0], [0.5, -1, 2]])
    KernelTable.reference.peepholeForward(
      1, 1, 0, 1, call[5], call[0], UnsafePointer(call[1]), call[2], call[3], call[4], 1, nil, 0,
      nil)
    // i = σ(0.3 + 0.5·0.4), f = σ(-0.2 - 1·0.4), g = tanh(0.5), c = f·0.4 + i·g,
    // o = σ(0.1 + 2·c), h = o·tanh(c).
    expectClose(
      [call[2][0], call[4][0]], [0.429_386_61, 0.292_626_44], "c and h", tolerance: 1e-6)
  }
}
