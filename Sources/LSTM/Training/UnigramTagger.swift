// SPDX-License-Identifier: Apache-2.0

/// Tags each word by itself: what can be had without looking at its neighbours.
struct UnigramTagger {
  /// How often each tag stands at a word, plus a share of how often it stands anywhere.
  private var counts: [Int32: [Int]] = [:]
  private var all: [Int]

  /// Counts the training rows.
  ///
  /// - Parameter knowsWords: false to look at no word at all.
  init(_ data: Dataset, _ target: Target, knowsWords: Bool = true) {
    let none = [Int](repeating: 0, count: target.labels.count)
    all = none
    for row in data.splits.train {
      for (word, tag) in zip(data.words(of: row), target.values[row]) {
        all[Int(tag)] += 1
        // What is unknown is as any word.
        if knowsWords, word != 0 { counts[word, default: none][Int(tag)] += 1 }
      }
    }
  }

  /// The probability of each tag at a word, with one added to each count.
  private func shares(at word: Int32) -> [Double] {
    let found = counts[word] ?? all
    let sum = Double(found.reduce(found.count, +))
    return found.map { Double($0 + 1) / sum }
  }

  /// The tags of one split of a data set.
  func answers(_ data: Dataset, _ target: Target, _ split: SplitName) -> TagAnswers {
    let rows = data.splits[split]
    var known: [Int32: [Double]] = [:]
    var losses: [Double] = []
    let tags = rows.map { row in
      var loss = 0.0
      let tags = zip(data.words(of: row), target.values[row]).map { word, truth -> Int32 in
        let shares = known[word] ?? self.shares(at: word)
        known[word] = shares
        loss -= naturalLogarithm(shares[Int(truth)])
        let best = shares.indices.reduce(0) { shares[$1] > shares[$0] ? $1 : $0 }
        return Int32(truncatingIfNeeded: best)
      }
      losses.append(loss)
      return tags
    }
    return TagAnswers(tags: tags, losses: losses)
  }
}

extension Dataset {
  /// The tokens of a row; of a row of numbers as many unknown ones as it has steps.
  fileprivate func words(of row: Int) -> [Int32] {
    text.map { Array($0.tokens[row]) } ?? Array(repeating: 0, count: length(of: row))
  }
}
