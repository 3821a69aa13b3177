// SPDX-License-Identifier: Apache-2.0

/// Sets of labels that are guessed without looking at a text.
struct LabelGuess {
  private let data: Dataset
  private let target: Target
  /// The share of the training rows that has each label; one row with it and one without are added.
  private let shares: [Float]
  /// How many labels a training row has in the mean.
  private let meanCount: Double

  /// Counts the training rows.
  init(_ data: Dataset, _ target: Target) {
    self.data = data
    self.target = target
    var counts = [Int](repeating: 1, count: target.labels.count)
    var sum = 0
    for row in data.splits.train {
      for label in target.values[row] { counts[Int(label)] += 1 }
      sum += target.values.length(of: row)
    }
    let rows = Double(data.splits.train.count)
    shares = counts.map { Float(Double($0) / (rows + 2)) }
    meanCount = Double(sum) / max(rows, 1)
  }

  /// The most frequent labels, at every row as many as a row has in the mean.
  func constant(_ split: SplitName) -> LabelAnswers {
    let count = max(1, Int(meanCount.rounded()))
    let order = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
    let labels = order.prefix(count).map { Int32(truncatingIfNeeded: $0) }.sorted()
    return answers(split) { labels }
  }

  /// Each label with the probability that it has in the training rows.
  func random(_ split: SplitName) -> LabelAnswers {
    var numbers = RandomSource(seed: 0).sequence(.sample, "baseline \(split.rawValue)")
    return answers(split) {
      shares.indices.filter { numbers.uniform() < shares[$0] }
        .map { Int32(truncatingIfNeeded: $0) }
    }
  }

  private func answers(_ split: SplitName, guess: () -> [Int32]) -> LabelAnswers {
    let rows = data.splits[split]
    let losses = rows.map { row in
      let truth = Set(target.values[row])
      let sum = shares.indices.reduce(0.0) { sum, label in
        let isThere = truth.contains(Int32(truncatingIfNeeded: label))
        let share = Double(isThere ? shares[label] : 1 - shares[label])
        return sum - naturalLogarithm(share)
      }
      return sum / Double(max(shares.count, 1))
    }
    return LabelAnswers(
      probabilities: rows.map { _ in shares }, choices: rows.map { _ in guess() }, losses: losses)
  }
}
