// SPDX-License-Identifier: Apache-2.0

/// Dropout on a matrix of weights, one mask a pass (Wan and others 2013; Merity and others 2018).
final class DroppedWeights {
  private let rate: Double
  private let name: String
  private let mask = Buffer()
  private let masked = Buffer()
  private let gradient = Buffer()

  init(rate: Double, name: String) {
    self.rate = rate
    self.name = name
  }

  /// Makes room for `count` weights.
  func plan(_ count: Int, _ size: PassSize, _ memory: MemoryPlan) {
    guard size.isTraining, rate > 0 else { return }
    for buffer in [mask, masked, gradient] { memory.reserve(buffer, count) }
  }

  private func drops(_ pass: Pass) -> Bool { rate > 0 && pass.dropout != nil }

  /// The weights of a pass, some of them zero.
  func draw(_ weights: Matrix, _ pass: Pass) -> Matrix {
    guard drops(pass) else { return weights }
    let (drop, result) = (
      mask.matrix(weights.rows, weights.columns), drawn(weights, pass)
    )
    pass.fillMask(drop, rate: rate, name: name)
    result.copy(from: weights)
    result.multiply(by: drop)
    return result
  }

  /// The weights that were drawn for the pass.
  func drawn(_ weights: Matrix, _ pass: Pass) -> Matrix {
    drops(pass) ? masked.matrix(weights.rows, weights.columns) : weights
  }

  /// Adds a gradient of the weights, where they were not dropped.
  func addGradient(to sums: Matrix, _ pass: Pass, _ add: (Matrix) -> Void) {
    guard drops(pass) else { return add(sums) }
    let own = gradient.matrix(sums.rows, sums.columns)
    own.fill(0)
    add(own)
    own.multiply(by: mask.matrix(sums.rows, sums.columns))
    sums.add(own)
  }
}
