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

  /// The rows of an embedding of a vocabulary.
  public func rows(of vocabulary: Vocabulary) -> PretrainedRows {
    PretrainedRows(
      rows: vocabulary.words.enumerated().map { number, word in number == 0 ? nil : row(of: word) },
      vectors: self)
  }
}

extension WordVectors {
  /// How many different words of the rows that do not train have a vector, and no number.
  public func unseenWords(of data: Dataset) -> Int {
    var found: Set<String> = []
    for part in data.summary.parts where part.name != .train {
      for entry in part.unknown.words where row(of: entry.word) != nil { found.insert(entry.word) }
    }
    return found.count
  }
}

extension Model {
  /// For each embedding of tokens, in order, how many of the words that were added to a vocabulary it
  /// has no vector for.
  public func addedWithoutVector(in vocabulary: Vocabulary) -> [Int] {
    layout.slots.filter { $0.spec.isTable && !$0.spec.isOfCharacters }.map { slot in
      guard case .pretrained(let rows) = slot.spec.initializer else { return vocabulary.addedCount }
      return rows.missing(from: vocabulary.count - vocabulary.addedCount)
    }
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
  /// How many words have no vector among those from a number on.
  public func missing(from first: Int) -> Int { rows.dropFirst(first).count { $0 == nil } }
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
