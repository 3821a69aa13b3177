// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct PenaltyTests {
  @Test(arguments: [(0.3, 0.0), (0, 0.2), (0.1, 0.5)])
  func slopeAgreesWithCentralDifferences(l1: Double, l2: Double) {
    var random = RandomValues("penalty")
    let (weights, gradients) = (Buffer(), Buffer(count: 20))
    // Away from zero, where |w| has no slope.
    weights.copy(from: random.floats(20).map { $0 < 0 ? $0 - 0.1 : $0 + 0.1 })
    addSlope(Penalty(l1: l1, l2: l2), weights, gradients)
    let compared = GradientCheck().expect(
      gradients.contents, "l1 \(l1), l2 \(l2)", of: weights.base
    ) {
      weights.contents.reduce(0.0) { $0 + l1 * abs(Double($1)) + l2 * Double($1) * Double($1) }
    }
    #expect(compared == 20)
  }

  @Test func addsToWhatIsThereWhereItActs() {
    let (weights, gradients) = (Buffer(), Buffer())
    weights.copy(from: [0, 2, -2])
    gradients.copy(from: [1, 1, 1])
    addSlope(Penalty(l1: 0.5, l2: 0.25), weights, gradients, isRegularized: false)
    #expect(gradients.contents == [1, 1, 1])
    addSlope(Penalty(l1: 0.5, l2: 0.25), weights, gradients)
    #expect(gradients.contents == [1, 2.5, -0.5])
    #expect(Penalty(l1: 0, l2: 0).isZero)
    #expect(!Penalty(l1: 0, l2: 1e-9).isZero)
  }

  private func addSlope(
    _ penalty: Penalty, _ weights: Buffer, _ gradients: Buffer, isRegularized: Bool = true
  ) {
    let stretch = Stretch(range: 0..<weights.count, isRegularized: isRegularized)
    penalty.addSlope(stretch, of: weights, to: gradients, .reference)
  }
}
