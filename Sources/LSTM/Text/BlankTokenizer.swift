// SPDX-License-Identifier: Apache-2.0

/// What stands between white space is a token: for text that somebody has cut already, such as `the
/// end`.
///
/// Line ends are tokens where white space counts.
struct BlankTokenizer: Tokenizer {
  static let entry = Tokenizers.Entry(
    name: "blank",
    help: "what stands between white space; for text that is cut already",
    example: (text: "The film 's end .", tokens: ["the", "film", "'s", "end", "."]),
    make: { BlankTokenizer(lower: $0.lower, keepsLines: $0.framing != .none) })

  let lower: Bool
  /// Whether line ends are tokens.
  var keepsLines = false

  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) {
    let bytes = text.utf8Span.span
    let lineEnd = LineEnd.bytes
    var token: [UInt8] = []
    token.reserveCapacity(64)
    var index = 0
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      index += length
      if !scalar.properties.isWhitespace {
        token.append(scalar, lower: lower)
        continue
      }
      if !token.isEmpty {
        body(token.span)
        token.removeAll(keepingCapacity: true)
      }
      if keepsLines, scalar.isLineEnd {
        index = bytes.behindLineEnd(scalar, at: index)
        body(lineEnd.span)
      }
    }
    if !token.isEmpty { body(token.span) }
  }
}
