// SPDX-License-Identifier: Apache-2.0

/// Classes that are guessed without looking at a text.
struct ClassGuess {
  private let data: Dataset
  private let target: Target
  /// Each class's share of the training rows.
  private let shares: [Float]

  /// Counts the training rows.
  init(_ data: Dataset, _ target: Target) {
    self.data = data
    self.target = target
    var counts = [Int](repeating: 0, count: target.labels.count)
    for row in data.splits.train { counts[Int(target.values.values[row])] += 1 }
    // A class beside tags may have no training row, and no share would be an endless loss.
    if counts.contains(0) { counts = counts.map { $0 + 1 } }
    let all = Double(max(counts.reduce(0, +), 1))
    shares = counts.map { Float(Double($0) / all) }
  }

  /// The most frequent class, with the classes' shares as its probabilities.
  func constant(_ split: SplitName) -> ClassAnswers {
    let guess = ClassAnswers.mostProbable(shares)
    return ClassAnswers(data, target, split) { _ in (shares, guess) }
  }

  /// A class for each row, drawn by the classes' shares.
  func random(_ split: SplitName) -> ClassAnswers {
    var numbers = RandomSource(seed: 0).sequence(.sample, "baseline \(split.rawValue)")
    return ClassAnswers(data, target, split) { _ in
      var left = numbers.uniform()
      let guess = shares.indices.first { index in
        left -= shares[index]
        return left < 0
      }
      return (shares, guess ?? shares.count - 1)
    }
  }
}

extension ClassAnswers {
  /// Guesses for the rows of a split: the probabilities of the classes, and the class.
  init(
    _ data: Dataset, _ target: Target, _ split: SplitName, guess: (Int) -> ([Float], Int)
  ) {
    let rows = data.splits[split]
    let guesses = rows.map(guess)
    self.init(
      probabilities: guesses.map(\.0), choices: guesses.map { Int32(truncatingIfNeeded: $0.1) },
      losses: zip(rows, guesses).map { row, guess in
        let truth = Int(target.values.values[row])
        return truth < guess.0.count ? -naturalLogarithm(Double(guess.0[truth])) : 0
      })
  }
}
