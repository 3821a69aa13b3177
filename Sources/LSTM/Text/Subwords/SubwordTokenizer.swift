// SPDX-License-Identifier: Apache-2.0

/// The units of a subword vocabulary, as they are spelt.
///
/// White space is kept byte by byte where it counts; elsewhere a stretch of it is one blank.
struct SubwordTokenizer: Tokenizer {
  static let entry = Tokenizers.Entry(
    name: "subword",
    help: "words that are frequent and pieces of the others, learned from the training rows",
    example: (
      text: "A 北",
      tokens: ["▁", "<0x61>", "▁", "<0xE5>", "<0x8C>", "<0x97>"]
    ),
    make: {
      SubwordTokenizer(vocabulary: $0.subwords ?? SubwordVocabulary(), splitter: $0.splitter)
    })

  let vocabulary: SubwordVocabulary
  let splitter: SubwordSplitter

  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) {
    for unit in SubwordEncoder(vocabulary, splitter, remembers: false).encode(text) {
      body(vocabulary.spellings.bytes(of: Int(unit)).span)
    }
  }

  /// Calls `body` with what each unit covers of the text, as it is written there; a blank that is put
  /// before it is nothing.
  func forEachSpelling(in text: String, _ body: (Span<UInt8>) -> Void) {
    let bytes = text.utf8Span.span
    for piece in SubwordEncoder(vocabulary, splitter).pieces(of: text) {
      body(bytes.extracting(piece.range))
    }
  }
}
