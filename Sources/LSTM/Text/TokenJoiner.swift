// SPDX-License-Identifier: Apache-2.0

/// Makes text of tokens again: characters side by side, words with blanks where a writer puts them.
public struct TokenJoiner: Sendable {
  private let keepsSpace: Bool
  private let isCut: Bool
  /// What reads subword units; nil for other tokens.
  private var units: SubwordDecoder?
  /// The last scalar so far; nil at the beginning.
  private var last: Unicode.Scalar?
  /// Whether the next word stands right after the last one, as after a bracket.
  private var holds = true
  /// Whether a straight quote is open.
  private var isQuoteOpen = false

  /// A joiner for the tokens of a tokenizer, at the beginning of a text.
  public init(_ options: TextOptions) {
    keepsSpace = options.tokens == CharTokenizer.entry.name
    isCut = options.tokens == BlankTokenizer.entry.name
    units = options.areSubwords ? SubwordDecoder() : nil
  }

  /// What a token adds to the text.
  public mutating func add(_ token: String) -> String {
    if let text = units?.add(spelled: token) { return text }
    guard !keepsSpace, let first = token.unicodeScalars.first else { return token }
    defer { last = token.unicodeScalars.last }
    if token == LineEnd.token {
      holds = true
      return token
    }
    let isTight = holds || (isCut ? false : staysClose(token, first))
    holds = !isCut && opens(token)
    return isTight ? token : " " + token
  }

  /// What is left at the end of the text: U+FFFD for a character of which only some bytes came.
  public mutating func finish() -> String { units?.finish() ?? "" }

  /// Whether no blank stands before a token.
  private func staysClose(_ token: String, _ first: Unicode.Scalar) -> Bool {
    if let last, ScalarClass(last) == .ideograph || ScalarClass(first) == .ideograph {
      return true
    }
    if token == "\"" { return isQuoteOpen }
    return Self.closing.contains(first) || Self.fullWidth.contains(first.value)
  }

  /// Whether no blank stands after a token.
  private mutating func opens(_ token: String) -> Bool {
    if token == "\"" {
      isQuoteOpen.toggle()
      return isQuoteOpen
    }
    return token == "(" || token == "[" || token == "{" || token == "$" || token == "“"
      || token == "-" || token == "/"
      || token.unicodeScalars.allSatisfy {
        Self.fullWidth.contains($0.value)
      }
  }

  private static let closing = Set(".,;:!?)]}%'’”…-/".unicodeScalars)
  private static let fullWidth: ClosedRange<UInt32> = 0x3000...0xFF65
}
