// SPDX-License-Identifier: Apache-2.0

/// Cuts a text into tokens.
///
/// The same text gives the same tokens on every machine and in every locale.
public protocol Tokenizer: Sendable {
  /// Calls `body` with the UTF-8 bytes of each token in order; no token is empty.
  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void)
}

extension Tokenizer {
  /// The tokens of a text.
  public func tokens(in text: String) -> [String] {
    var tokens: [String] = []
    forEachToken(in: text) { tokens.append($0.text) }
    return tokens
  }
}

/// The tokenizers: one file each in this folder, one line each here.
public enum Tokenizers {
  /// What a tokenizer is called and does.
  public struct Entry: Sendable {
    /// The name in scripts, as in `tokens=char`.
    public let name: String
    /// One line of help.
    public let help: String
    /// A text and the tokens that it gives with the default options.
    public let example: (text: String, tokens: [String])
    /// Makes a tokenizer that heeds the options.
    let make: @Sendable (TextOptions) -> any Tokenizer
  }

  /// All tokenizers, in the order of the manual.
  public static let all: [Entry] = [
    WordTokenizer.entry,
    CharTokenizer.entry,
    BlankTokenizer.entry,
    SubwordTokenizer.entry,
  ]

  /// Makes the tokenizer that the options name; throws `unknownTokenizer`.
  public static func make(_ options: TextOptions) throws(DataError) -> any Tokenizer {
    guard let entry = all.first(where: { $0.name == options.tokens }) else {
      let fact = DataError.Fact.unknownTokenizer(name: options.tokens, known: all.map(\.name))
      throw DataError(fact, path: nil)
    }
    return entry.make(options)
  }
}
