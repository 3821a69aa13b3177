// SPDX-License-Identifier: Apache-2.0

/// What training makes small.
protocol Loss: Sendable {
  /// The name in messages.
  var name: String { get }

  /// Writes the loss of each row, and turns its scores into probabilities.
  func measure(_ rows: ScoredRows, _ compute: Compute)

  /// Writes the loss of each row, and turns its scores into the gradient of `scale` times the sum
  /// of the losses.
  func differentiate(_ rows: ScoredRows, scale: Float, _ compute: Compute)
}

/// Rows of scores with what they should have said, and the place for their losses.
struct ScoredRows {
  /// Scores `[rows, width]`, overwritten with what becomes of them.
  let scores: Matrix
  /// The class of each row.
  let targets: UnsafePointer<Int32>
  /// The loss of each row.
  let losses: UnsafeMutablePointer<Double>
}

/// -ln of the probability of the right class; softmax over the classes.
struct CrossEntropy: Loss {
  var name: String { "cross-entropy" }

  func measure(_ rows: ScoredRows, _ compute: Compute) {
    run(rows, 1, isGradient: false, compute)
  }

  func differentiate(_ rows: ScoredRows, scale: Float, _ compute: Compute) {
    run(rows, scale, isGradient: true, compute)
  }

  private func run(_ rows: ScoredRows, _ scale: Float, isGradient: Bool, _ compute: Compute) {
    let parts = compute.parts(of: rows.scores.count, worth: 1 << 12)
    compute.pool.run(
      parts,
      SoftmaxRows(
        rows: rows, scale: scale, isGradient: isGradient, parts: parts, kernels: compute.kernels))
  }
}

/// The softmax and the loss of rows, shared by rows.
private struct SoftmaxRows: SharedWork {
  let rows: ScoredRows
  let scale: Float
  let isGradient: Bool
  let parts: Int
  let kernels: KernelTable

  func run(_ part: Int) {
    for row in Compute.part(part, of: parts, in: rows.scores.rows) {
      let values = rows.scores.row(row)
      let target = Int(rows.targets[row])
      let score = values[target]
      let (largest, sum) = kernels.softmax(rows.scores.columns, values, scale)
      rows.losses[row] = Double(largest) - Double(score) + naturalLogarithm(Double(sum))
      if isGradient { values[target] -= scale }
    }
  }
}

/// -ln of the probability of the right one of two classes; one score, logistic.
struct BinaryCrossEntropy: Loss {
  var name: String { "binary cross-entropy" }

  func measure(_ rows: ScoredRows, _ compute: Compute) {
    run(rows, 1, offset: 0, compute.kernels)
  }

  func differentiate(_ rows: ScoredRows, scale: Float, _ compute: Compute) {
    run(rows, scale, offset: 1, compute.kernels)
  }

  /// Turns each score into σ(score), less `offset` for the second class, times `scale`.
  private func run(_ rows: ScoredRows, _ scale: Float, offset: Float, _ kernels: KernelTable) {
    let scores = rows.scores.base
    for first in stride(from: 0, to: rows.scores.rows, by: Self.block) {
      let count = min(Self.block, rows.scores.rows - first)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.block) { scratch in
        guard let decays = scratch.baseAddress else { return }
        for at in 0..<count { decays[at] = -abs(scores[first + at]) }
        kernels.exp(count, decays, decays)
        for at in 0..<count {
          let right = rows.targets[first + at] == 1 ? scores[first + at] : -scores[first + at]
          rows.losses[first + at] =
            max(-Double(right), 0) + naturalLogarithm(1 + Double(decays[at]))
        }
      }
      kernels.sigmoid(count, scores + first, scores + first)
      for at in first..<first + count {
        scores[at] = (scores[at] - offset * Float(rows.targets[at])) * scale
      }
    }
  }

  private static let block = 128
}
