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

  @Test func takesAsManyThreadsAsAskedFor() {
    #expect(Compute(threads: 1).threads == 1)
    #expect(Compute(threads: 3).threads == 3)
    #expect(Compute(threads: 0).threads >= 1)
    #expect(Compute(threads: -4).threads >= 1)
  }

  @Test func takesTheFastestKernels() {
    #expect(Compute(threads: 1).instructionSet == KernelTable.available.first?.name)
    #expect(KernelTable.available.last?.name == "reference")
    #expect(Compute.isAccelerated == (KernelTable.available.count > 1))
    #expect(Set(KernelTable.available.map(\.name)).count == KernelTable.available.count)
  }
}
