// SPDX-License-Identifier: Apache-2.0

/// How much of a text the vocabulary does not know.
public struct UnknownReport: Hashable, Sendable {
  /// An unknown word and how often it occurs.
  public struct Word: Hashable, Sendable {
    /// The word.
    public let word: String
    /// How often it occurs.
    public let count: Int
  }

  /// The number of tokens.
  public let tokens: Int
  /// The number of tokens that are unknown.
  public let unknown: Int
  /// The unknown words by falling count, ties in the order of their UTF-8 bytes.
  public let words: [Word]
  /// The most frequent unknown words, at most ten.
  public var frequent: [Word] { Array(words.prefix(10)) }

  /// The share of unknown tokens, from 0 to 1; 0 when there are no tokens.
  public var share: Double { tokens == 0 ? 0 : Double(unknown) / Double(tokens) }

  /// Counts the tokens of lists against a vocabulary.
  public init(of lists: some Sequence<[String]>, in vocabulary: Vocabulary) {
    var counts: [String: Int] = [:]
    var tokens = 0
    for token in lists.joined() {
      tokens += 1
      if vocabulary.encode(token) == 0 { counts[token, default: 0] += 1 }
    }
    self.init(tokens: tokens, unknown: counts.map { Word(word: $0.key, count: $0.value) })
  }

  /// A report of counted words.
  init(tokens: Int, unknown: [Word]) {
    self.tokens = tokens
    self.unknown = unknown.reduce(0) { $0 + $1.count }
    words = unknown.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.word.precedesInBytes($1.word)
    }
  }
}
