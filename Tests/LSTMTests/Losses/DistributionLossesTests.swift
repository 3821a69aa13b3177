// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// A loss of distributions, with numbers that it may be given.
struct DistributionCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let loss: any NumberLoss
  /// Numbers to predict by uniform ones between -1 and 1.
  let aim: @Sendable (Float) -> Float

  static let all = [
    DistributionCase(testDescription: "gaussian", loss: GaussianLoss()) { 2 * $0 },
    DistributionCase(testDescription: "student", loss: StudentLoss()) { 4 * $0 },
    DistributionCase(testDescription: "quantiles", loss: QuantileLoss(levels: [0.1, 0.5, 0.9])) {
      3 * $0
    },
    DistributionCase(
      testDescription: "many quantiles",
      loss: QuantileLoss(levels: (1...99).map { Double($0) / 100 })
    ) { 3 * $0 },
    DistributionCase(testDescription: "upper quantiles", loss: QuantileLoss(levels: [0.8, 0.95])) {
      3 * $0
    },
    DistributionCase(testDescription: "negative binomial", loss: NegativeBinomialLoss()) {
      (6 * $0 + 5).rounded()
    },
  ]

  /// Rows of three numbers, some of them missing, and their scores.
  func rows(_ count: Int, bound: Float = 1.5) -> (scores: [Float], aims: [Float]) {
    var random = RandomValues(testDescription)
    let scores = random.floats(count * 3 * loss.form.parameters, bound: bound)
    var aims = random.floats(count * 3).map(aim)
    for at in stride(from: 1, to: aims.count, by: 4) { aims[at] = .nan }
    if count > 2 { aims.replaceSubrange(3..<6, with: [.nan, .nan, .nan]) }
    return (scores, aims)
  }
}

@Suite struct DistributionLossesTests {
  @Test(arguments: DistributionCase.all)
  func theGradientIsThatOfTheMeasuredLoss(of: DistributionCase) {
    let (scores, aims) = of.rows(5)
    let found = LossRun(of.loss, scores, aims, numbers: 3, scale: 2)
    let measured = LossRun(of.loss, scores, aims, numbers: 3)
    #expect(found.losses == measured.losses)
    let values = Buffer()
    values.copy(from: scores)
    let compared = GradientCheck(distance: 0x1p-10).expect(found.scores, "scores", of: values.base)
    {
      let now = Array(values.contents.prefix(scores.count))
      return 2 * LossRun(of.loss, now, aims, numbers: 3).losses.reduce(0, +)
    }
    #expect(Double(compared) >= 0.7 * Double(scores.count), "\(compared) of \(scores.count)")
    // Row 1 has no number, and row 0 lacks its second.
    let width = of.loss.form.parameters
    #expect(found.losses[1] == 0)
    #expect(found.scores[3 * width..<6 * width].allSatisfy { $0 == 0 })
    #expect(found.scores[width..<2 * width].allSatisfy { $0 == 0 })
    #expect(found.scores[..<width].contains { $0 != 0 })
  }

  @Test(arguments: DistributionCase.all)
  func theLossOfARowIsTheMeanOverWhatIsKnown(of: DistributionCase) {
    let (scores, aims) = of.rows(1)
    let width = of.loss.form.parameters
    let all = LossRun(of.loss, scores, aims, numbers: 3).losses[0]
    let alone = [0, 2].map { at in
      LossRun(
        of.loss, Array(scores[at * width..<(at + 1) * width]), [aims[at]], numbers: 1
      ).losses[0]
    }
    #expect(aims[1].isNaN && abs(all - (alone[0] + alone[1]) / 2) < 1e-12)
  }

  /// Parameters are the same whether the number is known or not.
  @Test(arguments: DistributionCase.all)
  func parametersDoNotDependOnTheNumber(of: DistributionCase) {
    let (scores, aims) = of.rows(40, bound: 6)
    let known = LossRun(of.loss, scores, aims, numbers: 3)
    let unknown = LossRun(of.loss, scores, aims.map { _ in .nan }, numbers: 3)
    expectSameBits(known.scores, unknown.scores, "parameters")
    #expect(known.scores.allSatisfy { $0.isFinite } && unknown.losses.allSatisfy { $0 == 0 })
  }

  @Test(arguments: DistributionCase.all)
  func threadsGiveTheSameBits(of: DistributionCase) {
    let (scores, aims) = of.rows(3000, bound: 4)
    for scale in [nil, 0.25 as Float] {
      let alone = LossRun(of.loss, scores, aims, numbers: 3, scale: scale)
      let shared = LossRun(of.loss, scores, aims, numbers: 3, scale: scale, threads: 2)
      #expect(alone.losses == shared.losses)
      expectSameBits(alone.scores, shared.scores, "\(String(describing: scale))")
    }
  }

  /// What no number can follow from is noticed, and what is far away is not.
  @Test(arguments: DistributionCase.all)
  func brokenAndFarScores(of: DistributionCase) {
    let width = of.loss.form.parameters
    for at in 0..<width {
      var scores = [Float](repeating: 0.5, count: width)
      scores[at] = .nan
      let found = LossRun(of.loss, scores, [1], numbers: 1, scale: 1)
      #expect(found.losses[0].isNaN && found.scores.contains { $0.isNaN }, "\(at)")
      let unknown = LossRun(of.loss, scores, [.nan], numbers: 1, scale: 1)
      #expect(unknown.losses == [0] && unknown.scores.allSatisfy { $0 == 0 })
      for far: Float in [-1e6, 1e6] {
        scores[at] = far
        let found = LossRun(of.loss, scores, [1], numbers: 1, scale: 1)
        #expect(found.losses[0].isFinite && found.scores.allSatisfy { $0.isFinite }, "\(far)")
        let form = of.loss.form
        let parameters = LossRun(of.loss, scores, [1], numbers: 1).scores[...]
        let quantiles = [0.01, 0.3, 0.5, 0.99].map { form.quantile($0, parameters) }
        #expect(quantiles.allSatisfy { $0.isFinite }, "\(far) at \(at): \(quantiles)")
        #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 })
      }
    }
  }

  /// The values of scipy 1.17.
  @Test func likelihoodsAreThoseOfTheDistributions() {
    let gaussian = LossRun(GaussianLoss(), [0.4, -0.7], [1.3], numbers: 1)
    #expect(abs(gaussian.losses[0] - 2.492_149_065_652_773_4) < 1e-6)
    expectClose(gaussian.scores, [0.4, 0.404_186_05], "gaussian")
    let student = LossRun(StudentLoss(), [0.4, -0.7, 0.9], [-2.5], numbers: 1)
    #expect(abs(student.losses[0] - 6.082_487_103_339_584) < 1e-6)
    expectClose(student.scores, [0.4, 0.404_186_05, 3.241_153_9], "student")
    for (count, loss) in [
      (0, 2.106_953_700_908_672_7), (7, 3.162_688_267_680_973), (1000, 549.968_866_319_376_8),
    ] as [(Float, Double)] {
      let found = LossRun(NegativeBinomialLoss(), [1.2, -0.7], [count], numbers: 1)
      #expect(abs(found.losses[0] / loss - 1) < 1e-6)
      expectClose(found.scores, [3.320_116_9, 0.403_286_05], "negative binomial")
    }
    let below = LossRun(NegativeBinomialLoss(), [1.2, -0.7], [-3], numbers: 1)
    #expect(below.losses == LossRun(NegativeBinomialLoss(), [1.2, -0.7], [0], numbers: 1).losses)
  }

  @Test func quantilesAreThoseOfThePinballLoss() {
    let loss = QuantileLoss(levels: [0.1, 0.4, 0.7, 0.95])
    #expect(loss.middle == 1 && loss.form == .quantiles([0.1, 0.4, 0.7, 0.95]))
    let found = LossRun(loss, [0.3, -0.2, 1.1, -2], [0.25], numbers: 1)
    #expect(abs(found.losses[0] - 0.270_052_445_633_472_1) < 1e-6)
    expectClose(found.scores, [-1.078_451_9, -0.2, 0.878_996_74, 1.021_213_6], "values")
  }

  @Test func quantilesNeverCross() {
    var random = RandomValues("crossing")
    for levels in [[0.1, 0.5, 0.9], (1...99).map { Double($0) / 100 }, [0.7], [0.001, 0.002]] {
      let scores = random.floats(1000 * levels.count, bound: 60)
      let found = LossRun(
        QuantileLoss(levels: levels), scores, [Float](repeating: 0, count: 1000), numbers: 1)
      for row in 0..<1000 {
        let values = found.scores[row * levels.count..<(row + 1) * levels.count]
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
      }
    }
  }

  /// A mean that is out of bounds can come back.
  @Test func aMeanComesBack() {
    let high = LossRun(NegativeBinomialLoss(), [50, 0], [3], numbers: 1, scale: 1)
    let low = LossRun(NegativeBinomialLoss(), [-50, 0], [3], numbers: 1, scale: 1)
    #expect(high.scores[0] > 0 && low.scores[0] < 0)
  }
}
