// SPDX-License-Identifier: Apache-2.0

/// Predicts each token by those right before it, as often as they stood together in the training text:
/// what can be had without a network.
///
/// Counts are smoothed as by Witten and Bell (1991): what has many different followers leaves more to
/// those that were never seen after it, as one token less before them has it.
struct NGrams {
  /// How often each token stood after a context, how often any, and how many different ones.
  private struct Context {
    var total = 0
    var followers: [Int32: Int] = [:]

    mutating func count(_ token: Int32) {
      total += 1
      followers[token, default: 0] += 1
    }

    /// The most frequent follower, of equals the one with the least number.
    var mostFrequent: Int32 {
      followers.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    }
  }

  /// By the key of the tokens before.
  private var contexts: [UInt64: Context] = [:]
  private let order: Int
  private let vocabulary: Int

  /// Counts the training rows.
  ///
  /// - Parameter order: 1 to look at no token before, 2 for one, 3 for two, which is the most.
  init(order: Int, of data: Dataset) {
    self.order = order
    vocabulary = data.classCount
    for row in data.splits.train {
      forEachPlace(data, row) { context, token in
        for length in 0...context.count {
          contexts[Self.key(context.suffix(length)), default: Context()].count(token)
        }
      }
    }
  }

  /// The tokens of a split.
  func answers(_ data: Dataset, _ split: SplitName) -> NextAnswers {
    var answers = NextAnswers(rows: 1)
    var known: [UInt64: Int32] = [:]
    for row in data.splits[split] {
      forEachPlace(data, row) { context, token in
        answers.losses[0] -= naturalLogarithm(probability(of: token, after: context))
        answers.counts.tokens += 1
        let seen = longestSeen(context)
        let best = known[seen] ?? contexts[seen]?.mostFrequent ?? 0
        known[seen] = best
        if best == token { answers.counts.right += 1 }
      }
    }
    return answers
  }

  private func forEachPlace(
    _ data: Dataset, _ row: Int, _ body: (_ context: [Int32], _ token: Int32) -> Void
  ) {
    let (inputs, outputs) = (data.tokens[row], data.target.values[row])
    var context: [Int32] = []
    for (input, output) in zip(inputs, outputs) {
      context.append(input)
      if context.count >= order { context.removeFirst(context.count - order + 1) }
      body(context, output)
    }
  }

  private func probability(of token: Int32, after context: [Int32]) -> Double {
    var probability = 1 / Double(vocabulary)
    for length in 0...context.count {
      guard let found = contexts[Self.key(context.suffix(length))] else { break }
      let kinds = Double(found.followers.count)
      let count = Double(found.followers[token] ?? 0)
      probability = (count + kinds * probability) / (Double(found.total) + kinds)
    }
    return probability
  }

  private func longestSeen(_ context: [Int32]) -> UInt64 {
    let keys = (0...context.count).reversed().lazy.map { Self.key(context.suffix($0)) }
    return keys.first { contexts[$0] != nil } ?? Self.key([])
  }

  /// A number that stands for up to two tokens: how many there are, and 31 bits of each.
  private static func key(_ tokens: ArraySlice<Int32>) -> UInt64 {
    tokens.reduce(UInt64(tokens.count)) { $0 << 31 | UInt64($1) }
  }
}
