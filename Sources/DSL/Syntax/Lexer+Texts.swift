// SPDX-License-Identifier: Apache-2.0

extension Lexer {
  // text = '"' { character | escape } '"' ;
  // escape = '\n' | '\t' | '\"' | '\\' | '\u{' hex_digit { hex_digit } '}' ;
  mutating func scanText() {
    let start = offset
    offset += 1
    var content: [UInt8] = []
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        emit(.text(String(decoding: content, as: UTF8.self)), from: start)
        return
      case UInt8(ascii: "\\"):
        content += scanEscape().utf8
      case let byte:
        content.append(byte)
        offset += 1
      }
    }
    report(.unterminatedText(at: Span(start, endOfLineContent(from: start))))
    emit(.text(String(decoding: content, as: UTF8.self)), from: start)
  }

  /// What the escape that begins here stands for; a wrong one stands for itself.
  private mutating func scanEscape() -> String {
    let start = offset
    offset += 2
    switch bytes[start + 1 < bytes.count ? start + 1 : start] {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\") where start + 1 < bytes.count: return "\\"
    case UInt8(ascii: "u"):
      if let scalar = scanCodePoint() { return String(Character(scalar)) }
    default:
      // The character after the backslash belongs to the message, a line end does not.
      offset = start + 1
      if let (scalar, length) = scalar(), scalar != "\n", scalar != "\r" { offset += length }
    }
    report(.badEscape(string(from: start), at: Span(start, offset)))
    return string(from: start)
  }

  /// The character of `{1F600}`, which begins here; nil when it names none.
  private mutating func scanCodePoint() -> Unicode.Scalar? {
    guard peek(0) == UInt8(ascii: "{") else { return nil }
    let digits = bytes[(offset + 1)...].prefix { UnicodeScalar($0).properties.isASCIIHexDigit }
    offset += 1 + digits.count
    guard peek(0) == UInt8(ascii: "}") else { return nil }
    offset += 1
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
  }

  /// The offset after the last visible character up to here, not before `start + 1`.
  private func endOfLineContent(from start: Int) -> Int {
    var end = offset
    while end > start + 1, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] < 0x20 { end -= 1 }
    return end
  }
}
