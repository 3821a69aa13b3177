// SPDX-License-Identifier: Apache-2.0

/// Multinomial naive Bayes over the words of a text (McCallum and Nigam 1998), with one added to each
/// count: what can be had from the words alone.
struct NaiveBayes {
  /// ln of each class's share of the training rows.
  private var priors: [Double]
  /// The words of each class.
  private var classes: [ClassWords]

  /// ln of each word's share of a class's words.
  ///
  /// Most words of a large vocabulary are in few classes, so only those that it has are kept.
  private struct ClassWords {
    var known: [Int32: Double]
    /// That of any other word.
    var other: Double
  }

  /// How many words of classes are kept.
  var wordCount: Int { classes.reduce(0) { $0 + $1.known.count } }

  /// Counts the training rows.
  init(_ data: Dataset, _ target: Target) {
    let (classes, size) = (target.labels.count, data.text?.transform.vocabulary.count ?? 0)
    var rows = [Int](repeating: 0, count: classes)
    var counts = [[Int32: Int]](repeating: [:], count: classes)
    for row in data.splits.train {
      let number = Int(target.values.values[row])
      rows[number] += 1
      for word in data.tokens[row] { counts[number][word, default: 1] += 1 }
    }
    let all = Double(max(data.splits.train.count, 1))
    priors = rows.map { naturalLogarithm(Double($0) / all) }
    self.classes = counts.map { counts in
      let added = size - counts.count
      let sum = naturalLogarithm(Double(counts.values.reduce(added, +)))
      return ClassWords(
        known: counts.mapValues { naturalLogarithm(Double($0)) - sum },
        other: naturalLogarithm(1) - sum)
    }
  }

  /// The probability of each class for a text.
  func probabilities(_ text: ArraySlice<Int32>) -> [Float] {
    let scores = priors.indices.map { index in
      text.reduce(priors[index]) { $0 + (classes[index].known[$1] ?? classes[index].other) }
    }
    let best = scores.max() ?? 0
    let shares = scores.map { exponential($0 - best) }
    let sum = shares.reduce(0, +)
    return shares.map { Float($0 / sum) }
  }

  /// The classes of one split of a data set.
  func answers(_ data: Dataset, _ target: Target, _ split: SplitName) -> ClassAnswers {
    ClassAnswers(data, target, split) { row in
      // A class that is all but excluded still costs a finite loss.
      let shares = probabilities(data.tokens[row]).map { max($0, 1e-12) }
      return (shares, ClassAnswers.mostProbable(shares))
    }
  }
}
