// SPDX-License-Identifier: Apache-2.0

/// What a reader calls a character (a grapheme cluster) is a token; white space is left out, unless
/// it counts: then each blank is one, and so is each line end, `\n` however it was written.
struct CharTokenizer: Tokenizer {
  static let entry = Tokenizers.Entry(
    name: "char",
    help: "every character that is not white space; the choice for Chinese",
    example: (text: "很好 OK!", tokens: ["很", "好", "o", "k", "!"]),
    make: { CharTokenizer(lower: $0.lower, keepsSpace: $0.framing != .none) })

  let lower: Bool
  /// Whether white space counts.
  var keepsSpace = false

  func forEachToken(in text: String, _ body: (Span<UInt8>) -> Void) {
    let bytes = text.utf8Span.span
    var token: [UInt8] = []
    token.reserveCapacity(64)
    var index = 0
    while index < bytes.count {
      let (first, length) = bytes.scalar(at: index)
      var end = index + length
      if !Self.standsAlone(first) || !Self.standsAlone(at: end, in: bytes) {
        end = Self.clusterEnd(in: text, from: index)
      }
      defer { index = end }
      switch ScalarClass(first) {
      case .space where keepsSpace && first.isLineEnd:
        token.append("\n", lower: false)
        index = end
      case .space where keepsSpace: break
      case .space, .invisible: continue
      default: break
      }
      while index < end {
        let (scalar, length) = bytes.scalar(at: index)
        token.append(scalar, lower: lower)
        index += length
      }
      body(token.span)
      token.removeAll(keepingCapacity: true)
    }
  }

  /// Whether two such scalars side by side are two characters for certain: printable ASCII, Han,
  /// kana, and full-width punctuation.
  ///
  /// All others are asked for their cluster.
  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F, 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3001...0x3029, 0x3041...0x3096,
      0x30A1...0x30FF, 0xFF01...0xFF5E, 0x2018...0x201F:
      true
    default: false
    }
  }

  private static func standsAlone(at index: Int, in bytes: Span<UInt8>) -> Bool {
    index >= bytes.count || standsAlone(bytes.scalar(at: index).scalar)
  }

  /// Where the grapheme cluster that begins at byte `start` ends.
  private static func clusterEnd(in text: String, from start: Int) -> Int {
    let position = text.utf8.index(text.startIndex, offsetBy: start)
    let end = text.index(after: position)
    return start + text.utf8.distance(from: position, to: end)
  }
}
