// SPDX-License-Identifier: Apache-2.0

/// What happens to every text, in training and in prediction alike: it is cut into tokens,
/// stopwords, unwanted punctuation and unwanted parts of speech are taken out, digits are folded
/// and words stemmed, and it is cut off at the largest length.
struct TokenPipeline: Sendable {
  /// How many tokens of a text were handed on, and whether more were cut off.
  struct Outcome {
    var kept = 0
    var isCut = false
  }

  private let tokenizer: any Tokenizer
  /// The same without making letters small.
  private let speller: any Tokenizer
  /// The tokenizer where tokens are subword units, which are neither left out nor changed.
  private let subwords: SubwordTokenizer?
  private let lowers: Bool
  private let form: TextOptions.Normalization
  /// Whether it is tokens that are put into the form, and not texts: where a form with white space in it
  /// would be cut once more, or be two characters.
  private let formsTokens: Bool
  private let stopwords: TokenIndex
  private let dropsPunctuation: Bool
  private let keptTags: KeptTags?
  private let foldsDigits: Bool
  private let language: String?
  private let maxLength: Int

  /// A pipeline for the options; throws `unknownTokenizer` and `unknownStemmer`.
  init(_ options: TextOptions) throws(DataError) {
    tokenizer = try Tokenizers.make(options)
    lowers = options.lower
    let form = options.normalization
    self.form = form
    subwords = tokenizer as? SubwordTokenizer
    formsTokens =
      form == .nfkc && options.tokens != WordTokenizer.entry.name && !options.areSubwords
    var spelled = options
    spelled.lower = false
    speller = try Tokenizers.make(spelled)
    stopwords = TokenIndex(
      options.stopwords.map { form.applied(to: options.lower ? $0.lowered : $0) })
    dropsPunctuation = options.punctuation == .drop
    keptTags = options.keptTags.map { KeptTags($0, of: options.dictionary ?? WordDictionary()) }
    foldsDigits = options.digits == .fold && !options.areSubwords
    language = options.areSubwords ? nil : options.stem
    if let language, Stemmer(language) == nil {
      throw DataError(.unknownStemmer(name: language, known: Stemmer.languages), path: nil)
    }
    maxLength = max(options.maxLength ?? .max, 1)
  }

  /// Calls `body` with the bytes of each token that is kept.
  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) -> Outcome {
    var outcome = Outcome()
    let stemmer = language.flatMap { Stemmer($0) }
    var changed: [UInt8] = []
    cut(text, lower: lowers) { token in
      guard keeps(token) else { return }
      if outcome.kept == maxLength {
        outcome.isCut = true
      } else {
        outcome.kept += 1
        guard stemmer != nil || foldsDigits else { return body(token) }
        changed.removeAll(keepingCapacity: true)
        token.append(to: &changed, foldingDigits: foldsDigits)
        if ScalarClass(token.scalar(at: 0).scalar) == .letter { stemmer?.stem(&changed) }
        body(changed.span)
      }
    }
    return outcome
  }

  /// Calls `body` with the bytes of each token that is kept as it stands in the text: with its capital
  /// letters, digits and ending.
  func forEachSpelling(in text: String, _ body: (Span<UInt8>) -> Void) {
    var kept = 0
    if let subwords {
      return subwords.forEachSpelling(in: form.applied(to: text)) { spelling in
        guard kept < maxLength else { return }
        kept += 1
        body(spelling)
      }
    }
    var small: [UInt8] = []
    cut(text, lower: false) { token in
      guard kept < maxLength else { return }
      if lowers {
        small.removeAll(keepingCapacity: true)
        token.append(to: &small, lower: true)
      }
      guard lowers ? keeps(small.span) : keeps(token) else { return }
      kept += 1
      body(token)
    }
  }

  /// Calls `body` with the tokens of a text in the form that is wanted.
  private func cut(_ text: String, lower: Bool, _ body: (Span<UInt8>) -> Void) {
    guard formsTokens else {
      return (lower ? tokenizer : speller).forEachToken(in: form.applied(to: text), body)
    }
    speller.forEachToken(in: text) { token in
      let formed = form.applied(to: token.text)
      body((lower ? form.applied(to: formed.lowered) : formed).utf8Span.span)
    }
  }

  /// Whether a token stays, before it is changed.
  private func keeps(_ token: Span<UInt8>) -> Bool {
    if subwords != nil { return true }
    if dropsPunctuation, ScalarClass(token.scalar(at: 0).scalar) == .punctuation { return false }
    if stopwords.count > 0, stopwords.find(token) != nil { return false }
    if let keptTags, !keptTags.keep(token) { return false }
    return true
  }
}

extension Span<UInt8> {
  /// Adds the bytes to others, with a 0 for every decimal digit if wished.
  fileprivate func append(to bytes: inout [UInt8], foldingDigits: Bool) {
    var index = 0
    while index < count {
      let (scalar, length) = scalar(at: index)
      let isDigit =
        foldingDigits
        && (scalar.isASCII
          ? (0x30...0x39).contains(scalar.value)
          : scalar.properties.generalCategory == .decimalNumber)
      bytes.append(isDigit ? "0" : scalar, lower: false)
      index += length
    }
  }
}
