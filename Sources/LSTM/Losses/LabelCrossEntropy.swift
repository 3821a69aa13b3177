// SPDX-License-Identifier: Apache-2.0

/// For each label by itself -ln of the probability of what is right, logistic; the loss of a row is the
/// mean over the labels.
struct LabelCrossEntropy: Loss {
  var name: String { "binary cross-entropy of each label" }

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
      LabelRows(
        rows: rows, scale: scale, emphasis: emphasis, isGradient: isGradient, parts: parts,
        kernels: compute.kernels))
  }
}

/// The logistic function and the loss of rows, shared by rows.
private struct LabelRows: SharedWork {
  let rows: ScoredRows
  let scale: Float
  let emphasis: TargetEmphasis
  let isGradient: Bool
  let parts: Int
  let kernels: KernelTable

  private var width: Int { rows.scores.columns }

  func run(_ part: Int) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(width, 1)) { scratch in
      guard let decays = scratch.baseAddress else { return }
      for row in Compute.part(part, of: parts, in: rows.scores.rows) {
        let (scores, targets) = (rows.scores.row(row), rows.targets + row * width)
        rows.losses[row] = loss(scores, targets, decays) / Double(width)
        kernels.sigmoid(width, scores, scores)
        if isGradient { subtractAims(scores, targets) }
      }
    }
  }

  private func loss(
    _ scores: UnsafePointer<Float>, _ targets: UnsafePointer<Int32>,
    _ decays: UnsafeMutablePointer<Float>
  ) -> Double {
    for at in 0..<width { decays[at] = -abs(scores[at]) }
    kernels.exp(width, decays, decays)
    var sum = 0.0
    for at in 0..<width {
      let right = targets[at] == 1 ? scores[at] : -scores[at]
      // Smoothing takes half of its share of the score from the right side to the other.
      sum +=
        Double(weight(at, targets[at]))
        * (max(-Double(right), 0) + naturalLogarithm(1 + Double(decays[at]))
          + emphasis.smoothing / 2 * Double(right))
    }
    return sum
  }

  /// Turns probabilities into the gradient of `scale` times the loss.
  private func subtractAims(
    _ values: UnsafeMutablePointer<Float>, _ targets: UnsafePointer<Int32>
  ) {
    let share = scale / Float(width)
    for at in 0..<width {
      let aim = Float((1 - emphasis.smoothing) * Double(targets[at]) + emphasis.smoothing / 2)
      values[at] = (values[at] - aim) * (share * weight(at, targets[at]))
    }
  }

  /// What the loss of a label that a row has or has not is multiplied by.
  private func weight(_ label: Int, _ target: Int32) -> Float {
    emphasis.weight(of: 2 * label + Int(target))
  }
}
