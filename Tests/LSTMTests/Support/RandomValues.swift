// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// Test data that depends only on the name it is drawn for.
struct RandomValues {
  private var numbers: RandomSequence

  init(_ name: String) {
    numbers = RandomSource(seed: 2718).sequence(.sample, name)
  }

  /// Uniform in ±bound.
  mutating func floats(_ count: Int, bound: Float = 1) -> [Float] {
    (0..<count).map { _ in bound * (2 * numbers.uniform() - 1) }
  }

  /// Whole numbers in 0 ..< bound.
  mutating func integers(_ count: Int, below bound: Int) -> [Int] {
    (0..<count).map { _ in numbers.index(below: bound) }
  }

  /// A column of token sequences of given lengths.
  mutating func column(lengths: [Int], vocabulary: Int) -> TokenColumn {
    var column = TokenColumn()
    for length in lengths { column.append(integers(length, below: vocabulary).map(Int32.init)) }
    return column
  }

  /// A class for each of some rows.
  mutating func classes(_ count: Int, below bound: Int) -> [Int32] {
    integers(count, below: bound).map(Int32.init)
  }
}
