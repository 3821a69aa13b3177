// SPDX-License-Identifier: Apache-2.0

/// How many columns of a terminal a text takes: Chinese characters take two, combining marks none.
public enum DisplayWidth {
  /// The columns of a text; a tab, a line feed and other control characters count as none.
  public static func of(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// The columns of a character as it is perceived, its marks and joiners included: 0, 1 or 2.
  public static func of(_ character: Character) -> Int {
    if let ascii = character.asciiValue { return 0x20..<0x7F ~= ascii ? 1 : 0 }
    var widest = 0
    for scalar in character.unicodeScalars {
      if scalar == emojiStyle { return 2 }
      widest = max(widest, of(scalar))
    }
    return widest
  }

  /// The columns of a single Unicode scalar.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.properties.generalCategory == .control ? 0 : 1 }
    if wide.contains(where: { $0 ~= scalar.value }) { return 2 }
    if scalar.properties.isEmojiPresentation { return 2 }
    if hangulTails ~= scalar.value { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      return 1
    }
  }

  /// The selector that draws the character before it as a picture.
  private static let emojiStyle: Unicode.Scalar = "\u{FE0F}"

  /// Vowels and final consonants, which stand in the square of the syllable's first letter.
  private static let hangulTails: ClosedRange<UInt32> = 0x1160...0x11FF

  /// The blocks of the East Asian scripts whose characters are wide or full-width.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3098, 0x309B...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE3, 0x17000...0x18DFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
