// SPDX-License-Identifier: Apache-2.0

/// A token of a statement in canonical form, with what may stand between it and the one before.
struct CanonicalToken {
  /// Whether a line may end before a token, from the best place to the worst.
  enum LineEnd: Int {
    /// It does, always: each role has its own line.
    case always
    /// After a `|`.
    case behindPipe
    /// After a comma.
    case behindComma
    /// Between two arguments, when a comma is put there.
    case withComma
    /// Before a first argument, when a comma is put there; this looks odd.
    case withLeadingComma
    /// After `and` or `or`.
    case behindLogic
    /// After another operator.
    case behindOperator
    /// After the `=` of a definition.
    case behindAssign
    /// Inside of a bracket, beside it.
    case besideBracket
    /// It may not, or had better not.
    case never
  }

  /// What it is.
  let kind: Token.Kind
  /// How it is written.
  var text: String
  /// The blanks before it where it follows another on a line.
  let spacing: Int
  /// Whether a line may end before it.
  let lineEnd: LineEnd
  /// The comments between the token before and this one.
  var comments: [Comment] = []
  /// True when a blank line stands before it.
  var followsBlankLine = false

  /// A number, duration or text, which can be written in several ways.
  var isLiteral: Bool {
    switch kind {
    case .number, .duration, .text: true
    case .word, .symbol, .lineEnd, .end: false
    }
  }

  func isSymbol(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }

  /// True for `(`, `[` and `{`.
  var isOpening: Bool {
    if case .symbol(let symbol) = kind { symbol.closing != nil } else { false }
  }

  /// True for `)`, `]` and `}`.
  var isClosing: Bool {
    if case .symbol(let symbol) = kind { symbol.isClosing } else { false }
  }

  // MARK: Reading

  /// The tokens of a statement that the formatter wrote.
  ///
  /// Which places a line may end at, the parser says: nothing here knows the statements.
  static func tokens(of statement: String) -> [CanonicalToken] {
    let source = SourceText(name: "", text: statement)
    let places = Parser.parse(source).linePlaces
    var result: [CanonicalToken] = []
    var previous: Token?
    var isBehindLineEnd = false
    for token in Lexer.tokenize(source).tokens where token.kind != .end {
      if token.kind == .lineEnd {
        isBehindLineEnd = true
        continue
      }
      let end = previous?.span.end ?? token.span.start
      result.append(
        CanonicalToken(
          kind: token.kind, text: source[token.span],
          spacing: isBehindLineEnd ? 1 : token.span.start - end,
          lineEnd: isBehindLineEnd ? .always : lineEnd(between: previous, and: token, places)))
      previous = token
      isBehindLineEnd = false
    }
    return result
  }

  private static func lineEnd(
    between first: Token?, and second: Token, _ places: LinePlaces
  ) -> LineEnd {
    guard let first else { return .never }
    if case .symbol(let symbol) = second.kind, symbol.isClosing { return .besideBracket }
    if case .symbol(let symbol) = first.kind {
      if symbol.closing != nil { return .besideBracket }
      if symbol == .comma { return .behindComma }
    }
    let isSpaced = first.span.end < second.span.start
    guard isSpaced else { return .never }
    if places.behind.contains(first.span.end) {
      return switch first.kind {
      case .symbol(.pipe), .symbol(.arrow): .behindPipe
      case .symbol(.assign): .behindAssign
      case .word: .behindLogic
      default: .behindOperator
      }
    }
    if places.withComma.contains(second.span.start) { return .withComma }
    return places.withLeadingComma.contains(second.span.start) ? .withLeadingComma : .never
  }
}
