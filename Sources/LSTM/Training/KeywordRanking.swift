// SPDX-License-Identifier: Apache-2.0

/// The words of a text that weigh the most as its phrases: what can be had without training.
///
/// Words of one character, and those without a letter, are left out.
public struct KeywordRanking: Sendable {
  /// What a word weighs.
  public enum Method: Sendable {
    /// Its share of the text times its idf.
    case frequency
    /// Its rank in the graph of neighbours.
    case graph
  }

  /// What a word weighs.
  public let method: Method
  /// How many words are taken.
  public var count: Int
  /// How rare words are; nil for what the training rows say.
  public var idf: InverseDocumentFrequency?
  /// How texts are cut into words; nil for the way of the data.
  public var words: TextOptions?

  /// A ranking.
  public init(
    _ method: Method, count: Int = 5, idf: InverseDocumentFrequency? = nil,
    words: TextOptions? = nil
  ) {
    self.method = method
    self.count = count
    self.idf = idf
    self.words = words
  }

  /// The phrases of one split of a data set.
  func answers(_ data: Dataset, _ split: SplitName) -> TagAnswers {
    guard let text = data.text else { return TagAnswers(rows: 0) }
    let rows = data.splits[split]
    let cutter = cutter(text)
    let idf = method == .frequency ? idf ?? fitted(text, data.splits.train, cutter) : nil
    let ranges = rows.map { row -> [Range<Int>] in
      let words = Self.candidates(cutter.tokens(in: text.texts[row]))
      let found =
        idf?.keywords(of: words, count: count) ?? TextRank().keywords(of: words, count: count)
      return Self.places(of: found.map(\.word), in: text.texts[row], text.transform)
    }
    let tags = zip(rows, ranges).map { row, ranges in
      Self.tags(ranges, count: data.tokens.length(of: row))
    }
    // It gives no probabilities.
    var answers = TagAnswers(tags: tags, losses: [.nan])
    answers.ranges = ranges
    return answers
  }

  private func cutter(_ text: TextInput) -> TextTransform {
    let own = words.flatMap {
      try? TextTransform(options: $0, vocabulary: text.transform.vocabulary)
    }
    return own ?? text.transform
  }

  private func fitted(
    _ text: TextInput, _ rows: [Int], _ cutter: TextTransform
  ) -> InverseDocumentFrequency {
    InverseDocumentFrequency(
      fitting: rows.lazy.map { Self.candidates(cutter.tokens(in: text.texts[$0])) })
  }

  private static func candidates(_ words: [String]) -> [String] {
    words.filter { $0.count > 1 && $0.contains(where: \.isLetter) }
  }

  /// Where words first stand in the tokens of a text.
  private static func places(
    of words: [String], in text: String, _ transform: TextTransform
  ) -> [Range<Int>] {
    var index = TokenIndex()
    let tokens = transform.tokens(in: text).map { index.insert($0.utf8Span.span) }
    return words.compactMap { word in
      let own = transform.tokens(in: word).map { index.insert($0.utf8Span.span) }
      return PhraseFinder.starts(of: own, in: tokens[...]).first.map { $0..<$0 + own.count }
    }
  }

  /// The tags of BIO for some places; of those that overlap the longer one is tagged.
  private static func tags(_ ranges: [Range<Int>], count: Int) -> [Int32] {
    var tags = [Int32](repeating: 2, count: count)
    for range in ranges.sorted(by: { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) })
    where range.upperBound <= count && range.allSatisfy({ tags[$0] == 2 }) {
      for at in range { tags[at] = at == range.lowerBound ? 0 : 1 }
    }
    return tags
  }
}
