// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// A few rows of random tokens with random classes.
struct TinyData {
  let column: TokenColumn
  let classes: [Int32]
  /// The rows with their classes.
  var examples: Examples { Examples(column, classes: classes) }

  /// All rows in order.
  var rows: [Int] { Array(0..<column.rowCount) }

  init(
    _ name: String, lengths: [Int] = [3, 5, 1, 4, 5, 2], vocabulary: Int = LayerCase.vocabulary,
    classes: Int
  ) {
    var random = RandomValues(name)
    column = random.column(lengths: lengths, vocabulary: vocabulary)
    self.classes = random.classes(lengths.count, below: classes)
  }

  /// Given rows with given classes.
  init(_ column: TokenColumn, classes: [Int32]) {
    self.column = column
    self.classes = classes
  }

  /// Some rows as a batch, with their targets.
  func batch(_ rows: [Int]) -> (batch: Batch, targets: [Int32]) {
    let batch = Batch(column, rows: rows)
    return (batch, batch.rows.map { classes[$0] })
  }

  /// What a network makes of some rows in one batch: loss and probabilities by row.
  func results(_ network: Network, _ rows: [Int]) -> [Int: (loss: Double, probabilities: [Float])] {
    let (batch, targets) = batch(rows)
    let (losses, probabilities) = network.evaluate(batch, targets: targets)
    var results: [Int: (loss: Double, probabilities: [Float])] = [:]
    for (at, row) in batch.rows.enumerated() {
      results[row] = (losses[at], probabilities.rows(at, 1).contents)
    }
    return results
  }
}

extension Network {
  /// Steps of plain gradient descent over all rows, with dropout.
  func descend(_ data: TinyData, steps: Int, seed: UInt64 = 1, rate: Float = 0.3) {
    let (batch, targets) = data.batch(data.rows)
    for step in 0..<steps {
      _ = train(batch, targets: targets, dropout: RandomSource(seed: seed), step: UInt32(step))
      for at in 0..<model.layout.count { weights.base[at] -= rate * gradients.values.base[at] }
    }
  }

}
