// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ComputeTests {
  @Test func partsAreEvenAndCoverAll() {
    for count in [0, 1, 2, 7, 100] {
      for parts in 1...5 {
        let ranges = (0..<parts).map { Compute.part($0, of: parts, in: count) }
        #expect(ranges.flatMap { Array($0) } == Array(0..<count))
        let sizes = ranges.map(\.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      }
    }
  }

  @Test func takesAsManyThreadsAsAskedForButNoMoreThanProcessors() {
    let all = Compute(threads: 0).threads
    #expect(all >= 1)
    #expect(Compute(threads: 1).threads == 1)
    #expect(Compute(threads: 1000).threads == all)
    #expect(Compute(threads: -4).threads == all)
  }

  @Test func takesTheChosenKernels() {
    #expect(Compute(threads: 1).kernelName == KernelChoice.current.name)
    #expect(KernelTable.available.last?.name == "reference")
    #expect(Compute.isAccelerated == (KernelTable.available.count > 1))
    #expect(KernelTable.available.allSatisfy { $0.panelWidth <= MemoryPlan.widestPanel })
  }
}
