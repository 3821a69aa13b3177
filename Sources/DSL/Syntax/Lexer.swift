// SPDX-License-Identifier: Apache-2.0

/// Cuts a source into tokens and comments, in one pass over its bytes.
///
/// A mistake never stops it: it is noted, once a line, and the token that was most likely meant
/// stands in its place, so that the parser can go on.
struct Lexer {
  /// The tokens of a source, ending in `.end`, its comments, and the mistakes met on the way.
  struct Output {
    var tokens: [Token] = []
    /// Where the comments stand, each from its `#` to the end of its line.
    var comments: [Span] = []
    var diagnostics: [Diagnostic] = []
  }

  let bytes: [UInt8]
  var offset = 0
  private(set) var output = Output()
  private var lineHasProblem = false

  private init(_ bytes: [UInt8], from offset: Int) {
    self.bytes = bytes
    self.offset = offset
    output.tokens.reserveCapacity((bytes.count - offset) / 4 + 1)
  }

  /// The tokens of a source.
  ///
  /// - Parameter part: the only part of it that is read; nil for all.
  static func tokenize(_ source: SourceText, in part: Span? = nil) -> Output {
    var lexer = Lexer(
      part.map { Array(source.bytes[..<$0.end]) } ?? source.bytes, from: part?.start ?? 0)
    while lexer.offset < lexer.bytes.count { lexer.scan() }
    lexer.emit(.end, from: lexer.bytes.count)
    return lexer.output
  }

  /// True when the text reads as one name.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, startsName(first) else { return false }
    return text.unicodeScalars.allSatisfy(continuesName)
  }

  // MARK: Scanning

  private mutating func scan() {
    let start = offset
    switch bytes[offset] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      offset += 1
    case UInt8(ascii: "\n"):
      offset += 1
      emit(.lineEnd, from: start)
      lineHasProblem = false
    case UInt8(ascii: "#"):
      skipComment()
    case UInt8(ascii: "\""):
      scanText()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      scanNumber()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      scanWord()
    case 0x80...:
      scanBeyondASCII()
    default:
      scanSymbol()
    }
  }

  // comment = "#" { character } ;
  mutating func skipComment() {
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    output.comments.append(Span(start, offset))
  }

  // name = ( letter | "_" ) { letter | mark | digit | "_" } ;
  mutating func scanWord() {
    let start = offset
    skipName()
    emit(.word(string(from: start)), from: start)
  }

  private mutating func scanSymbol() {
    let start = offset
    if peek(0) == UInt8(ascii: "."), isDigit(peek(1)), !touchesOperand {
      scanNumber()
      return
    }
    if scanThinArrow() { return }
    for length in [2, 1] where offset + length <= bytes.count {
      let text = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
      if let symbol = Symbol(rawValue: text) {
        if symbol == .pipe, peek(1) == UInt8(ascii: "|") { break }
        offset += length
        emit(.symbol(symbol), from: start)
        return
      }
    }
    scanStray()
  }

  /// True when the token before ends right here and is one that a `.field` may follow.
  private var touchesOperand: Bool {
    guard let last = output.tokens.last, last.span.end == offset else { return false }
    switch last.kind {
    case .word, .symbol(.closeParenthesis), .symbol(.closeBracket): return true
    default: return false
    }
  }

  // MARK: Characters

  /// The byte at a distance from here; 0 after the end.
  func peek(_ distance: Int) -> UInt8 {
    offset + distance < bytes.count ? bytes[offset + distance] : 0
  }

  func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  /// The character that begins here and its length in bytes; nil at the end.
  func scalar() -> (scalar: Unicode.Scalar, length: Int)? {
    guard offset < bytes.count else { return nil }
    let length =
      switch bytes[offset] {
      case ..<0x80: 1
      case ..<0xE0: 2
      case ..<0xF0: 3
      default: 4
      }
    let slice = bytes[offset..<min(offset + length, bytes.count)]
    guard let scalar = String(decoding: slice, as: UTF8.self).unicodeScalars.first else {
      return nil
    }
    return (scalar, slice.count)
  }

  /// Moves after all that may stand inside a name.
  mutating func skipName() {
    while offset < bytes.count {
      if Lexer.isASCIIName(bytes[offset]) {
        offset += 1
      } else if bytes[offset] >= 0x80, let (scalar, length) = scalar(), Lexer.continuesName(scalar)
      {
        offset += length
      } else {
        return
      }
    }
  }

  /// True for the letters, digits and `_` of ASCII, which most names consist of.
  private static func isASCIIName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default:
      false
    }
  }

  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isXIDStart
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isXIDContinue && !isFullWidth(scalar)
  }

  /// True for the wide twins of ASCII characters that Chinese keyboards produce, letters aside.
  static func isFullWidth(_ scalar: Unicode.Scalar) -> Bool {
    0xFF01...0xFF5E ~= scalar.value && !scalar.properties.isAlphabetic
  }

  /// The source from an offset up to here.
  func string(from start: Int) -> String { String(decoding: bytes[start..<offset], as: UTF8.self) }

  // MARK: Output

  mutating func emit(_ kind: Token.Kind, from start: Int) {
    output.tokens.append(Token(kind: kind, span: Span(start, offset)))
  }

  /// Notes a mistake, unless its line has one already.
  mutating func report(_ diagnostic: Diagnostic) {
    guard !lineHasProblem, output.diagnostics.count < Parser.maximumDiagnostics else { return }
    lineHasProblem = true
    output.diagnostics.append(diagnostic)
  }
}
