// SPDX-License-Identifier: Apache-2.0

/// A network that reads token after token, some rows side by side, and keeps the state of each.
///
/// Use it while the network holds its weights: they are packed once then.
final class StepReader {
  private let network: Network
  private let batch: Batch
  private var rows = 0

  init(_ network: Network) {
    self.network = network
    batch = Batch(PassSize(rows: 1, steps: 1, total: 1, isTraining: false))
  }

  /// Reads the beginning of a text, from an empty state; the scores for the token after it.
  func begin(_ tokens: [Int32]) -> UnsafePointer<Float> {
    var scores = UnsafePointer<Float>(Matrix.empty.base)
    rows = 1
    for first in stride(from: 0, to: tokens.count, by: Network.streamSteps) {
      let steps = min(Network.streamSteps, tokens.count - first)
      batch.fill(streams: 1, steps: steps) { _, step in tokens[first + step] }
      let found = network.forward(batch, state: first == 0 ? .begin : .goOn)
      scores = UnsafePointer(found.row(steps - 1))
    }
    return scores
  }

  /// Reads a token more in each row; the scores for those after them, a row each.
  func step(_ tokens: [Int32]) -> Matrix {
    batch.fill(streams: tokens.count, steps: 1) { row, _ in tokens[row] }
    return network.forward(batch, state: .goOn)
  }

  /// Goes on with the states of some rows in the place of all; they may repeat.
  func keep(_ chosen: [Int]) {
    network.carried.keep(chosen, of: rows)
    rows = chosen.count
  }
}
