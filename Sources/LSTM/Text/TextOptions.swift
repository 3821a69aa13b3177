// SPDX-License-Identifier: Apache-2.0

/// How a text becomes tokens, and which tokens get a number of their own.
public struct TextOptions: Hashable, Sendable {
  /// What happens to punctuation marks.
  public enum Punctuation: String, Codable, Hashable, Sendable, CaseIterable {
    /// Each mark is a token.
    case keep
    /// Marks are left out; emoji and other pictures stay.
    case drop
  }

  /// What happens to digits.
  public enum Digits: String, Codable, Hashable, Sendable, CaseIterable {
    /// They stay.
    case keep
    /// Each becomes a 0.
    case fold
  }

  /// What becomes of an unknown word in a text that is to be predicted.
  public enum UnknownWords: String, Codable, Hashable, Sendable, CaseIterable {
    /// It is `<unk>`.
    case keep
    /// It is the nearest word that is known, if one is near.
    case nearest
  }

  /// Where a text is cut for what its tokens are to predict.
  public enum Framing: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nowhere: white space only divides tokens.
    case none
    /// One text follows the other without an end: white space is text too, every blank where
    /// characters are tokens, line ends where words are.
    case stream
    /// Each text stands between two marks, `</s>`; white space is text too.
    case rows
  }

  /// The name of the tokenizer, one of `Tokenizers.all`.
  public var tokens: String
  /// Whether capital letters become small ones.
  public var lower: Bool
  /// What happens to punctuation marks.
  public var punctuation: Punctuation
  /// The words left out, in the order of their UTF-8 bytes, each once.
  public private(set) var stopwords: [String]
  /// The words by which runs of Han characters are cut; nil where each is a token by itself.
  public var dictionary: WordDictionary?
  /// The units that texts are written in where tokens are subword units; nil before they are learned.
  public internal(set) var subwords: SubwordVocabulary?
  /// What the dictionary's tag of a token must begin with, one of these, for the token to be kept;
  /// nil to keep tokens of all kinds.
  public var keptTags: [String]?
  /// What happens to digits.
  public var digits: Digits
  /// The language whose endings are cut off; nil to leave words as they are.
  public var stem: String?
  /// What becomes of unknown words in prediction.
  public var unknown: UnknownWords
  /// How often a word must occur in the training rows to be known; at least 1.
  public var minCount: Int
  /// The largest number of words in the vocabulary, `<unk>` included; nil for no limit.
  public var vocabularySize: Int?
  /// The largest number of tokens of a text, counted after stopwords are out; the rest is cut off.
  public var maxLength: Int?
  /// The probability with which each join of subword units is left out while rows train; 0 for none.
  public var mergeDropout = 0.0
  /// Whether the vocabulary is also that of the texts that are read.
  public internal(set) var isShared = false
  /// What becomes of white space, and where texts end.
  public var framing = Framing.none
  /// Whether an unknown token is known by its small letters, as a word is in vectors.
  public var findsSmall = false
  /// Which spellings are one.
  public var normalization = Normalization.nfc
  /// The rules by which the text is read.
  public internal(set) var rules = Rules.current

  /// Whether texts become tokens one to one with those of other options, known or not.
  public func cutsAlike(_ other: TextOptions) -> Bool {
    tokens == other.tokens && framing == other.framing && punctuation == other.punctuation
      && subwords == other.subwords
      && (normalization == .nfkc) == (other.normalization == .nfkc)
  }

  /// Options with the defaults of the language; stopwords may come in any order.
  public init(
    tokens: String = "word", lower: Bool = true, punctuation: Punctuation = .keep,
    stopwords: [String] = [], dictionary: WordDictionary? = nil, keptTags: [String]? = nil,
    digits: Digits = .keep, stem: String? = nil, unknown: UnknownWords = .keep,
    minCount: Int = 1, vocabularySize: Int? = nil, maxLength: Int? = nil
  ) {
    self.tokens = tokens
    self.lower = lower
    self.punctuation = punctuation
    self.stopwords = StopwordList.ordered(stopwords)
    self.dictionary = dictionary
    self.keptTags = keptTags
    self.digits = digits
    self.stem = stem
    self.unknown = unknown
    self.minCount = minCount
    self.vocabularySize = vocabularySize
    self.maxLength = maxLength
  }

  /// The same options with other words left out; they may come in any order.
  public func leavingOut(_ stopwords: [String]) -> TextOptions {
    var options = self
    options.stopwords = StopwordList.ordered(stopwords)
    return options
  }
}
