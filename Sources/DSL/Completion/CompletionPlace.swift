// SPDX-License-Identifier: Apache-2.0

/// The statement and the word that the cursor stands in, from tokens alone: the text need not parse.
struct CompletionPlace {
  /// The text up to the cursor.
  let source: SourceText
  /// The tokens of the statement before the word; line ends are left out but between braces.
  let tokens: [Token]
  /// The names that the statements before it in the same entry will define.
  let pending: [(verb: StatementVerb, name: String)]
  /// The offset of the statement's first token.
  let statementStart: Int
  /// What is being typed, empty for nothing; in a text, all after its quote.
  let word: String
  /// Where the word begins; in a path, where its last part does.
  let start: Int
  /// Whether the word stands inside of quotes.
  let isInText: Bool
  /// What stands after the cursor up to the end of the layer, the role or the statement.
  let behind: [Token]

  /// The place of the cursor; nil in a comment, in a number, and after a text.
  init?(_ text: String, offset: Int) {
    let bytes = Array(text.utf8)
    let end = min(max(offset, 0), bytes.count)
    source = SourceText(name: "<prompt>", text: String(decoding: bytes[..<end], as: UTF8.self))
    let lexed = Lexer.tokenize(source)
    let count = source.bytes.count
    guard lexed.comments.last?.end != count || source.bytes.last == UInt8(ascii: "\n") else {
      return nil
    }
    var tokens = lexed.tokens.dropLast()
    var (word, start, isInText) = ("", count, false)
    if let last = tokens.last, last.span.end == count {
      switch last.kind {
      case .word(let text): (word, start) = (text, last.span.start)
      case .text where !Self.isClosed(last.span, source.bytes):
        isInText = true
        word = source[Span(last.span.start + 1, count)]
        start = count - word.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.count
      case .text, .number, .duration: return nil
      default: break
      }
      if start < count || isInText { tokens.removeLast() }
    }
    (self.word, self.isInText) = (word, isInText)
    self.start = start + (end - count)
    let statements = Self.statements(Array(tokens))
    self.tokens = statements.last ?? []
    pending = statements.dropLast().compactMap { statement in
      guard let verb = statement.first?.word.flatMap({ StatementVerb(rawValue: $0) }),
        verb.definesName, statement.count > 2, statement[2].isSymbol(.assign) || verb == .model
      else { return nil }
      return statement[1].word.map { (verb, $0) }
    }
    statementStart = self.tokens.first?.span.start ?? count
    behind = Self.behind(bytes[end...], isInText: isInText, isInWord: !word.isEmpty)
  }

  /// Whether the text under a span ends with its quote.
  private static func isClosed(_ span: Span, _ bytes: [UInt8]) -> Bool {
    guard bytes[span.start] == UInt8(ascii: "\"") else { return true }
    var offset = span.start + 1
    while offset < span.end {
      if bytes[offset] == UInt8(ascii: "\"") { return true }
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return false
  }

  /// The tokens of each statement, those of the one that is being typed last.
  private static func statements(_ tokens: [Token]) -> [[Token]] {
    var statements: [[Token]] = []
    var statement: [Token] = []
    var brackets: [Symbol] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .symbol(let symbol) where symbol.closing != nil: brackets.append(symbol)
      case .symbol(let symbol) where symbol.isClosing: _ = brackets.popLast()
      case .symbol(.semicolon) where brackets.isEmpty:
        statements.append(statement)
        statement = []
        continue
      case .lineEnd:
        if brackets.last == .openBrace {
          statement.append(token)
        } else if brackets.isEmpty, !goesOn(statement.last, tokens[index...]) {
          statements.append(statement)
          statement = []
        }
        continue
      default: break
      }
      statement.append(token)
    }
    return statements + [statement]
  }

  /// Whether a statement goes on after a line end: the line ends in something that wants more, or
  /// the next one begins with `|`.
  private static func goesOn(_ last: Token?, _ rest: ArraySlice<Token>) -> Bool {
    let next = rest.first { $0.kind != .lineEnd }
    if next?.isSymbol(.pipe) == true || next?.isSymbol(.arrow) == true { return true }
    switch last?.kind {
    case .symbol(let symbol):
      return [.pipe, .arrow, .comma, .assign].contains(symbol)
        || BinaryOperator(rawValue: symbol.rawValue) != nil
    case .word(let word): return BinaryOperator(rawValue: word) != nil
    default: return false
    }
  }

  /// The tokens after the cursor up to where the layer, the role or the statement ends, without the
  /// rest of the word.
  private static func behind(
    _ bytes: ArraySlice<UInt8>, isInText: Bool, isInWord: Bool
  ) -> [Token] {
    var rest = bytes
    if isInText {
      let end = rest.firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") }
      rest = end.map { rest[($0 + 1)...] } ?? []
    }
    let text = String(decoding: rest, as: UTF8.self)
    var tokens = Lexer.tokenize(SourceText(name: "<prompt>", text: text)).tokens[...]
    if isInWord, !isInText, case .word? = tokens.first?.kind, tokens.first?.span.start == 0 {
      tokens = tokens.dropFirst()
    }
    var depth = 0
    return Array(
      tokens.prefix { token in
        guard case .symbol(let symbol) = token.kind else {
          return depth > 0 || !token.endsStatement
        }
        if symbol.closing != nil { depth += 1 }
        if symbol.isClosing { depth -= 1 }
        return depth > 0
          || depth == 0 && symbol != .semicolon && symbol != .pipe
            && symbol != .arrow
      })
  }
}
