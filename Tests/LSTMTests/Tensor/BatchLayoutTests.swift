// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct BatchLayoutTests {
  @Test func blocksHoldTheLiveRows() {
    let layout = BatchLayout(sortedLengths: [5, 3, 3, 1])
    #expect(layout.rows == 4 && layout.steps == 5 && layout.total == 12)
    #expect(layout.live == [4, 3, 3, 1, 1])
    #expect(layout.offsets == [0, 4, 7, 10, 11])
    #expect((0..<4).map(layout.last) == [11, 8, 9, 3])
  }

  @Test func smallOnes() {
    let none = BatchLayout(sortedLengths: [])
    #expect(none.rows == 0 && none.steps == 0 && none.total == 0)
    let one = BatchLayout(sortedLengths: [1])
    #expect(one.live == [1] && one.offsets == [0] && one.last(of: 0) == 0)
    let even = BatchLayout(sortedLengths: [2, 2])
    #expect(even.live == [2, 2] && even.offsets == [0, 2] && even.last(of: 1) == 3)
  }
}
