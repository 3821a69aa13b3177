// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct PenaltyTests {
  @Test(arguments: [(0.3, 0.0), (0, 0.2), (0.1, 0.5)])
  func gradientAgreesWithCentralDifferences(l1: Double, l2: Double) {
    var random = RandomValues("penalty")
    // Away from zero, where |w| has no slope.
    let weights = random.floats(20).map { $0 < 0 ? $0 - 0.1 : $0 + 0.1 }
    let call = KernelCall([weights, weights.map { _ in 0 }])
    Penalty(l1: l1, l2: l2).addGradient(call[0], call[1], weights.count)
    let gradient = weights.indices.map { call[1][$0] }
    let compared = GradientCheck().expect(gradient, "l1 \(l1), l2 \(l2)", of: call[0]) {
      weights.indices.reduce(0.0) { sum, at in
        let w = Double(call[0][at])
        return sum + l1 * abs(w) + l2 * w * w
      }
    }
    #expect(compared == weights.count)
  }

  @Test func addsToWhatIsThere() {
    let call = KernelCall([[0, 2, -2], [1, 1, 1]])
    Penalty(l1: 0.5, l2: 0.25).addGradient(call[0], call[1], 3)
    #expect((0..<3).map { call[1][$0] } == [1, 2.5, -0.5])
    #expect(Penalty(l1: 0, l2: 0).isZero)
    #expect(!Penalty(l1: 0, l2: 1e-9).isZero)
  }
}
