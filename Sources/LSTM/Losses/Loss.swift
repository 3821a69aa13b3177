// SPDX-License-Identifier: Apache-2.0

/// What training makes small.
protocol Loss: Sendable {
  /// The name in messages.
  var name: String { get }

  /// Writes the losses of some rows of a pass, and turns their scores into probabilities, or into the
  /// gradient of the losses by the scores.
  func run(_ pass: LossPass, _ rows: Range<Int>, _ kernels: KernelTable)
}

extension Loss {
  /// Writes the loss of each row, and turns its scores into probabilities.
  func measure(_ rows: ScoredRows, _ compute: Compute) {
    share(LossPass(rows: rows, scale: 1, emphasis: .none, isGradient: false), compute)
  }

  /// Writes the loss of each row, and turns its scores into the gradient of `scale` times the sum
  /// of the losses, each as `emphasis` weighs it.
  func differentiate(
    _ rows: ScoredRows, scale: Float, _ emphasis: TargetEmphasis, _ compute: Compute
  ) {
    share(LossPass(rows: rows, scale: scale, emphasis: emphasis, isGradient: true), compute)
  }

  private func share(_ pass: LossPass, _ compute: Compute) {
    let parts = compute.parts(of: pass.rows.scores.count, worth: 1 << 12)
    compute.pool.run(
      parts, LossRows(loss: self, pass: pass, parts: parts, kernels: compute.kernels))
  }
}

/// What a loss is to do with rows.
struct LossPass {
  let rows: ScoredRows
  /// What the gradient is multiplied by; 1 when only the loss is asked for.
  let scale: Float
  let emphasis: TargetEmphasis
  /// Whether the scores become the gradient; else they become probabilities.
  let isGradient: Bool
}

/// The work on the rows of a pass, shared by rows.
private struct LossRows<Function: Loss>: SharedWork {
  let loss: Function
  let pass: LossPass
  let parts: Int
  let kernels: KernelTable

  func run(_ part: Int) {
    loss.run(pass, Compute.part(part, of: parts, in: pass.rows.scores.rows), kernels)
  }
}

/// Rows of scores with what they should have said, and the place for their losses.
struct ScoredRows {
  /// Scores `[rows, width]`, overwritten with what becomes of them.
  let scores: Matrix
  /// The class of each row, or for each of its scores 1 or 0.
  let targets: UnsafePointer<Int32>
  /// The loss of each row.
  let losses: UnsafeMutablePointer<Double>
  /// The numbers of each row, one for each of its scores, NaN where missing; none of choices.
  var values = Matrix.empty
}

/// -ln of the probability of the right class; softmax over the classes.
struct CrossEntropy: Loss {
  var name: String { "cross-entropy" }

  func run(_ pass: LossPass, _ rows: Range<Int>, _ kernels: KernelTable) {
    let width = pass.rows.scores.columns
    for row in rows {
      let values = pass.rows.scores.row(row)
      let target = Int(pass.rows.targets[row])
      let weight = pass.emphasis.weight(of: target)
      let aim = aim(values, width, target, pass.emphasis.smoothing)
      let (largest, sum) = kernels.softmax(width, values, pass.scale * weight)
      pass.rows.losses[row] =
        Double(weight) * (Double(largest) - aim + naturalLogarithm(Double(sum)))
      if pass.isGradient {
        subtractAim(values, width, target, pass.emphasis.smoothing, pass.scale * weight)
      }
    }
  }

  /// The scores in the mean, as the target weighs them.
  private func aim(
    _ values: UnsafePointer<Float>, _ width: Int, _ target: Int, _ smoothing: Double
  ) -> Double {
    guard smoothing > 0 else { return Double(values[target]) }
    var sum = 0.0
    for at in 0..<width { sum += Double(values[at]) }
    return (1 - smoothing) * Double(values[target]) + smoothing / Double(width) * sum
  }

  private func subtractAim(
    _ values: UnsafeMutablePointer<Float>, _ width: Int, _ target: Int, _ smoothing: Double,
    _ scale: Float
  ) {
    guard smoothing > 0 else {
      values[target] -= scale
      return
    }
    values[target] -= scale * Float(1 - smoothing)
    let spread = scale * Float(smoothing / Double(width))
    for at in 0..<width { values[at] -= spread }
  }
}

/// -ln of the probability of the right one of two classes; one score, logistic.
struct BinaryCrossEntropy: Loss {
  var name: String { "binary cross-entropy" }

  func run(_ pass: LossPass, _ rows: Range<Int>, _ kernels: KernelTable) {
    let smoothing = pass.emphasis.smoothing
    let scores = pass.rows.scores.base
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.block) {
      let count = min(Self.block, rows.upperBound - first)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.block) { scratch in
        guard let decays = scratch.baseAddress else { return }
        for at in 0..<count { decays[at] = -abs(scores[first + at]) }
        kernels.exp(count, decays, decays)
        for at in 0..<count {
          let target = Int(pass.rows.targets[first + at])
          let right = target == 1 ? scores[first + at] : -scores[first + at]
          // Smoothing takes half of its share of the score from the right side to the other.
          pass.rows.losses[first + at] =
            Double(pass.emphasis.weight(of: target))
            * (max(-Double(right), 0) + naturalLogarithm(1 + Double(decays[at]))
              + smoothing / 2 * Double(right))
        }
      }
      kernels.sigmoid(count, scores + first, scores + first)
      guard pass.isGradient else { continue }
      for at in first..<first + count {
        let target = Int(pass.rows.targets[at])
        let aim = Float((1 - smoothing) * Double(target) + smoothing / 2)
        scores[at] = (scores[at] - aim) * (pass.scale * pass.emphasis.weight(of: target))
      }
    }
  }

  private static let block = 128
}
