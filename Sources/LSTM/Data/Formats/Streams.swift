// SPDX-License-Identifier: Apache-2.0

extension DataFormat {
  /// Plain text as a stream of characters.
  public static let chars = stream(
    name: "chars", tokens: "char",
    help: "plain text as one stream of characters, white space included")

  /// Plain text as a stream of words.
  public static let words = stream(
    name: "words", tokens: "word", help: "plain text as one stream of words and line ends")

  /// Lines of text, whose target is the next token.
  private static func stream(name: String, tokens: String, help: String) -> DataFormat {
    DataFormat(
      name: name,
      extensions: [],
      help: "\(help): the target is the next one",
      options: [],
      example: "Speak softly, and\ncarry on.\n",
      use: ColumnUse(tokens: tokens, isStream: true),
      makeParser: { _ in PlainLinesParser() })
  }
}
