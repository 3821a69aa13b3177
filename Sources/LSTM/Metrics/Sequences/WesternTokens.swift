// SPDX-License-Identifier: Apache-2.0

/// The tokenization of `mteval-v13a.pl`, NIST's script of 2009, as sacrebleu has it.
///
/// Its rules are replacements by regular expressions, one after the other. All that they look for is
/// ASCII, and any other byte is to them as any other character, so they work on UTF-8 as it is.
enum WesternTokens {
  /// A line without `<skipped>` and without hyphens at line ends, with the characters of four HTML
  /// entities, and with a blank at both ends.
  static func padded(_ line: [UInt8]) -> [UInt8] {
    var line = line
    if line.contains(UInt8(ascii: "<")) { line.replace("<skipped>", with: "") }
    if line.contains(UInt8(ascii: "\n")) {
      line.replace("-\n", with: "")
      line.replace("\n", with: " ")
    }
    if line.contains(UInt8(ascii: "&")) {
      // In this order: `&amp;lt;` becomes `<`, and `&amp;quot;` becomes `&quot;`.
      line.replace("&quot;", with: "\"")
      line.replace("&amp;", with: "&")
      line.replace("&lt;", with: "<")
      line.replace("&gt;", with: ">")
    }
    return [blank] + line + [blank]
  }

  /// A line with blanks between what are to be tokens.
  static func separated(_ line: [UInt8]) -> [UInt8] {
    var (hasPoint, hasHyphen) = (false, false)
    var result = [UInt8](capacity: 3 * line.count) { output in
      for byte in line {
        if isSymbol(byte) {
          output.append(blank)
          output.append(byte)
          output.append(blank)
        } else {
          output.append(byte)
          hasPoint = hasPoint || isPoint(byte)
          hasHyphen = hasHyphen || byte == hyphen
        }
      }
    }
    if hasPoint {
      result = pairs(of: result, blankFirst: false) { !isDigit($0) && isPoint($1) }
      result = pairs(of: result, blankFirst: true) { isPoint($0) && !isDigit($1) }
    }
    guard hasHyphen else { return result }
    return pairs(of: result, blankFirst: false) { isDigit($0) && $1 == hyphen }
  }

  /// Puts a blank between the two bytes of each pair that is meant, and another one before or after.
  ///
  /// Pairs are found from left to right, and no byte is in two of them.
  @inline(__always)
  private static func pairs(
    of line: [UInt8], blankFirst: Bool, where isMeant: (UInt8, UInt8) -> Bool
  ) -> [UInt8] {
    [UInt8](capacity: 2 * line.count) { output in
      var index = 0
      while index + 1 < line.count {
        let (first, second) = (line[index], line[index + 1])
        guard isMeant(first, second) else {
          output.append(first)
          index += 1
          continue
        }
        if blankFirst { output.append(blank) }
        output.append(first)
        output.append(blank)
        output.append(second)
        if !blankFirst { output.append(blank) }
        index += 2
      }
      if index < line.count { output.append(line[index]) }
    }
  }

  private static let blank = UInt8(ascii: " ")
  private static let hyphen = UInt8(ascii: "-")

  /// Whether a byte is always a token: ASCII signs but `'`, `,`, `-` and `.`.
  @inline(__always)
  private static func isSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x26, 0x28...0x2B, 0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  @inline(__always)
  private static func isPoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

extension [UInt8] {
  /// Replaces a text wherever it stands, from left to right; what is put in is not looked at again.
  fileprivate mutating func replace(_ pattern: StaticString, with text: StaticString) {
    let pattern = pattern.withUTF8Buffer { [UInt8]($0) }
    let text = text.withUTF8Buffer { [UInt8]($0) }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      if self[index] == pattern[0], self[index...].starts(with: pattern) {
        result += text
        index += pattern.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    self = result
  }
}
