// SPDX-License-Identifier: Apache-2.0

/// What a network makes of some rows.
public struct Evaluation: Sendable {
  /// The rows of the data set, in the order asked for.
  public let rows: [Int]
  /// The mean loss.
  public let loss: Double
  /// The probability of every class, a row each, in the order of `rows`.
  public let probabilities: [[Float]]
  /// The most probable class of each row; the first of equals.
  public let predictions: [Int]
  /// Truth against prediction.
  public let confusion: ConfusionMatrix

  /// A figure by the name it has in `by=`: `loss`, `accuracy`, `f1` (macro).
  func figure(_ name: String) -> Double {
    switch name {
    case "accuracy": confusion.accuracy
    case "f1": confusion.f1(.macro)
    default: loss
    }
  }
}

extension Network {
  /// How many rows a pass takes when only its results count.
  private static let evaluationBatch = 128
  /// How many tokens it takes at most, unless a single row has more: what bounds the memory.
  private static let evaluationTokens = 4096

  /// How large a pass over some rows is at most.
  static func evaluationSize(_ column: TokenColumn, _ rows: [Int]) -> PassSize {
    PassSize(column, rows: rows, batch: evaluationBatch, isTraining: false)
      .limited(toTokens: evaluationTokens)
  }

  /// Predicts rows of a column, a batch of similar lengths at a time; the order of the results is
  /// that of `rows`.
  public func probabilities(
    _ column: TokenColumn, rows: [Int], shouldStop: () -> Bool = { false }
  ) -> [[Float]]? {
    let zeros = [Int32](repeating: 0, count: column.rowCount)
    return scores(column, zeros, rows: rows, shouldStop: shouldStop)?.probabilities
  }

  /// Predicts rows whose classes are known and counts what is right.
  ///
  /// Nil when `shouldStop` says so on the way.
  public func evaluate(
    _ column: TokenColumn, classes: [Int32], rows: [Int], shouldStop: () -> Bool = { false }
  ) -> Evaluation? {
    guard let result = scores(column, classes, rows: rows, shouldStop: shouldStop) else {
      return nil
    }
    let predictions = result.probabilities.map(Self.mostProbable)
    return Evaluation(
      rows: rows, loss: result.losses.reduce(0, +) / Double(max(rows.count, 1)),
      probabilities: result.probabilities, predictions: predictions,
      confusion: ConfusionMatrix(
        classes: model.task.classes, actual: rows.map { Int(classes[$0]) }, predicted: predictions))
  }

  /// The index of the largest of some probabilities; the first of equals.
  public static func mostProbable(_ probabilities: [Float]) -> Int {
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] {
      best = index
    }
    return best
  }

  /// Cuts places, sorted by length, into passes of limited rows and tokens.
  private func chunks(of places: [Int], lengths: (Int) -> Int) -> [[Int]] {
    var chunks: [[Int]] = []
    var tokens = 0
    for place in places {
      tokens += lengths(place)
      if let last = chunks.last, last.count < Self.evaluationBatch, tokens <= Self.evaluationTokens
      {
        chunks[chunks.count - 1].append(place)
      } else {
        chunks.append([place])
        tokens = lengths(place)
      }
    }
    return chunks
  }

  private func scores(
    _ column: TokenColumn, _ classes: [Int32], rows: [Int], shouldStop: () -> Bool
  ) -> (losses: [Double], probabilities: [[Float]])? {
    holdingWeights { heldScores(column, classes, rows: rows, shouldStop: shouldStop) }
  }

  private func heldScores(
    _ column: TokenColumn, _ classes: [Int32], rows: [Int], shouldStop: () -> Bool
  ) -> (losses: [Double], probabilities: [[Float]])? {
    var losses = [Double](repeating: 0, count: rows.count)
    var probabilities = [[Float]](repeating: [], count: rows.count)
    let sorted = rows.indices.sorted {
      (column.length(of: rows[$0]), $0) < (column.length(of: rows[$1]), $1)
    }
    var batch = Batch(Self.evaluationSize(column, rows))
    for places in chunks(of: sorted, lengths: { column.length(of: rows[$0]) }) {
      if shouldStop() { return nil }
      // Longest first, so that the batch keeps the order and place i is row i of it.
      let falling = Array(places.reversed())
      batch.fill(column, rows: falling.map { rows[$0] }[...])
      let result = evaluate(batch, targets: batch.rows.map { classes[$0] })
      for (row, place) in falling.enumerated() {
        losses[place] = result.losses[row]
        probabilities[place] = model.task.probabilities(result.probabilities.row(row))
      }
    }
    return (losses, probabilities)
  }
}
