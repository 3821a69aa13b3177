// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// Plain text as a stream of characters.
  public static let chars = stream(
    name: "chars", help: "plain text as one stream of characters, white space included")

  /// Plain text as a stream of words.
  public static let words = stream(
    name: "words", help: "plain text as one stream of words and line ends")

  /// Lines of text, whose target is the next token.
  private static func stream(name: String, help: String) -> DataFormat {
    DataFormat(
      name: name,
      extensions: [],
      help: "\(help): the target is the next one",
      options: [],
      example: "Speak softly, and\ncarry on.\n",
      makeParser: { _ in PlainLinesParser() })
  }

  /// The tokenizer of a format that is a stream of tokens; nil for other formats.
  public var streamTokens: String? {
    switch name {
    case "chars": "char"
    case "words": "word"
    default: nil
    }
  }
}
