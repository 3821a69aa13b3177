// SPDX-License-Identifier: Apache-2.0

/// What stands between blanks is a token, whatever is in it: for text that somebody has cut already,
/// such as `the film 's end`.
///
/// Blanks are spaces, TABs and line ends, the same as in files of one token a line; a no-break space is
/// part of its token. Line ends are tokens where white space counts.
struct BlankTokenizer: Tokenizer {
  static let entry = Tokenizers.Entry(
    name: "blank",
    help: "what stands between spaces, TABs and line ends; for text that is cut already",
    example: (text: "The film 's end .", tokens: ["the", "film", "'s", "end", "."]),
    make: {
      BlankTokenizer(lower: $0.lower, keepsLines: $0.framing != .none, rules: $0.rules)
    })

  let lower: Bool
  /// Whether line ends are tokens.
  var keepsLines = false
  var rules = TextOptions.Rules.current

  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) {
    let bytes = text.utf8Span.span
    let lineEnd = LineEnd.bytes
    var token: [UInt8] = []
    token.reserveCapacity(64)
    var index = 0
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      if !divides(scalar) {
        token.append(
          lower && rules == .current ? bytes.scalarBeforeLowering(scalar, at: index) : scalar,
          lower: lower)
        index += length
        continue
      }
      index += length
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

  private func divides(_ scalar: Unicode.Scalar) -> Bool {
    rules == .current
      ? scalar == " " || scalar == "\t" || scalar.isLineEnd : scalar.properties.isWhitespace
  }
}
