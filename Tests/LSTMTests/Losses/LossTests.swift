// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LossTests {
  /// A loss with how many scores it wants a row and how many classes it tells apart.
  struct Case: Sendable, CustomTestStringConvertible {
    let loss: any Loss
    let fixture: String
    let width: Int
    let classes: Int

    var testDescription: String { loss.name }
  }

  static let cases = [
    Case(loss: CrossEntropy(), fixture: "cross_entropy", width: 4, classes: 4),
    Case(loss: BinaryCrossEntropy(), fixture: "binary_cross_entropy", width: 1, classes: 2),
  ]

  @Test(arguments: cases, KernelTable.available)
  func agrees(of: Case, kernels: KernelTable) throws {
    let fixture = try Fixture(of.fixture)
    for name in ["usual", "large"] {
      let targets = try fixture.integers("\(name).targets").map(Int32.init)
      let (losses, _, gradient) = run(of, try fixture.values("\(name).logits"), targets, kernels)
      let mean = losses.reduce(0, +) / Double(losses.count)
      let expected = try fixture.number("\(name).loss")
      #expect(abs(mean - expected) <= 1e-6 * (1 + expected), "\(name)")
      expectClose(gradient, try fixture.values("\(name).d.logits"), name)
    }
  }

  @Test(arguments: cases)
  func gradientAgreesWithCentralDifferences(of: Case) {
    var random = RandomValues("losses")
    let scores = Buffer()
    scores.copy(from: random.floats(5 * of.width, bound: 3))
    let targets = random.classes(5, below: of.classes)
    let loss = {
      let (losses, _, _) = run(of, Array(scores.contents.prefix(5 * of.width)), targets, .reference)
      return losses.reduce(0, +) / 5
    }
    let (_, _, gradient) = run(of, Array(scores.contents.prefix(5 * of.width)), targets, .reference)
    let compared = GradientCheck().expect(gradient, of.loss.name, of: scores.base, loss: loss)
    #expect(compared == gradient.count)
  }

  @Test func probabilitiesAreThoseOfTheScores() {
    let (_, shares, _) = run(Self.cases[0], [0, 0, 0, 0, 1, 2, 3, 4], [0, 1], .reference)
    expectClose(
      shares, [0.25, 0.25, 0.25, 0.25, 0.032_058_6, 0.087_144_32, 0.236_882_82, 0.643_914_26],
      "softmax", tolerance: 1e-6)
    let (_, halves, _) = run(Self.cases[1], [0, 3, -3], [0, 1, 0], .reference)
    expectClose(halves, [0.5, 0.952_574_13, 0.047_425_87], "sigmoid", tolerance: 1e-6)
  }

  @Test(arguments: cases)
  func whatIsNotANumberIsNoticed(of: Case) {
    let (losses, _, _) = run(
      of, [Float](repeating: .nan, count: of.width), [1], .reference)
    #expect(losses.allSatisfy { $0.isNaN })
  }

  private func run(
    _ of: Case, _ scores: [Float], _ targets: [Int32], _ kernels: KernelTable
  ) -> (losses: [Double], probabilities: [Float], gradient: [Float]) {
    let compute = Compute(threads: 1, kernels: kernels)
    var losses = [Double](repeating: 0, count: targets.count)
    let (measured, differentiated) = (Buffer(), Buffer())
    for buffer in [measured, differentiated] { buffer.copy(from: scores) }
    losses.withUnsafeMutableBufferPointer { losses in
      targets.withUnsafeBufferPointer { targets in
        guard let losses = losses.baseAddress, let place = targets.baseAddress else { return }
        let rows = { (buffer: Buffer) in
          ScoredRows(
            scores: buffer.matrix(targets.count, of.width), targets: place, losses: losses)
        }
        of.loss.measure(rows(measured), compute)
        of.loss.differentiate(rows(differentiated), scale: 1 / Float(targets.count), .none, compute)
      }
    }
    let count = targets.count * of.width
    return (
      losses, Array(measured.contents.prefix(count)), Array(differentiated.contents.prefix(count))
    )
  }
}
