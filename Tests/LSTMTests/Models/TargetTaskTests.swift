// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TargetTaskTests {
  @Test func takesTheHeadThatFits() {
    #expect(TargetTask(classes: 2, activation: "auto").head == .sigmoid)
    #expect(TargetTask(classes: 3, activation: "auto").head == .softmax)
    #expect(TargetTask(classes: 2, activation: "softmax").head == .softmax)
  }

  @Test func headDecidesWidthAndLoss() {
    let two = TargetTask(classes: 2, activation: "auto")
    #expect(two.width == 1 && two.lossName == "binary cross-entropy")
    #expect(two.probabilities([0.25]) == [0.75, 0.25])
    let many = TargetTask(classes: 3, activation: "auto")
    #expect(many.width == 3 && many.lossName == "cross-entropy")
    #expect(many.probabilities([0.5, 0.25, 0.25]) == [0.5, 0.25, 0.25])
  }
}
