// SPDX-License-Identifier: Apache-2.0

extension TextOptions: Codable {
  private enum Key: String, CodingKey {
    case tokens, lower, punctuation, stopwords, minCount, vocabularySize, maxLength
    case dictionary, keptTags, digits, stem, unknown, framing, findsSmall, normalize
    case subwords, mergeDropout, shared
  }

  /// Loads options; those that a file does not have are as when none is given.
  ///
  /// A file that says nothing of normal forms is read by the rules that it was written under.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      tokens: try container.decode(String.self, forKey: .tokens),
      lower: try container.decode(Bool.self, forKey: .lower),
      punctuation: try container.decode(Punctuation.self, forKey: .punctuation),
      stopwords: try container.decode([String].self, forKey: .stopwords),
      dictionary: try container.decodeIfPresent(WordDictionary.self, forKey: .dictionary),
      keptTags: try container.decodeIfPresent([String].self, forKey: .keptTags),
      digits: try container.decodeIfPresent(Digits.self, forKey: .digits) ?? .keep,
      stem: try container.decodeIfPresent(String.self, forKey: .stem),
      unknown: try container.decodeIfPresent(UnknownWords.self, forKey: .unknown) ?? .keep,
      minCount: try container.decode(Int.self, forKey: .minCount),
      vocabularySize: try container.decodeIfPresent(Int.self, forKey: .vocabularySize),
      maxLength: try container.decodeIfPresent(Int.self, forKey: .maxLength))
    framing = try container.decodeIfPresent(Framing.self, forKey: .framing) ?? .none
    findsSmall = try container.decodeIfPresent(Bool.self, forKey: .findsSmall) ?? false
    subwords = try container.decodeIfPresent(SubwordVocabulary.self, forKey: .subwords)
    mergeDropout = try container.decodeIfPresent(Double.self, forKey: .mergeDropout) ?? 0
    isShared = try container.decodeIfPresent(Bool.self, forKey: .shared) ?? false
    let form = try container.decodeIfPresent(Normalization.self, forKey: .normalize)
    (normalization, rules) = form.map { ($0, .current) } ?? (.none, .original)
  }

  /// Saves options; of those that came later only the ones that are set, so that files without them
  /// are the same bytes as before.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(tokens, forKey: .tokens)
    try container.encode(lower, forKey: .lower)
    try container.encode(punctuation, forKey: .punctuation)
    try container.encode(stopwords, forKey: .stopwords)
    try container.encode(minCount, forKey: .minCount)
    try container.encodeIfPresent(vocabularySize, forKey: .vocabularySize)
    try container.encodeIfPresent(maxLength, forKey: .maxLength)
    try container.encodeIfPresent(dictionary, forKey: .dictionary)
    try container.encodeIfPresent(keptTags, forKey: .keptTags)
    if digits != .keep { try container.encode(digits, forKey: .digits) }
    try container.encodeIfPresent(stem, forKey: .stem)
    if unknown != .keep { try container.encode(unknown, forKey: .unknown) }
    if framing != .none { try container.encode(framing, forKey: .framing) }
    if findsSmall { try container.encode(findsSmall, forKey: .findsSmall) }
    // Units that are shared are saved once, with the texts that are read.
    if !isShared { try container.encodeIfPresent(subwords, forKey: .subwords) }
    if mergeDropout > 0 { try container.encode(mergeDropout, forKey: .mergeDropout) }
    if isShared { try container.encode(isShared, forKey: .shared) }
    if rules == .current { try container.encode(normalization, forKey: .normalize) }
  }
}
