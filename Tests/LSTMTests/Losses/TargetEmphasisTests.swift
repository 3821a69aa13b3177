// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TargetEmphasisTests {
  @Test func balancedWeightsLetClassesCountTheSame() {
    let weights = TargetEmphasis.balanced([30, 10, 0, 60])
    #expect(weights[0] == Float(100.0 / 120) && weights[1] == 2.5 && weights[2] == 1)
    #expect(abs(30 * weights[0] - 60 * weights[3]) < 1e-4)
  }

  /// Against -Σ target·ln p written out, for a softmax over three classes and for two classes.
  @Test(arguments: [0, 0.1, 0.4], [[], [0.5, 2, 1.25]] as [[Float]])
  func theLossIsThatOfTheSmoothedTarget(smoothing: Double, weights: [Float]) {
    let emphasis = TargetEmphasis(classWeights: weights, smoothing: smoothing)
    let scores: [Float] = [0.3, -1.2, 2.1]
    let exponentials = scores.map { naiveExponential(Double($0)) }
    let total = exponentials.reduce(0, +)
    for target in 0..<3 {
      var expected = 0.0
      for (index, exponential) in exponentials.enumerated() {
        let aim = (index == target ? 1 - smoothing : 0) + smoothing / 3
        expected -= aim * naturalLogarithm(exponential / total)
      }
      expected *= Double(emphasis.weight(of: target))
      let (loss, _) = run(CrossEntropy(), scores, Int32(target), emphasis)
      #expect(abs(loss - expected) < 1e-6 * (1 + expected))
    }
    for target in 0..<2 {
      let share = 1 / (1 + naiveExponential(-0.7))
      let aim = (1 - smoothing) * Double(target) + smoothing / 2
      let expected =
        Double(emphasis.weight(of: target))
        * -(aim * naturalLogarithm(share) + (1 - aim) * naturalLogarithm(1 - share))
      let (loss, _) = run(BinaryCrossEntropy(), [0.7], Int32(target), emphasis)
      #expect(abs(loss - expected) < 1e-6 * (1 + expected))
    }
  }

  @Test(arguments: [0, 1])
  func gradientsAgreeWithCentralDifferences(index: Int) {
    let loss: any Loss = index == 0 ? CrossEntropy() : BinaryCrossEntropy()
    let emphasis = TargetEmphasis(classWeights: [0.5, 2, 1.25], smoothing: 0.2)
    let scores: [Float] = index == 0 ? [0.3, -1.2, 2.1] : [0.7]
    for target in Int32(0)..<2 {
      let (_, gradient) = run(loss, scores, target, emphasis)
      for at in scores.indices {
        var (up, down) = (scores, scores)
        up[at] += 0.01
        down[at] -= 0.01
        let slope =
          (run(loss, up, target, emphasis).loss - run(loss, down, target, emphasis).loss) / 0.02
        #expect(abs(slope - Double(gradient[at])) < 1e-3)
      }
    }
  }

  private func naiveExponential(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for n in 1..<40 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }

  private func run(
    _ loss: any Loss, _ scores: [Float], _ target: Int32, _ emphasis: TargetEmphasis
  ) -> (loss: Double, gradient: [Float]) {
    let buffer = Buffer()
    buffer.copy(from: scores)
    var result = 0.0
    withUnsafePointer(to: target) { target in
      withUnsafeMutablePointer(to: &result) { result in
        loss.differentiate(
          ScoredRows(scores: buffer.matrix(1, scores.count), targets: target, losses: result),
          scale: 1, emphasis, Compute(threads: 1))
      }
    }
    return (result, Array(buffer.contents.prefix(scores.count)))
  }
}
