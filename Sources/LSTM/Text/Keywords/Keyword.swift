// SPDX-License-Identifier: Apache-2.0

/// A word of a text and how much it says about it.
public struct Keyword: Hashable, Sendable {
  /// The word.
  public let word: String
  /// Its weight; larger says more.
  public let weight: Double

  /// The words of the largest weights, of equal ones that which stands first in the text.
  ///
  /// - Parameters:
  ///   - words: the words in the order in which they first stand in the text.
  ///   - weights: a weight for each.
  static func ranked(_ words: [String], _ weights: [Double], count: Int) -> [Keyword] {
    let order = words.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
    return order.prefix(max(count, 0)).map { Keyword(word: words[$0], weight: weights[$0]) }
  }
}

/// The distinct tokens of a text in the order of their first places, and the text as their numbers.
struct NumberedTokens {
  private(set) var words: [String] = []
  private(set) var ids: [Int] = []

  init(_ tokens: [String]) {
    var index = TokenIndex()
    for token in tokens {
      let id = Int(index.insert(token.utf8Span.span))
      if id == words.count { words.append(token) }
      ids.append(id)
    }
  }
}
