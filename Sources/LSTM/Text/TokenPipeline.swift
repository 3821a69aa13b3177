// SPDX-License-Identifier: Apache-2.0

/// What happens to every text, in training and in prediction alike: it is cut into tokens,
/// stopwords, unwanted punctuation and unwanted parts of speech are taken out, and it is cut off at the largest length.
struct TokenPipeline: Sendable {
  /// How many tokens of a text were handed on, and whether more were cut off.
  struct Outcome {
    var kept = 0
    var isCut = false
  }

  private let tokenizer: any Tokenizer
  private let stopwords: TokenIndex
  private let dropsPunctuation: Bool
  private let keptTags: KeptTags?
  private let maxLength: Int

  /// A pipeline for the options; throws `unknownTokenizer`.
  init(_ options: TextOptions) throws(DataError) {
    tokenizer = try Tokenizers.make(options)
    stopwords = TokenIndex(
      options.lower ? options.stopwords.map { $0.lowercased() } : options.stopwords)
    dropsPunctuation = options.punctuation == .drop
    keptTags = options.keptTags.map { KeptTags($0, of: options.dictionary ?? WordDictionary()) }
    maxLength = max(options.maxLength ?? .max, 1)
  }

  /// Calls `body` with the bytes of each token that is kept.
  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) -> Outcome {
    var outcome = Outcome()
    tokenizer.forEachToken(in: text) { token in
      if dropsPunctuation, ScalarClass(token.scalar(at: 0).scalar) == .punctuation { return }
      if stopwords.count > 0, stopwords.find(token) != nil { return }
      if let keptTags, !keptTags.keep(token) { return }
      if outcome.kept == maxLength {
        outcome.isCut = true
      } else {
        outcome.kept += 1
        body(token)
      }
    }
    return outcome
  }
}
