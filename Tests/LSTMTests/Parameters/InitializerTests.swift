// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct InitializerTests {
  @Test(arguments: [(1, 1), (1, 2), (4, 2), (7, 3), (32, 4)])
  func blocksAreOrthogonal(size: Int, blocks: Int) {
    let values = fill(.orthogonal(blocks: blocks), [size, size * blocks])
    for block in 0..<blocks {
      let matrix = (0..<size).map { row in
        (0..<size).map { Double(values[row * size * blocks + block * size + $0]) }
      }
      for a in 0..<size {
        for b in 0..<size {
          let expected = a == b ? 1.0 : 0
          let rows = (0..<size).reduce(0.0) { $0 + matrix[a][$1] * matrix[b][$1] }
          let columns = (0..<size).reduce(0.0) { $0 + matrix[$1][a] * matrix[$1][b] }
          #expect(abs(rows - expected) < 1e-6 && abs(columns - expected) < 1e-6)
        }
      }
    }
    #expect(blocks == 1 || size == 1 || values[0] != values[size])
  }

  @Test func glorotFillsItsBound() {
    // Four gates of 50 units each from 100 features: ±√(6 / 150).
    let values = fill(.glorot(blocks: 4), [100, 200])
    let bound: Float = 0.2
    #expect(values.allSatisfy { abs($0) <= bound })
    #expect(values.contains { $0 > 0.99 * bound } && values.contains { $0 < -0.99 * bound })
    #expect(abs(values.reduce(0, +) / 20_000) < 0.005)
  }

  @Test func uniformFillsItsBound() {
    let values = fill(.uniform(0.05), [400, 5])
    #expect(values.allSatisfy { abs($0) <= 0.05 })
    #expect(values.contains { $0 > 0.049 } && values.contains { $0 < -0.049 })
  }

  @Test func forgetGateIsOne() {
    for units in [1, 3, 16] {
      let gates = [0, 1, 0, 0].flatMap { [Float](repeating: $0, count: units) }
      #expect(fill(.forgetGateOne, [4 * units]) == gates)
    }
    #expect(fill(.constant(0.5), [3]) == [0.5, 0.5, 0.5])
  }

  private func fill(
    _ initializer: Initializer, _ shape: [Int], _ compute: Compute = Compute(threads: 1)
  ) -> [Float] {
    var layout = ParameterLayout()
    let slots = layout.add([ParameterSpec("p", shape, initializer, isRegularized: true)], of: "l")
    let buffer = Buffer()
    buffer.copy(from: [Float](repeating: .nan, count: layout.count))
    var numbers = RandomSource(seed: 1).sequence(.initialization, "test")
    for slot in slots {
      slot.spec.initializer.fill(slot.matrix(in: buffer), numbers: &numbers, compute)
    }
    return Array(buffer.contents.prefix(shape.reduce(1, *)))
  }
}
