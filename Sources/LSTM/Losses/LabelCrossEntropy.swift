// SPDX-License-Identifier: Apache-2.0

/// For each label by itself -ln of the probability of what is right, logistic; the loss of a row is the
/// mean over the labels.
struct LabelCrossEntropy: Loss {
  var name: String { "binary cross-entropy of each label" }

  func run(_ pass: LossPass, _ rows: Range<Int>, _ kernels: KernelTable) {
    let width = pass.rows.scores.columns
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(width, 1)) { scratch in
      guard let decays = scratch.baseAddress else { return }
      for row in rows {
        let (scores, targets) = (pass.rows.scores.row(row), pass.rows.targets + row * width)
        for at in 0..<width { decays[at] = -abs(scores[at]) }
        kernels.exp(width, decays, decays)
        pass.rows.losses[row] = loss(scores, targets, decays, width, pass.emphasis) / Double(width)
        kernels.sigmoid(width, scores, scores)
        if pass.isGradient { subtractAims(scores, targets, width, pass) }
      }
    }
  }

  private func loss(
    _ scores: UnsafePointer<Float>, _ targets: UnsafePointer<Int32>,
    _ decays: UnsafePointer<Float>, _ width: Int, _ emphasis: TargetEmphasis
  ) -> Double {
    var sum = 0.0
    for at in 0..<width {
      let right = targets[at] == 1 ? scores[at] : -scores[at]
      // Smoothing takes half of its share of the score from the right side to the other.
      sum +=
        Double(emphasis.weight(of: at, targets[at]))
        * (max(-Double(right), 0) + naturalLogarithm(1 + Double(decays[at]))
          + emphasis.smoothing / 2 * Double(right))
    }
    return sum
  }

  /// Turns probabilities into the gradient of `scale` times the loss.
  private func subtractAims(
    _ values: UnsafeMutablePointer<Float>, _ targets: UnsafePointer<Int32>, _ width: Int,
    _ pass: LossPass
  ) {
    let (emphasis, share) = (pass.emphasis, pass.scale / Float(width))
    for at in 0..<width {
      let aim = Float((1 - emphasis.smoothing) * Double(targets[at]) + emphasis.smoothing / 2)
      values[at] = (values[at] - aim) * (share * emphasis.weight(of: at, targets[at]))
    }
  }
}

extension TargetEmphasis {
  /// What the loss of a label that a row has (1) or has not (0) is multiplied by.
  fileprivate func weight(of label: Int, _ target: Int32) -> Float {
    weight(of: 2 * label + Int(target))
  }
}
