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
  /// How much of a vocabulary they cover; one that was loaded has no counts, so no tokens.
  public func coverage(of vocabulary: Vocabulary) -> VectorCoverage {
    var (known, tokens, knownTokens) = (0, 0, 0)
    var misses: [UnknownReport.Word] = []
    for (number, word) in vocabulary.words.enumerated().dropFirst() {
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
      words: max(vocabulary.count - 1, 0), knownWords: known, tokens: tokens,
      knownTokens: knownTokens, misses: misses)
  }

  /// The rows of an embedding of a vocabulary.
  public func rows(of vocabulary: Vocabulary) -> PretrainedRows {
    PretrainedRows(
      rows: vocabulary.words.enumerated().map { number, word in number == 0 ? nil : row(of: word) },
      vectors: self)
  }
}

/// What an embedding begins with: a vector for each word that has one.
public struct PretrainedRows: Hashable, Sendable {
  /// For each word of a vocabulary its row in the vectors; nil for none.
  let rows: [Int?]
  /// Where the vectors come from.
  public let vectors: WordVectors
  /// The length of each vector.
  public var dimension: Int { vectors.dimension }
  /// The hash of all that is taken from the vectors.
  public let fingerprint: String

  init(rows: [Int?], vectors: WordVectors) {
    self.rows = rows
    self.vectors = vectors
    var hash = Fingerprint()
    for row in rows {
      hash.combine(CollectionOfOne(Int32(row == nil ? 0 : 1)))
      if let row { hash.combine(vectors[row]) }
    }
    fingerprint = hash.description
  }

  /// Whether both give every word the same vector.
  public static func == (left: PretrainedRows, right: PretrainedRows) -> Bool {
    left.fingerprint == right.fingerprint && left.rows.count == right.rows.count
  }

  /// Hashes the fingerprint.
  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

  /// Fills an embedding; words without a vector are drawn from N(0, 1) / √dimension.
  func fill(_ values: Matrix, numbers: inout RandomSequence) {
    let scale = 1 / Double(max(values.columns, 1)).squareRoot()
    for at in 0..<values.rows {
      let row = values.row(at)
      if rows.indices.contains(at), let known = rows[at] {
        for (column, number) in vectors[known].enumerated().prefix(values.columns) {
          row[column] = number
        }
      } else {
        for column in 0..<values.columns { row[column] = Float(numbers.normal() * scale) }
      }
    }
  }
}
