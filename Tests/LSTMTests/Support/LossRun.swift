// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// A loss of numbers on rows of scores.
struct LossRun {
  /// The loss of each row.
  private(set) var losses: [Double] = []
  /// What became of the scores.
  private(set) var scores: [Float] = []

  /// - Parameters:
  ///   - aims: what is right, so many numbers a row.
  ///   - scale: what the gradient is multiplied by; nil to measure alone.
  init(
    _ loss: any NumberLoss, _ scores: [Float], _ aims: [Float], numbers: Int, scale: Float? = nil,
    threads: Int = 1
  ) {
    let (values, right) = (Buffer(), Buffer())
    values.copy(from: scores)
    right.copy(from: aims)
    let rows = aims.count / numbers
    var losses = [Double](repeating: 9, count: rows)
    losses.withUnsafeMutableBufferPointer { losses in
      withUnsafePointer(to: 0 as Int32) { none in
        guard let losses = losses.baseAddress else { return }
        let rows = ScoredRows(
          scores: values.matrix(rows, numbers * loss.form.parameters), targets: none,
          losses: losses, values: right.matrix(rows, numbers))
        let compute = Compute(threads: threads)
        if let scale {
          loss.differentiate(rows, scale: scale, .none, compute)
        } else {
          loss.measure(rows, compute)
        }
      }
    }
    self.losses = losses
    self.scores = Array(values.contents.prefix(scores.count))
  }
}
