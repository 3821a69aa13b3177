// SPDX-License-Identifier: Apache-2.0

/// Characters that no token begins with. Most are twins of the right one, from another keyboard or
/// another language, so the message can name what to write.
extension Lexer {
  /// A character beyond ASCII: a letter, a blank, or the twin of an ASCII character.
  mutating func scanBeyondASCII() {
    guard let (scalar, length) = scalar() else {
      offset += 1
      return
    }
    if Lexer.startsName(scalar) {
      scanWord()
    } else if Lexer.blanks.contains(scalar) {
      offset += length
    } else if let closing = Lexer.closingQuotes[scalar] {
      scanForeignText(opening: scalar, length: length, closing: closing)
    } else if let ascii = Lexer.asciiTwin(of: scalar) {
      scanTwin(scalar, length: length, ascii: ascii)
    } else {
      skipStray(scalar, length: length, help: nil)
    }
  }

  /// An ASCII character without a meaning of its own.
  mutating func scanStray() {
    guard let (scalar, length) = scalar() else {
      offset += 1
      return
    }
    if scalar == "'" {
      scanForeignText(opening: scalar, length: length, closing: [scalar])
    } else {
      skipStray(scalar, length: length, help: Lexer.remedies[scalar])
    }
  }

  /// An arrow of dashes, which others write for `=>`; false where there is none.
  mutating func scanThinArrow() -> Bool {
    var length = 0
    while peek(length) == UInt8(ascii: "-") { length += 1 }
    guard length > 0, peek(length) == UInt8(ascii: ">") else { return false }
    let start = offset
    offset += length + 1
    report(.thinArrow(string(from: start), at: Span(start, offset)))
    emit(.symbol(.arrow), from: start)
    return true
  }

  private mutating func skipStray(_ scalar: Unicode.Scalar, length: Int, help: String?) {
    let start = offset
    offset += length
    while scalar.isASCII, scalar == "&" || scalar == "|", peek(0) == bytes[start] { offset += 1 }
    report(
      .unexpectedCharacter(
        scalar, written: string(from: start), at: Span(start, offset), help: help))
  }

  /// A text in quotes of another kind: taken for what it is meant to be when it ends in its line.
  private mutating func scanForeignText(
    opening: Unicode.Scalar, length: Int, closing: [Unicode.Scalar]
  ) {
    let start = offset
    offset += length
    let contentStart = offset
    while let (scalar, length) = scalar(), scalar != "\n" {
      if closing.contains(scalar) || scalar == "\"" {
        let content = string(from: contentStart)
        offset += length
        report(.wrongQuotes(string(from: start), content: content, at: Span(start, offset)))
        emit(.text(content), from: start)
        return
      }
      offset += length
    }
    offset = contentStart
    report(.wrongQuotes(string(from: start), content: nil, at: Span(start, offset)))
    skipComment()
    emit(.text(string(from: contentStart)), from: start)
  }

  private mutating func scanTwin(_ scalar: Unicode.Scalar, length: Int, ascii: String) {
    let start = offset
    offset += length
    let help = ascii == ":" ? Lexer.remedies[":"] : nil
    report(.lookAlike(scalar, ascii: ascii, at: Span(start, offset), help: help))
    if ascii == "#" {
      skipComment()
    } else if let symbol = Symbol(rawValue: ascii) {
      emit(.symbol(symbol), from: start)
    }
  }

  /// What to write in place of a character; nil when it is the twin of none.
  static func asciiTwin(of scalar: Unicode.Scalar) -> String? {
    if let twin = twins[scalar] { return twin }
    guard isFullWidth(scalar) else { return nil }
    return Unicode.Scalar(scalar.value - 0xFF01 + 0x21).map { String(Character($0)) }
  }

  /// The no-break and the ideographic blank separate tokens like any other.
  private static let blanks: [Unicode.Scalar] = ["\u{A0}", "\u{3000}"]

  private static let twins: [Unicode.Scalar: String] = [
    "、": ",", "。": ".", "【": "[", "】": "]", "〔": "[", "〕": "]", "–": "-", "—": "-", "−": "-",
    "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "…": "..", "‥": "..", "→": "=>",
    "⇒": "=>", "│": "|",
  ]

  private static let closingQuotes: [Unicode.Scalar: [Unicode.Scalar]] = [
    "“": ["”", "“"], "”": ["”", "“"], "„": ["“", "”"], "‘": ["’", "‘"], "’": ["’", "‘"],
    "«": ["»"], "「": ["」"], "『": ["』"], "《": ["》"], "＂": ["＂"],
  ]

  private static let remedies: [Unicode.Scalar: String] = [
    "&": "write `and`", "|": "write `or`", "!": "write `not`, or `!=` for unequal",
    "%": "a percentage is a number with `%` right after it, such as `30%`",
    ":": "an option is written `name=value`; commands such as `:save` belong to the prompt",
    "?": "help such as `?train` belongs to the prompt",
    "\\": "a line goes on by itself after an open bracket, `|`, `,` or `=`",
  ]
}
