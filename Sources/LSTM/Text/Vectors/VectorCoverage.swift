// SPDX-License-Identifier: Apache-2.0

/// How much of a vocabulary has a vector; `<unk>` is no word.
public struct VectorCoverage: Hashable, Sendable {
  /// The number of words.
  public let words: Int
  /// The number of words with a vector.
  public let knownWords: Int
  /// The number of running tokens of these words in the training rows.
  public let tokens: Int
  /// The number of running tokens with a vector.
  public let knownTokens: Int
  /// The most frequent words without a vector, at most ten, and how often they occur.
  public let misses: [UnknownReport.Word]

  /// The share of the words that have a vector, from 0 to 1; 0 when there are no words.
  public var wordShare: Double { words == 0 ? 0 : Double(knownWords) / Double(words) }
  /// The share of the running tokens that have a vector, from 0 to 1; 0 when there are none.
  public var tokenShare: Double { tokens == 0 ? 0 : Double(knownTokens) / Double(tokens) }
}

extension WordVectors {
  /// How much of a vocabulary they cover, without the words that were added to it; one that was loaded
  /// has no counts, so no tokens.
  public func coverage(of vocabulary: Vocabulary) -> VectorCoverage {
    var (known, tokens, knownTokens) = (0, 0, 0)
    var misses: [UnknownReport.Word] = []
    let fitted = vocabulary.count - vocabulary.addedCount
    for (number, word) in vocabulary.words.prefix(fitted).enumerated().dropFirst() {
      let count = vocabulary.counts.indices.contains(number) ? vocabulary.counts[number] : 0
      tokens += count
      if row(of: word) != nil {
        known += 1
        knownTokens += count
      } else if misses.count < 10 {
        // A vocabulary is in the order of falling counts.
        misses.append(UnknownReport.Word(word: word, count: count))
      }
    }
    return VectorCoverage(
      words: max(fitted - 1, 0), knownWords: known, tokens: tokens,
      knownTokens: knownTokens, misses: misses)
  }
}
