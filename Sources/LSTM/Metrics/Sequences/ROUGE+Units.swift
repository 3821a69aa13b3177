// SPDX-License-Identifier: Apache-2.0

extension ROUGE.Units {
  /// The units of a text.
  func cut(_ text: String) -> TextUnits {
    TextUnits(words: self == .words ? Self.words(text) : Self.characters(text))
  }

  /// The small letters and digits of ASCII, with blanks for all else.
  private static func words(_ text: String) -> [UInt8] {
    let (bytes, blank) = (text.utf8Span.span, UInt8(ascii: " "))
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      index += length
      switch scalar {
      case "a"..."z", "0"..."9": result.append(UInt8(truncatingIfNeeded: scalar.value))
      case "A"..."Z": result.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
      // The two other capitals whose small letters are ASCII: the I with a dot, which is a character of
      // its own after the small i, and the sign of the kelvin.
      case "\u{130}": result += [UInt8(ascii: "i"), blank]
      case "\u{212A}": result.append(UInt8(ascii: "k"))
      default: result.append(blank)
      }
    }
    return result
  }

  /// The text in small letters with blanks around each ideograph and for all that is no letter, digit or
  /// mark.
  private static func characters(_ text: String) -> [UInt8] {
    let (text, blank) = (text.lowered, UInt8(ascii: " "))
    let bytes = text.utf8Span.span
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    var index = 0
    var followsIdeograph = false
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      let kind = scalar == "_" ? .punctuation : ScalarClass(scalar)
      if kind != .invisible {
        // A variation selector belongs to the ideograph before it.
        let isPart = kind == .letter || kind == .digit || kind == .mark
        if !isPart || followsIdeograph && kind != .mark { result.append(blank) }
        followsIdeograph = kind == .ideograph || followsIdeograph && kind == .mark
        if isPart || kind == .ideograph {
          for place in index..<index + length { result.append(bytes[place]) }
        }
      }
      index += length
    }
    return result
  }
}
