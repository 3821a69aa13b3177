// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct FlowTypeTests {
  @Test func saysWhatFlows() {
    #expect(FlowType.tokens(vocabulary: 8123).description == "tokens[8123]")
    #expect(FlowType.sequence(features: 256, backward: 128).description == "seq[256]")
    #expect(FlowType.vector(features: 64).description == "vector[64]")
    #expect(FlowType.tokens(vocabulary: 5).isSequence)
    #expect(FlowType.sequence(features: 5).isSequence)
    #expect(!FlowType.vector(features: 5).isSequence)
    #expect(FlowType.vector(features: 5).features == 5)
    #expect(FlowType.tokens(vocabulary: 5).features == 0)
  }
}
