// SPDX-License-Identifier: Apache-2.0

/// Multinomial naive Bayes over the words of a text (McCallum and Nigam 1998), with one added to each
/// count: what can be had from the words alone.
struct NaiveBayes {
  /// ln of each class's share of the training rows.
  private var priors: [Double]
  /// ln of each word's share of a class's words: `[class][word]`.
  private var words: [[Double]]

  /// Counts the training rows.
  init(_ data: Dataset) {
    let (classes, size) = (data.labels.count, data.transform.vocabulary.count)
    var rows = [Int](repeating: 0, count: classes)
    var counts = [[Int]](repeating: [Int](repeating: 1, count: size), count: classes)
    for row in data.splits.train {
      let number = Int(data.classes[row])
      rows[number] += 1
      for word in data.tokens[row] { counts[number][Int(word)] += 1 }
    }
    let all = Double(max(data.splits.train.count, 1))
    priors = rows.map { naturalLogarithm(Double($0) / all) }
    words = counts.map { counts in
      let sum = naturalLogarithm(Double(counts.reduce(0, +)))
      return counts.map { naturalLogarithm(Double($0)) - sum }
    }
  }

  /// The probability of each class for a text.
  func probabilities(_ text: ArraySlice<Int32>) -> [Float] {
    let scores = priors.indices.map { index in
      text.reduce(priors[index]) { $0 + words[index][Int($1)] }
    }
    let best = scores.max() ?? 0
    let shares = scores.map { exponential($0 - best) }
    let sum = shares.reduce(0, +)
    return shares.map { Float($0 / sum) }
  }

  /// What it makes of one split of a data set.
  @Sendable
  static func evaluate(_ data: Dataset, _ split: SplitName) -> Evaluation {
    let bayes = NaiveBayes(data)
    return Evaluation(data, split) { row in
      // A class that is all but excluded still costs a finite loss.
      let shares = bayes.probabilities(data.tokens[row]).map { max($0, 1e-12) }
      return (shares, Network.mostProbable(shares))
    }
  }
}
