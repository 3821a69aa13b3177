// SPDX-License-Identifier: Apache-2.0

/// Turns raw text into numbers the way the training rows were: saved with the model.
public struct TextTransform: Sendable {
  /// How a text becomes tokens.
  public let options: TextOptions
  /// The numbers of the tokens.
  public let vocabulary: Vocabulary
  private let pipeline: TokenPipeline

  /// Joins options and a vocabulary that was fitted under them; throws `unknownTokenizer`.
  public init(options: TextOptions, vocabulary: Vocabulary) throws(DataError) {
    self.options = options
    self.vocabulary = vocabulary
    pipeline = try TokenPipeline(options)
  }

  /// The tokens of a text, unknown ones spelt as they are.
  public func tokens(in text: String) -> [String] {
    var tokens: [String] = []
    _ = pipeline.forEachToken(in: text) { tokens.append($0.text) }
    return tokens
  }

  /// The numbers of a text's tokens; a text without any is one `<unk>`, so the result is never
  /// empty.
  public func encode(_ text: String) -> [Int32] {
    var ids: [Int32] = []
    _ = pipeline.forEachToken(in: text) { ids.append(vocabulary.encode($0)) }
    return ids.isEmpty ? [0] : ids
  }
}

extension TextTransform: Hashable {
  /// Whether both turn every text into the same numbers.
  public static func == (left: TextTransform, right: TextTransform) -> Bool {
    left.options == right.options && left.vocabulary == right.vocabulary
  }

  /// Hashes the options and the vocabulary.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(options)
    hasher.combine(vocabulary)
  }
}

extension TextTransform: Codable {
  private enum Key: String, CodingKey {
    case options, vocabulary
  }

  /// Loads options and vocabulary; throws for a tokenizer that this engine does not have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try self.init(
      options: container.decode(TextOptions.self, forKey: .options),
      vocabulary: container.decode(Vocabulary.self, forKey: .vocabulary))
  }

  /// Saves options and vocabulary.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(options, forKey: .options)
    try container.encode(vocabulary, forKey: .vocabulary)
  }
}
