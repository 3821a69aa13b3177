// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct BatchTests {
  private let column: TokenColumn = {
    var column = TokenColumn()
    for row: [Int32] in [[1, 2], [3], [4, 5, 6], [7, 8], [9]] { column.append(row) }
    return column
  }()

  @Test func sortsByFallingLength() {
    let batch = Batch(column, rows: [0, 1, 2, 3, 4])
    #expect(batch.rows == [2, 0, 3, 1, 4])
    #expect(batch.layout.lengths == [3, 2, 2, 1, 1])
    #expect(batch.inputs[0].ids == [4, 1, 7, 3, 9, 5, 2, 8, 6])
  }

  @Test func keepsTheOrderOfEqualLengths() {
    #expect(Batch(column, rows: [4, 3, 1, 0, 3]).rows == [3, 0, 3, 4, 1])
    #expect(Batch(column, rows: [3, 0, 4]).inputs[0].ids == [7, 1, 9, 8, 2])
    #expect(Batch(column, rows: []).inputs[0].ids.isEmpty)
  }
}
