// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct DropoutLayerTests {
  private let x = [Float](repeating: 1, count: 40)

  @Test func dropsAndScalesWhileTraining() {
    let bench = bench(rate: 0.2, RandomSource(seed: 4))
    let y = bench.forward(x)
    #expect(y.allSatisfy { $0 == 0 || $0 == 1.25 })
    #expect(y.contains(0) && y.contains(1.25))
    #expect(bench.backward(x, columns: 8) == y)
  }

  @Test func everyLayerHasMasksOfItsOwn() {
    let masks = ["dropout1", "dropout2"].map { name in
      bench(rate: 0.5, RandomSource(seed: 4), name: name).forward(x)
    }
    #expect(masks[0] != masks[1])
  }

  @Test func leavesEverythingElsewhere() {
    #expect(bench(rate: 0.2, nil).forward(x) == x)
    #expect(bench(rate: 0, RandomSource(seed: 4)).forward(x) == x)
    #expect(bench(rate: 0.2, nil).backward(x, columns: 8) == x)
  }

  @Test func almostAllMayBeDropped() {
    let y = bench(rate: 1.0.nextDown, RandomSource(seed: 4)).forward(x)
    #expect(y.allSatisfy { $0 == 0 })
  }

  private func bench(
    rate: Double, _ source: RandomSource?, name: String = "dropout1"
  ) -> StageBench {
    StageBench(
      DropoutLayer(rate: rate), input: .vector(features: 8), lengths: [1, 1, 1, 1, 1],
      dropout: source, name: name)
  }
}
