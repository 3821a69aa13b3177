// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct EmbedLayerTests {
  @Test func looksUpAndCollects() {
    let bench = StageBench(
      EmbedLayer(units: 3), input: .tokens(vocabulary: 4), lengths: [2, 1], tokens: [2, 0, 2])
    var random = RandomValues("embed")
    bench.randomize(&random)
    let y = bench.forward([])
    #expect(y.count == 9 && y[0..<3] == y[6..<9] && y[0..<3] != y[3..<6])
    #expect(bench.backward([1, 2, 3, 4, 5, 6, 10, 20, 30], columns: 3) == nil)
    #expect(bench.gradient("weight") == [4, 5, 6, 0, 0, 0, 11, 22, 33, 0, 0, 0])
  }

  @Test func hasAVectorForEachToken() {
    let layer = EmbedLayer(units: 3)
    let specs = layer.parameters(for: .tokens(vocabulary: 9))
    #expect(specs.map(\.shape) == [[9, 3]])
    #expect(specs.allSatisfy { !$0.isRegularized && $0.isTable })
  }
}
