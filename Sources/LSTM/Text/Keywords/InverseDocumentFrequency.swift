// SPDX-License-Identifier: Apache-2.0

/// How rare words are among documents, and keywords by it: tf-idf (Spärck Jones 1972).
public struct InverseDocumentFrequency: Hashable, Sendable {
  /// The idf of each word.
  private let values: [String: Double]
  /// That of a word which is not among them.
  public let unknown: Double

  /// Counts in how many documents each token stands; a token's idf is ln(documents / those with it).
  ///
  /// A word that no document has gets the idf of one that a single document has.
  public init(fitting documents: some Sequence<[String]>) {
    var counts: [String: Int] = [:]
    var total = 0
    for document in documents {
      total += 1
      for word in Set(document) { counts[word, default: 0] += 1 }
    }
    let logarithm = naturalLogarithm(Double(max(total, 1)))
    values = counts.mapValues { logarithm - naturalLogarithm(Double($0)) }
    unknown = logarithm
  }

  /// Reads a table with `word idf` on each line; the last line of a word counts.
  ///
  /// A word that the table does not have gets the middle one of its values. Throws whatever is wrong
  /// with the file, and `badFrequencyLine`.
  public init(reading path: String) throws(DataError) {
    var values: [String: Double] = [:]
    try LineReader.forEachLine(of: path) { (line, number) throws(DataError) in
      let range = line.trimmed(0..<line.count)
      if range.isEmpty { return true }
      var start = range.upperBound
      while start > range.lowerBound, !line[start - 1].isBlank { start -= 1 }
      let word = line.trimmed(range.lowerBound..<start)
      guard !word.isEmpty, let idf = Double(line.text(in: start..<range.upperBound)), idf.isFinite
      else { throw DataError(.badFrequencyLine(line: number), path: path) }
      values[line.text(in: word)] = idf
      return true
    }
    if values.isEmpty { throw DataError(.empty, path: path) }
    self.values = values
    unknown = values.values.sorted()[values.count / 2]
  }

  /// The idf of a word.
  public subscript(word: String) -> Double { values[word] ?? unknown }

  /// The number of words that have a value.
  public var count: Int { values.count }

  /// The keywords of a text: a word weighs its share of the tokens, times its idf.
  public func keywords(of tokens: [String], count: Int) -> [Keyword] {
    let text = NumberedTokens(tokens)
    var counts = [Int](repeating: 0, count: text.words.count)
    for id in text.ids { counts[id] += 1 }
    let weights = text.words.indices.map { id in
      Double(counts[id]) / Double(tokens.count) * self[text.words[id]]
    }
    return Keyword.ranked(text.words, weights, count: count)
  }
}
