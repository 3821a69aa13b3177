// SPDX-License-Identifier: Apache-2.0

/// How BLEU cuts a text into tokens; the names are those of sacrebleu, and so are the tokens.
public enum BLEUTokenizer: String, CaseIterable, Codable, Hashable, Sendable {
  /// Words, and each sign of punctuation by itself; periods and commas stay in numbers. The tokenizer
  /// of `mteval-v13a.pl`, for languages with blanks between words.
  case western = "13a"
  /// Each Chinese character by itself, and the rest as in `13a`, but with entities as they are.
  ///
  /// sacrebleu means the blocks of Han characters, full-width forms and CJK punctuation. What it takes
  /// are U+2001 to U+2A6D too, such as curly quotes, dashes and arrows, and no Han beyond U+FFFF.
  case chinese = "zh"
  /// Each Unicode scalar that is no white space.
  case characters = "char"
  /// What stands between white space: for texts that are cut already.
  case whiteSpace = "none"

  /// The tokens of a text, which is to have small letters already if it is to have them.
  func units(of text: String) -> TextUnits {
    let bytes = [UInt8](text.utf8)
    switch self {
    case .western:
      let line = Array(bytes[bytes.span.stripped(atStart: false)])
      return TextUnits(words: WesternTokens.separated(WesternTokens.padded(line)))
    case .chinese:
      let line = bytes[bytes.span.stripped(atStart: true)]
      return TextUnits(words: WesternTokens.separated(Self.withChineseApart(Array(line))))
    case .characters: return TextUnits(characters: bytes)
    case .whiteSpace: return TextUnits(words: bytes)
    }
  }

  /// The tokens of a text, with small letters if wished.
  public func tokens(of text: String, isLowercase: Bool = false) -> [String] {
    units(of: isLowercase ? text.lowered : text).texts
  }

  /// The text with blanks around each Chinese character.
  private static func withChineseApart(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    let text = bytes.span
    var index = 0
    while index < text.count {
      let (scalar, length) = text.scalar(at: index)
      let isApart = isChinese(scalar.value)
      if isApart { result.append(UInt8(ascii: " ")) }
      for place in index..<index + length { result.append(text[place]) }
      if isApart { result.append(UInt8(ascii: " ")) }
      index += length
    }
    return result
  }

  /// Whether sacrebleu takes a scalar for a Chinese character.
  ///
  /// Its last two ranges are meant for U+20000 to U+2A6D6 and U+2F800 to U+2FA1D, and are written with
  /// four digits: as texts they are compared with, they stand for U+2001 to U+2A6D and U+2F81 to U+2FA1.
  private static func isChinese(_ value: UInt32) -> Bool {
    guard value >= 0x2001 else { return false }
    return switch value {
    case 0x2001...0x2A6D, 0x2E80...0x2FDF, 0x2FF0...0x303F, 0x3100...0x312F, 0x31A0...0x31BF,
      0x31C0...0x31EF, 0x3200...0x4DB5, 0x4E00...0x9FBB, 0xF900...0xFA2D, 0xFA30...0xFA6A,
      0xFA70...0xFAD9, 0xFE10...0xFE1F, 0xFE30...0xFE4F, 0xFF00...0xFFEF:
      true
    default: false
    }
  }
}
