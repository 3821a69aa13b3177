// SPDX-License-Identifier: Apache-2.0

/// Turns raw text into numbers the way the training rows were: saved with the model.
public struct TextTransform: Sendable {
  /// How a text becomes tokens.
  public let options: TextOptions
  /// The numbers of the tokens.
  public let vocabulary: Vocabulary
  /// The numbers of the characters that tokens are spelt with; nil where no model reads them.
  public let characters: Vocabulary?
  let pipeline: TokenPipeline
  private let nearest: NearestWord?

  /// Joins options and a vocabulary that was fitted under them; throws `unknownTokenizer` and
  /// `unknownStemmer`.
  public init(
    options: TextOptions, vocabulary: Vocabulary, characters: Vocabulary? = nil
  ) throws(DataError) {
    self.options = options
    var vocabulary = vocabulary
    vocabulary.findsSmall = options.findsSmall
    self.vocabulary = vocabulary
    self.characters = characters
    pipeline = try TokenPipeline(options)
    nearest = options.unknown == .nearest ? NearestWord(in: vocabulary) : nil
  }

  /// The tokens of a text, unknown ones spelt as they are.
  public func tokens(in text: String) -> [String] {
    var tokens: [String] = []
    _ = pipeline.forEachToken(in: text) { tokens.append($0.text) }
    return tokens
  }

  /// Whether a text has more tokens than are read of it.
  public func isCut(_ text: String) -> Bool {
    options.maxLength != nil && pipeline.forEachToken(in: text) { _ in }.isCut
  }

  /// The numbers of a text's tokens; a text without any is one `<unk>`, so the result is never
  /// empty.
  public func encode(_ text: String) -> [Int32] { encodeNotingCut(text).ids }

  /// The same, and whether the text was cut off at the largest length.
  func encodeNotingCut(_ text: String) -> (ids: [Int32], isCut: Bool) {
    var ids: [Int32] = []
    let outcome = pipeline.forEachToken(in: text) { token in
      let id = vocabulary.encode(token)
      ids.append(id == 0 ? nearest?.find(token) ?? 0 : id)
    }
    return (ids.isEmpty ? [0] : ids, outcome.isCut)
  }
}

extension TextTransform {
  /// What each step makes of a text: its name, and the tokens after it.
  ///
  /// Steps that the options leave out are left out.
  public func steps(of text: String) -> [(name: String, tokens: [String])] {
    var only = TextOptions(tokens: options.tokens, lower: false, dictionary: options.dictionary)
    (only.subwords, only.framing) = (options.subwords, options.framing)
    only.normalization = options.normalization
    only.rules = options.rules
    var steps = [("cut", only)]
    if options.lower {
      only.lower = true
      steps.append(("lower", only))
    }
    if options.punctuation == .drop || !options.stopwords.isEmpty || options.keptTags != nil {
      only = only.leavingOut(options.stopwords)
      only.punctuation = options.punctuation
      only.keptTags = options.keptTags
      steps.append(("filtered", only))
    }
    if options.digits == .fold {
      only.digits = .fold
      steps.append(("digits", only))
    }
    if options.stem != nil {
      only.stem = options.stem
      steps.append(("stemmed", only))
    }
    if options.maxLength != nil {
      only.maxLength = options.maxLength
      steps.append(("max_length", only))
    }
    let made = steps.compactMap { name, options -> (name: String, tokens: [String])? in
      guard let pipeline = try? TokenPipeline(options) else { return nil }
      var tokens: [String] = []
      _ = pipeline.forEachToken(in: text) { tokens.append($0.text) }
      return (name, tokens)
    }
    let known = tokens(in: text).map { vocabulary.decode(vocabulary.encode($0)) }
    return made + [("known", known.isEmpty ? [Vocabulary.unknown] : known)]
  }
}

extension TextTransform: Hashable {
  /// Whether both turn every text into the same numbers.
  public static func == (left: TextTransform, right: TextTransform) -> Bool {
    left.options == right.options && left.vocabulary == right.vocabulary
      && left.characters == right.characters
  }

  /// Hashes the options and the vocabulary.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(options)
    hasher.combine(vocabulary)
  }
}

extension TextTransform: Codable {
  private enum Key: String, CodingKey {
    case options, vocabulary, characters
  }

  /// Loads options and vocabulary; throws for a tokenizer that this engine does not have.
  ///
  /// One whose vocabulary is shared has none before it is given that of the texts that are read.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let options = try container.decode(TextOptions.self, forKey: .options)
    try self.init(
      options: options,
      vocabulary: try options.subwords.map { Vocabulary($0) }
        ?? (options.isShared
          ? Vocabulary(fitting: []) : container.decode(Vocabulary.self, forKey: .vocabulary)),
      characters: container.decodeIfPresent(Vocabulary.self, forKey: .characters))
  }

  /// Saves options and vocabulary; subword units are part of the options, and what is shared stands with the
  /// texts that are read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(options, forKey: .options)
    if options.subwords == nil, !options.isShared {
      try container.encode(vocabulary, forKey: .vocabulary)
    }
    try container.encodeIfPresent(characters, forKey: .characters)
  }
}

extension TextTransform {
  /// The same with the vocabulary of the texts that are read, which it shares; throws `unknownTokenizer`
  /// and `unknownStemmer`.
  func sharing(_ read: TextTransform) throws(DataError) -> TextTransform {
    guard options.isShared else { return self }
    var options = options
    options.subwords = read.options.subwords
    return try TextTransform(options: options, vocabulary: read.vocabulary)
  }
}
