// SPDX-License-Identifier: Apache-2.0

/// Cuts Swift code into words; comments and the text of literals are no code, but what is
/// interpolated into a literal is.
struct SwiftWords {
  /// A name or a keyword.
  struct Word: Equatable {
    /// Its letters.
    let text: String
    /// Whether a dot stands before it.
    let isMember: Bool
    /// Whether it is a generic parameter with a constraint: `<Text: …`.
    let isParameter: Bool
    /// How many braces are open.
    let depth: Int
  }

  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  /// The last two bytes of code that are no blanks.
  private var (before, last): (UInt8, UInt8) = (0, 0)
  private var words: [Word] = []

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The words of a file, in order.
  static func words(of bytes: [UInt8]) -> [Word] {
    var scanner = SwiftWords(bytes)
    scanner.takeCode(isInterpolation: false)
    return scanner.words
  }

  /// Takes code up to the end, or after the parenthesis that ends an interpolation.
  private mutating func takeCode(isInterpolation: Bool) {
    var parentheses = 0
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "/") where byteAfter == UInt8(ascii: "/"): skipLine()
      case UInt8(ascii: "/") where byteAfter == UInt8(ascii: "*"): skipComment()
      case UInt8(ascii: "\""): skipLiteral(hashes: 0)
      case UInt8(ascii: "#"):
        let hashes = bytes[at...].prefix { $0 == byte }.count
        at += hashes
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { skipLiteral(hashes: hashes) }
      case UInt8(ascii: ")") where isInterpolation && parentheses == 0:
        at += 1
        return
      case _ where Self.isOfWord(byte): takeWord()
      default:
        switch byte {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses -= 1
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"): depth -= 1
        default: break
        }
        if byte > UInt8(ascii: " "), byte != UInt8(ascii: "`") { note(byte) }
        at += 1
      }
    }
  }

  private mutating func takeWord() {
    let start = at
    while at < bytes.count, Self.isOfWord(bytes[at]) { at += 1 }
    defer { note(bytes[start]) }
    guard !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start]) else { return }
    let dot = UInt8(ascii: ".")
    var ahead = at
    while ahead < bytes.count, bytes[ahead] <= UInt8(ascii: " ") { ahead += 1 }
    let hasColon = ahead < bytes.count && bytes[ahead] == UInt8(ascii: ":")
    words.append(
      Word(
        text: String(decoding: bytes[start..<at], as: UTF8.self),
        isMember: last == dot && before != dot,
        isParameter: hasColon && (last == UInt8(ascii: "<") || last == UInt8(ascii: ",")),
        depth: depth))
  }

  private mutating func skipLine() {
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
  }

  /// Skips a comment with those inside of it.
  private mutating func skipComment() {
    var open = 0
    repeat {
      if begins("/*") {
        open += 1
        at += 2
      } else if begins("*/") {
        open -= 1
        at += 2
      } else {
        at += 1
      }
    } while open > 0 && at < bytes.count
  }

  /// Skips a text literal and takes what is interpolated.
  private mutating func skipLiteral(hashes: Int) {
    let isLong = begins("\"\"\"")
    let hash = String(repeating: "#", count: hashes)
    let (end, escape) = ((isLong ? "\"\"\"" : "\"") + hash, "\\" + hash)
    at += isLong ? 3 : 1
    while at < bytes.count {
      if begins(end) {
        at += end.utf8.count
        break
      }
      guard begins(escape) else {
        at += 1
        continue
      }
      at += escape.utf8.count + 1
      if at <= bytes.count, bytes[at - 1] == UInt8(ascii: "(") {
        (before, last) = (0, 0)
        takeCode(isInterpolation: true)
      }
    }
    note(UInt8(ascii: "\""))
  }

  private var byteAfter: UInt8 { at + 1 < bytes.count ? bytes[at + 1] : 0 }

  private func begins(_ text: String) -> Bool {
    var place = at
    for byte in text.utf8 {
      guard place < bytes.count, bytes[place] == byte else { return false }
      place += 1
    }
    return true
  }

  private mutating func note(_ byte: UInt8) {
    (before, last) = (last, byte)
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}
