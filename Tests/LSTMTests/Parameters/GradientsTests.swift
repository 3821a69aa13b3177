// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import LSTM

@Suite struct GradientsTests {
  private let compute = Compute(threads: 1)

  /// A dense parameter of more than two chunks, a table of 50 rows, a small one, another table.
  private let layout: ParameterLayout
  private let large: ParameterSlot
  private let table: ParameterSlot
  private let small: ParameterSlot
  private let other: ParameterSlot

  init() {
    var layout = ParameterLayout()
    let slots = layout.add(
      [
        ParameterSpec("large", [90, 101], .constant(0), isRegularized: true),
        ParameterSpec("table", [50, 7], .constant(0), isRegularized: false, isTable: true),
        ParameterSpec("small", [3], .constant(0), isRegularized: false),
        ParameterSpec("other", [4, 1000], .constant(0), isRegularized: true, isTable: true),
      ], of: "layer")
    self.layout = layout
    (large, table, small, other) = (slots[0], slots[1], slots[2], slots[3])
  }

  @Test func stretchesAreChunksAndRowsInOrder() {
    let gradients = Gradients(layout)
    gradients.clear(compute)
    gradients.touch([9, 3, 9, 0, 3], of: table)
    gradients.touch([2], of: other)
    gradients.touch([3, 49], of: table)
    gradients.touch([0], of: small)
    let dense = [0..<4096, 4096..<8192, 8192..<9090].map { Stretch(range: $0, isRegularized: true) }
    let bias = Stretch(range: small.offset..<small.offset + 3, isRegularized: false)
    let rows = [9, 3, 0].map { row(table, $0) } + [row(other, 2), row(table, 49)]
    #expect(stretches(gradients) == dense + [bias] + rows)
    gradients.clear(compute)
    #expect(stretches(gradients) == dense + [bias])
    gradients.touch([3], of: table)
    #expect(stretches(gradients) == dense + [bias, row(table, 3)])
  }

  @Test func clearedIsWhatCarriedAGradient() {
    let gradients = Gradients(layout)
    gradients.clear(compute)
    #expect(gradients.values.contents.allSatisfy { $0 == 0 })
    gradients.touch([1, 48], of: table)
    for place in 0..<layout.count { gradients.values.base[place] = 1 }
    let carried = stretches(gradients).flatMap(\.range)
    gradients.clear(compute)
    let left = (0..<layout.count).filter { gradients.values.base[$0] != 0 }
    #expect(left == (0..<layout.count).filter { !Set(carried).contains($0) })
  }

  @Test(arguments: KernelTable.available)
  func threadsShareWhatIsLarge(kernels: KernelTable) {
    var random = RandomValues("gradients")
    let rows = random.integers(60, below: 50).map(Int32.init)
    let values = random.floats(layout.count)
    let norms = (1...4).map { threads in
      let compute = Compute(threads: threads, kernels: kernels)
      let gradients = Gradients(layout)
      gradients.clear(compute)
      gradients.touch(rows, of: table)
      gradients.touch([0, 1, 2, 3], of: other)
      let places = stretches(gradients).flatMap(\.range)
      for place in places { gradients.values.base[place] = values[place] }
      let exact = places.reduce(0.0) { $0 + Double(values[$1]) * Double(values[$1]) }
      let norm = gradients.norm(compute)
      #expect(abs(norm - exact.squareRoot()) < 1e-6 * norm)
      return norm
    }
    #expect(Set(norms).count == 1)
  }

  @Test func everyStretchIsVisitedOnceByAnyNumberOfThreads() {
    let size = 1 << 17
    var layout = ParameterLayout()
    _ = layout.add([ParameterSpec("p", [size], .constant(0), isRegularized: true)], of: "layer")
    for threads in 1...4 {
      let compute = Compute(threads: threads, kernels: .reference)
      let gradients = Gradients(layout)
      gradients.clear(compute)
      let visits = (0..<size / 4096).map { _ in Counter() }
      gradients.forEachStretch(
        compute,
        StretchProbe { stretch, index in
          #expect(stretch.range == index * 4096..<(index + 1) * 4096)
          visits[index].add()
        })
      #expect(visits.allSatisfy { $0.count == 1 })
    }
  }

  private func stretches(_ gradients: Gradients) -> [Stretch] {
    var all: [Stretch] = []
    gradients.forEachStretch(
      compute,
      StretchProbe { stretch, index in
        #expect(index == all.count)
        all.append(stretch)
      })
    return all
  }

  private func row(_ slot: ParameterSlot, _ index: Int) -> Stretch {
    let start = slot.offset + index * slot.spec.columns
    return Stretch(
      range: start..<start + slot.spec.columns, isRegularized: slot.spec.isRegularized)
  }
}

/// How often something happened, on any thread.
private final class Counter: Sendable {
  private let value = Atomic(0)

  var count: Int { value.load(ordering: .relaxed) }

  func add() { value.add(1, ordering: .relaxed) }
}
