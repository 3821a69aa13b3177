// SPDX-License-Identifier: Apache-2.0

/// What a Unicode scalar is to a tokenizer.
enum ScalarClass {
  /// White space and control characters: between tokens.
  case space
  /// Invisible format characters, such as the soft hyphen or a zero-width space.
  case invisible
  /// Letters of scripts that are written in words, and the underscore.
  case letter
  /// Digits and other numbers.
  case digit
  /// Han ideographs and kana: a token each.
  case ideograph
  /// Combining marks, variation selectors and emoji modifiers: part of what stands before.
  case mark
  /// Punctuation and mathematical, currency and modifier symbols.
  case punctuation
  /// Other symbols, mostly emoji.
  case picture

  /// The class of a scalar.
  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      self = Self.ascii[Int(value)]
    } else if Self.isIdeograph(value) {
      self = .ideograph
    } else {
      self.init(category: scalar)
    }
  }

  private init(category scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .connectorPunctuation, .privateUse, .unassigned, .surrogate:
      self = .letter
    case .decimalNumber, .letterNumber, .otherNumber: self = .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: self = .space
    case .format: self = .invisible
    case .otherSymbol: self = .picture
    case .modifierSymbol: self = scalar.properties.isEmojiModifier ? .mark : .punctuation
    default: self = .punctuation
    }
  }

  /// The classes of the ASCII characters.
  private static let ascii: [ScalarClass] = (0..<0x80).map {
    ScalarClass(category: Unicode.Scalar(UInt8($0)))
  }

  /// Whether the scalar is a Han ideograph or kana, by block.
  private static func isIdeograph(_ value: UInt32) -> Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF: true  // Han
    case 0x3005...0x3007, 0x3021...0x3029, 0xF900...0xFAFF: true  // Han marks, compatibility
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF: true  // kana
    case 0x31F0...0x31FF, 0xFF66...0xFF9D, 0x1B000...0x1B16F: true  // more kana
    case 0x20000...0x3FFFD: true  // Han, rare
    default: false
    }
  }
}
