// SPDX-License-Identifier: Apache-2.0

/// The words that have a number.
///
/// Number 0 is `<unk>`, which stands for all others.
///
/// The rest is ordered by falling count, words of equal count by their UTF-8 bytes, so that the
/// same rows give the same numbers on every machine. After these stand the words that are known
/// from vectors alone, in the order of their file. Saved as the list of its words.
public struct Vocabulary: Sendable {
  /// What unknown words are replaced by.
  public static let unknown = "<unk>"
  /// What stands before and after each text where texts have an end.
  public static let mark = "</s>"

  /// The words by number, beginning with `<unk>`.
  public let words: [String]
  /// How often each word occurs in the training rows, `<unk>` counting all that were left out;
  /// empty in a vocabulary that was loaded.
  public let counts: [Int]
  /// How many words at the end were added to those of the training rows; 0 in a vocabulary that was
  /// loaded.
  public let addedCount: Int
  /// Whether a token that has no number has that of its small letters.
  var findsSmall = false
  private let index: TokenIndex

  /// The number of words, `<unk>` included.
  public var count: Int { words.count }

  /// Fits a vocabulary on lists of tokens: those of the training rows, and of no others.
  ///
  /// Keeps words that occur `minCount` times (at least once), and at most `limit` words, `<unk>`
  /// included (at least `<unk>` alone).
  public init(
    fitting lists: some Sequence<[String]>, minCount: Int = 1, limit: Int? = nil
  ) {
    var tokens = TokenIndex()
    var counts: [Int] = []
    for token in lists.joined() {
      let id = Int(tokens.insert(token.utf8Span.span))
      if id == counts.count { counts.append(0) }
      counts[id] += 1
    }
    self.init(tokens, counts: counts, minCount: minCount, limit: limit)
  }

  /// Fits a vocabulary on counted tokens; `counts` is by their number in `tokens`.
  ///
  /// - Parameters:
  ///   - marks: how many marks stand after the texts; they are a word then, number 1.
  ///   - added: words that are known whether they are kept or not, with what they count.
  init(
    _ tokens: TokenIndex, counts: [Int], minCount: Int, limit: Int?, marks: Int? = nil,
    adding added: [String] = []
  ) {
    let special = [Self.unknown] + (marks == nil ? [] : [Self.mark])
    let candidates = counts.indices.lazy
      .filter { counts[$0] >= max(minCount, 1) }
      .map { (word: tokens.word($0), count: counts[$0]) }
      .filter { !special.contains($0.word) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.word.precedesInBytes($1.word) }
    let kept = candidates.prefix(max((limit ?? .max) - special.count, 0))
    let fitted = special + kept.map(\.word)
    var index = TokenIndex(fitted)
    var more: [(word: String, count: Int)] = []
    for word in added where index.insert(word.utf8Span.span) == fitted.count + more.count {
      more.append((word, tokens.find(word.utf8Span.span).map { counts[Int($0)] } ?? 0))
    }
    let known = (kept + more).reduce(0) { $0 + $1.count }
    words = fitted + more.map(\.word)
    self.counts =
      [counts.reduce(0, +) - known] + (marks.map { [$0] } ?? []) + (kept + more).map(\.count)
    addedCount = more.count
    self.index = index
  }

  /// The units of a subword vocabulary by their spellings, with their numbers, whether they occur or not.
  ///
  /// - Parameters:
  ///   - tokens: units that were counted; `counts` is by their number there.
  ///   - marks: how many marks stand after the texts.
  init(
    _ subwords: SubwordVocabulary, _ tokens: TokenIndex = TokenIndex(), counts: [Int] = [],
    marks: Int = 0
  ) {
    words = subwords.allSpellings
    self.counts = words.map { word in
      word == Self.mark ? marks : tokens.find(word.utf8Span.span).map { counts[Int($0)] } ?? 0
    }
    addedCount = 0
    index = subwords.spellings
  }

  /// The number of a token; 0 if it is unknown.
  public func encode(_ token: String) -> Int32 { encode(token.utf8Span.span) }

  /// The numbers of tokens; 0 for unknown ones.
  public func encode(_ tokens: [String]) -> [Int32] { tokens.map { encode($0) } }

  /// The number of a token given by its UTF-8 bytes; 0 if it is unknown.
  func encode(_ token: Span<UInt8>) -> Int32 {
    if let id = index.find(token) { return id }
    guard findsSmall else { return 0 }
    return index.find(token.text.lowered.utf8Span.span) ?? 0
  }

  /// The word of a number; `<unk>` for a number that no word has.
  public func decode(_ id: Int32) -> String {
    words.indices.contains(Int(id)) ? words[Int(id)] : Self.unknown
  }

  /// The words of numbers.
  public func decode(_ ids: some Sequence<Int32>) -> [String] { ids.map { decode($0) } }
}

extension Vocabulary: Hashable {
  /// Whether both give the same words the same numbers; counts do not matter.
  public static func == (left: Vocabulary, right: Vocabulary) -> Bool { left.words == right.words }

  /// Hashes the words.
  public func hash(into hasher: inout Hasher) { hasher.combine(words) }
}

extension Vocabulary: Codable {
  /// Loads a list of words; it must begin with `<unk>` and name each word once.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    words = try container.decode([String].self)
    counts = []
    addedCount = 0
    index = TokenIndex(words)
    guard words.first == Self.unknown, index.count == words.count else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a vocabulary begins with <unk> and repeats no word")
    }
  }

  /// Saves the list of words.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(words)
  }
}
