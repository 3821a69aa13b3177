// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LabelCrossEntropyTests {
  @Test(arguments: KernelTable.available, 1...3)
  func agrees(kernels: KernelTable, threads: Int) throws {
    let fixture = try Fixture("label_cross_entropy")
    for name in ["usual", "large"] {
      let shape = try fixture.shape("\(name).logits")
      let targets = try fixture.integers("\(name).targets").map(Int32.init)
      let (losses, gradient) = run(
        try fixture.values("\(name).logits"), targets, width: shape[1],
        Compute(threads: threads, kernels: kernels))
      let mean = losses.reduce(0, +) / Double(losses.count)
      let expected = try fixture.number("\(name).loss")
      #expect(abs(mean - expected) <= 1e-6 * (1 + expected), "\(name)")
      expectClose(gradient, try fixture.values("\(name).d.logits"), name)
    }
  }

  @Test(arguments: [
    TargetEmphasis.none, TargetEmphasis(classWeights: [1, 3, 0.5, 2, 1, 1], smoothing: 0),
    TargetEmphasis(classWeights: [], smoothing: 0.2),
  ])
  func gradientAgreesWithCentralDifferences(emphasis: TargetEmphasis) {
    var random = RandomValues("label loss")
    let scores = Buffer()
    scores.copy(from: random.floats(4 * 3, bound: 3))
    let targets = random.classes(4 * 3, below: 2)
    let compute = Compute(threads: 1, kernels: .reference)
    let result = {
      run(Array(scores.contents.prefix(12)), targets, width: 3, compute, emphasis)
    }
    let gradient = result().gradient
    let compared = GradientCheck().expect(gradient, "labels", of: scores.base) {
      result().losses.reduce(0, +) / 4
    }
    #expect(compared == 12)
  }

  /// A label by itself is one of two classes.
  @Test func oneLabelIsTheBinaryLoss() {
    let scores: [Float] = [0.3, -2, 5]
    let compute = Compute(threads: 1, kernels: .reference)
    let (losses, gradient) = run(scores, [1, 0, 0], width: 1, compute)
    let binary = run(scores, [1, 0, 0], width: 1, compute, .none, BinaryCrossEntropy())
    #expect(losses == binary.losses && gradient == binary.gradient)
  }

  @Test func balancedWeightsLetBothSidesCountTheSame() {
    #expect(
      TargetEmphasis.balanced(labels: [1, 2, 0], rows: 4) == [
        Float(4.0 / 6), 2, 1, 1, 0.5, 1,
      ])
  }

  private func run(
    _ scores: [Float], _ targets: [Int32], width: Int, _ compute: Compute,
    _ emphasis: TargetEmphasis = .none, _ loss: any Loss = LabelCrossEntropy()
  ) -> (losses: [Double], gradient: [Float]) {
    let rows = scores.count / width
    var losses = [Double](repeating: 0, count: rows)
    let (measured, buffer) = (Buffer(), Buffer())
    for one in [measured, buffer] { one.copy(from: scores) }
    losses.withUnsafeMutableBufferPointer { losses in
      targets.withUnsafeBufferPointer { targets in
        guard let losses = losses.baseAddress, let place = targets.baseAddress else { return }
        let rows = { (buffer: Buffer) in
          ScoredRows(scores: buffer.matrix(rows, width), targets: place, losses: losses)
        }
        loss.measure(rows(measured), compute)
        loss.differentiate(rows(buffer), scale: 1 / Float(scores.count / width), emphasis, compute)
      }
    }
    return (losses, Array(buffer.contents.prefix(scores.count)))
  }
}
