// SPDX-License-Identifier: Apache-2.0

/// The smallest piece of a source that means something, with its place.
struct Token: Hashable, Sendable {
  /// What a token can be.
  enum Kind: Hashable, Sendable {
    /// A name, verb, flag or word operator; which one it is, its place decides.
    case word(String)
    /// `3`, `1e-4`, `30%` (0.3).
    case number(Double)
    /// `10m`, in seconds.
    case duration(seconds: Double)
    /// `"text"`, escapes resolved.
    case text(String)
    /// A bracket, an operator or a separator.
    case symbol(Symbol)
    /// The end of a line; blank lines have one each.
    case lineEnd
    /// The end of the source: always the last token, and only there.
    case end
  }

  /// What it is.
  let kind: Kind
  /// Where it stands.
  let span: Span

  /// True for the given symbol.
  func isSymbol(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }

  /// True for the given word.
  func isWord(_ word: String) -> Bool { kind == .word(word) }

  /// True where nothing more can follow in the statement: a line end, `;` or the end of the source.
  var endsStatement: Bool {
    switch kind {
    case .lineEnd, .end, .symbol(.semicolon): true
    case .word, .number, .duration, .text, .symbol: false
    }
  }
}

/// The characters that are no part of a name, a number or a text.
enum Symbol: String, Hashable, Sendable, CaseIterable {
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case pipe = "|"
  case comma = ","
  case semicolon = ";"
  case assign = "="
  case arrow = "=>"
  case tilde = "~"
  case dot = "."
  case range = ".."
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case caret = "^"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The bracket that closes this one; nil when it opens none.
  var closing: Symbol? {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    default: nil
    }
  }

  /// True for `)`, `]` and `}`.
  var isClosing: Bool {
    self == .closeParenthesis || self == .closeBracket || self == .closeBrace
  }
}

/// The words that mean the same wherever a value may stand, so no definition may take them.
enum ReservedWord: String, CaseIterable {
  case yes
  case no
  case and
  case or
  case not
  case last = "_"
}

extension Token {
  /// A text in quotes, with escapes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.properties.generalCategory == .control:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
