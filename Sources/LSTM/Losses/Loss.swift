// SPDX-License-Identifier: Apache-2.0

/// What training makes small.
///
/// Scores become probabilities in place; both calls work on the same rows.
protocol Loss: Sendable {
  /// The name in messages.
  var name: String { get }

  /// Turns scores `[rows, width]` into probabilities in place, and returns the loss of each row.
  func forward(_ scores: Matrix, _ targets: [Int32], _ kernels: KernelTable) -> [Double]

  /// Turns the probabilities of `forward` into the gradient of `scale` times the sum of the rows'
  /// losses, in place.
  func backward(_ probabilities: Matrix, _ targets: [Int32], scale: Float)
}

/// -ln of the probability of the right class; softmax over the classes.
struct CrossEntropy: Loss {
  var name: String { "cross-entropy" }

  func forward(_ scores: Matrix, _ targets: [Int32], _ kernels: KernelTable) -> [Double] {
    targets.enumerated().map { row, target in
      let values = scores.row(row)
      let score = values[Int(target)]
      let (largest, sum) = kernels.softmax(scores.columns, values)
      return Double(largest) - Double(score) + naturalLogarithm(Double(sum))
    }
  }

  func backward(_ probabilities: Matrix, _ targets: [Int32], scale: Float) {
    for (row, target) in targets.enumerated() {
      let values = probabilities.row(row)
      values[Int(target)] -= 1
      for at in 0..<probabilities.columns { values[at] *= scale }
    }
  }
}

/// -ln of the probability of the right one of two classes; one score, logistic.
struct BinaryCrossEntropy: Loss {
  var name: String { "binary cross-entropy" }

  func forward(_ scores: Matrix, _ targets: [Int32], _ kernels: KernelTable) -> [Double] {
    let z = scores.contents
    var decay = z.map { -abs($0) }
    decay.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      kernels.exp($0.count, base, base)
    }
    kernels.sigmoid(scores.count, scores.base, scores.base)
    return targets.indices.map { row in
      let right = targets[row] == 1 ? z[row] : -z[row]
      return max(-Double(right), 0) + naturalLogarithm(1 + Double(decay[row]))
    }
  }

  func backward(_ probabilities: Matrix, _ targets: [Int32], scale: Float) {
    for (row, target) in targets.enumerated() {
      probabilities.base[row] = (probabilities.base[row] - Float(target)) * scale
    }
  }
}
