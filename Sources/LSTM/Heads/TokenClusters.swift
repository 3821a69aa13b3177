// SPDX-License-Identifier: Apache-2.0

/// The tokens of a vocabulary by how frequent they are: the head, whose tokens have a score at every
/// place, and tails of rarer ones, which have one score each there and are told apart after it.
///
/// Tokens are numbered by falling frequency, so a cluster is a range of numbers.
struct TokenClusters: Hashable, Sendable {
  /// A cluster of rarer tokens.
  struct Tail: Hashable, Sendable {
    /// Their numbers.
    let tokens: Range<Int>
    /// How many features they are told apart by.
    let units: Int
  }

  /// How many tokens the head has.
  let headTokens: Int
  /// The other clusters, rarer and rarer.
  let tails: [Tail]

  /// Clusters between cutoffs, which rise and stay below the vocabulary.
  ///
  /// - Parameters:
  ///   - features: what comes in.
  ///   - division: how many times fewer features each cluster is given than the one before.
  init(cutoffs: [Int], tokens: Int, features: Int, division: Double) {
    headTokens = cutoffs.first ?? tokens
    var units = Double(features)
    tails = zip(cutoffs, cutoffs.dropFirst() + [tokens]).map { first, end in
      units /= division
      return Tail(tokens: first..<end, units: max(1, Int(units)))
    }
  }

  /// Where clusters end when nobody says it: at a fifteenth and a fifth of the vocabulary; a small one
  /// is not worth more than one.
  static func cutoffs(tokens: Int) -> [Int] {
    tokens < leastVocabulary ? [] : [tokens / 15, tokens / 5]
  }

  /// The smallest vocabulary that is cut.
  static let leastVocabulary = 1000

  /// How many tokens there are.
  var tokens: Int { tails.last?.tokens.upperBound ?? headTokens }
  /// The scores at every place: the tokens of the head, and one for each tail.
  var headWidth: Int { headTokens + tails.count }
  /// The most scores that any of the clusters has.
  var widest: Int { tails.reduce(headWidth) { max($0, $1.tokens.count) } }

  /// Which score of the head leads to a token.
  func headTarget(_ token: Int32) -> Int32 {
    guard let tail = tails.firstIndex(where: { $0.tokens.contains(Int(token)) }) else {
      return token
    }
    return Int32(truncatingIfNeeded: headTokens + tail)
  }
}
