// SPDX-License-Identifier: Apache-2.0

/// What training makes small.
protocol Loss: Sendable {
  /// The name in messages.
  var name: String { get }

  /// Writes the loss of each row, and turns its scores into probabilities.
  func measure(_ rows: ScoredRows, _ compute: Compute)

  /// Writes the loss of each row, and turns its scores into the gradient of `scale` times the sum
  /// of the losses, each as `emphasis` weighs it.
  func differentiate(
    _ rows: ScoredRows, scale: Float, _ emphasis: TargetEmphasis, _ compute: Compute)
}

extension Loss {
  /// The same for the plain loss.
  func differentiate(_ rows: ScoredRows, scale: Float, _ compute: Compute) {
    differentiate(rows, scale: scale, .none, compute)
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
}

/// -ln of the probability of the right class; softmax over the classes.
struct CrossEntropy: Loss {
  var name: String { "cross-entropy" }

  func measure(_ rows: ScoredRows, _ compute: Compute) {
    run(rows, 1, .none, isGradient: false, compute)
  }

  func differentiate(
    _ rows: ScoredRows, scale: Float, _ emphasis: TargetEmphasis, _ compute: Compute
  ) {
    run(rows, scale, emphasis, isGradient: true, compute)
  }

  private func run(
    _ rows: ScoredRows, _ scale: Float, _ emphasis: TargetEmphasis, isGradient: Bool,
    _ compute: Compute
  ) {
    let parts = compute.parts(of: rows.scores.count, worth: 1 << 12)
    compute.pool.run(
      parts,
      SoftmaxRows(
        rows: rows, scale: scale, emphasis: emphasis, isGradient: isGradient, parts: parts,
        kernels: compute.kernels))
  }
}

/// The softmax and the loss of rows, shared by rows.
private struct SoftmaxRows: SharedWork {
  let rows: ScoredRows
  let scale: Float
  let emphasis: TargetEmphasis
  let isGradient: Bool
  let parts: Int
  let kernels: KernelTable

  func run(_ part: Int) {
    for row in Compute.part(part, of: parts, in: rows.scores.rows) {
      let values = rows.scores.row(row)
      let target = Int(rows.targets[row])
      let weight = emphasis.weight(of: target)
      let aim = aim(values, target)
      let (largest, sum) = kernels.softmax(rows.scores.columns, values, scale * weight)
      rows.losses[row] =
        Double(weight) * (Double(largest) - aim + naturalLogarithm(Double(sum)))
      if isGradient { subtractAim(values, target, scale * weight) }
    }
  }

  /// The scores in the mean, as the target weighs them.
  private func aim(_ values: UnsafePointer<Float>, _ target: Int) -> Double {
    guard emphasis.smoothing > 0 else { return Double(values[target]) }
    var sum = 0.0
    for at in 0..<rows.scores.columns { sum += Double(values[at]) }
    return (1 - emphasis.smoothing) * Double(values[target])
      + emphasis.smoothing / Double(rows.scores.columns) * sum
  }

  private func subtractAim(
    _ values: UnsafeMutablePointer<Float>, _ target: Int, _ scale: Float
  ) {
    guard emphasis.smoothing > 0 else {
      values[target] -= scale
      return
    }
    values[target] -= scale * Float(1 - emphasis.smoothing)
    let spread = scale * Float(emphasis.smoothing / Double(rows.scores.columns))
    for at in 0..<rows.scores.columns { values[at] -= spread }
  }
}

/// -ln of the probability of the right one of two classes; one score, logistic.
struct BinaryCrossEntropy: Loss {
  var name: String { "binary cross-entropy" }

  func measure(_ rows: ScoredRows, _ compute: Compute) {
    run(rows, 1, .none, offset: 0, compute.kernels)
  }

  func differentiate(
    _ rows: ScoredRows, scale: Float, _ emphasis: TargetEmphasis, _ compute: Compute
  ) {
    run(rows, scale, emphasis, offset: 1, compute.kernels)
  }

  /// Turns each score into σ(score), less `offset` times what it should have been, times `scale`.
  private func run(
    _ rows: ScoredRows, _ scale: Float, _ emphasis: TargetEmphasis, offset: Float,
    _ kernels: KernelTable
  ) {
    let scores = rows.scores.base
    for first in stride(from: 0, to: rows.scores.rows, by: Self.block) {
      let count = min(Self.block, rows.scores.rows - first)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.block) { scratch in
        guard let decays = scratch.baseAddress else { return }
        for at in 0..<count { decays[at] = -abs(scores[first + at]) }
        kernels.exp(count, decays, decays)
        for at in 0..<count {
          let target = Int(rows.targets[first + at])
          let right = target == 1 ? scores[first + at] : -scores[first + at]
          // Smoothing takes half of its share of the score from the right side to the other.
          rows.losses[first + at] =
            Double(emphasis.weight(of: target))
            * (max(-Double(right), 0) + naturalLogarithm(1 + Double(decays[at]))
              + emphasis.smoothing / 2 * Double(right))
        }
      }
      kernels.sigmoid(count, scores + first, scores + first)
      for at in first..<first + count {
        let target = Int(rows.targets[at])
        let aim = Float((1 - emphasis.smoothing) * Double(target) + emphasis.smoothing / 2)
        scores[at] = (scores[at] - offset * aim) * (scale * emphasis.weight(of: target))
      }
    }
  }

  private static let block = 128
}
