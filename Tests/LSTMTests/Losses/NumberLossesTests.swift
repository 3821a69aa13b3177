// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct NumberLossesTests {
  /// The losses of rows of scores, and the gradient of a multiple of their sum.
  private func run(
    _ loss: any NumberLoss, _ scores: [Float], _ aims: [Float], width: Int, scale: Float = 1
  ) -> (losses: [Double], gradient: [Float]) {
    let run = LossRun(loss, scores, aims, numbers: width, scale: scale, threads: 2)
    return (run.losses, run.scores)
  }

  @Test func squares() {
    let found = run(SquaredError(), [3, 1, -2, 0], [1, 1, 1, 4], width: 2)
    #expect(found.losses == [2, 12.5] && found.gradient == [2, 0, -3, -4])
  }

  @Test func sizes() {
    let found = run(AbsoluteError(), [3, 1, -2, 0], [1, 1, 1, 4], width: 2, scale: 4)
    #expect(found.losses == [1, 3.5] && found.gradient == [2, 0, -2, -2])
  }

  @Test func smallAndLargeErrors() {
    let found = run(HuberLoss(delta: 2), [1, 4, -1, -8], [0, 0, 0, 0], width: 1)
    #expect(found.losses == [0.5, 6, 0.5, 14] && found.gradient == [1, 2, -1, -2])
  }

  /// The mean of a place is over the numbers that are there; without any it has no loss.
  @Test(arguments: ["mse", "mae", "huber"])
  func whatIsMissingHasNoLossAndNoGradient(name: String) {
    let losses: [String: any NumberLoss] = [
      "mse": SquaredError(), "mae": AbsoluteError(), "huber": HuberLoss(delta: 1),
    ]
    guard let loss = losses[name] else { return }
    let found = run(
      loss, [3, 5, 3, .infinity], [1, .nan, .nan, .nan], width: 2)
    let alone = run(loss, [3], [1], width: 1)
    #expect(found.losses == [alone.losses[0], 0])
    #expect(found.gradient == [alone.gradient[0], 0, 0, 0])
    // What is no number in a prediction is noticed.
    let broken = run(loss, [.nan], [1], width: 1)
    #expect(broken.losses[0].isNaN && broken.gradient[0].isNaN)
  }
}
