// SPDX-License-Identifier: Apache-2.0

/// What became of a source: the statements that parsed and the mistakes in those that did not.
struct ParseResult: Sendable {
  /// The statements that parsed, in order.
  let script: Script
  /// The mistakes in the order of their places, at most `Parser.maximumDiagnostics`.
  let diagnostics: [Diagnostic]
  /// True when the source is the right beginning of something, and a prompt should read another
  /// line.
  ///
  /// Nothing is wrong with it then, but it ends in an open bracket or after a `|`, `,`, `=` or
  /// operator.
  let isIncomplete: Bool
  /// The names that the statements which did not parse would have defined; using one is no mistake.
  let unparsedNames: Set<String>
  /// Where a line of the source may end that does not end there.
  let linePlaces: LinePlaces
}

/// Places within statements where a line may end, as offsets into the source.
struct LinePlaces: Sendable {
  /// The ends of the tokens that a line goes on after, such as an operator.
  var behind: Set<Int> = []
  /// The beginnings of arguments that a comma may stand before, and so a line end.
  var withComma: Set<Int> = []
  /// The beginnings of first arguments, before which a comma may stand too.
  var withLeadingComma: Set<Int> = []

  /// Takes in those of another part of the source.
  mutating func formUnion(_ other: LinePlaces) {
    behind.formUnion(other.behind)
    withComma.formUnion(other.withComma)
    withLeadingComma.formUnion(other.withLeadingComma)
  }
}

/// Makes a syntax tree of a source, one function a production, in time linear in its length.
///
/// After a mistake it goes on after the statement, so one pass finds several.
struct Parser {
  /// The most mistakes reported for one source.
  static let maximumDiagnostics = 20
  /// How deep expressions may nest; deeper ones are an error rather than a stack overflow.
  static let maximumDepth = 200

  let source: SourceText
  let tokens: [Token]
  /// The token that is looked at; never after `.end`.
  var index = 0
  /// The open brackets, outermost first; line ends count only outside them and in braces.
  var brackets: [Token] = []
  /// The nesting of the expression that is being read.
  var depth = 0
  /// The height of the tree of the expression read last.
  var height = 0
  /// The token that the line goes on after, such as a trailing `|`.
  private var continuation: Token?
  /// Where a line may end.
  var linePlaces = LinePlaces()
  /// The last token that was consumed; nil at the beginning of a statement.
  private(set) var previous: Token?
  /// The statement that is being read.
  var verb: StatementVerb?
  /// How many statements were begun before this one.
  private(set) var statementIndex = 0

  private init(_ source: SourceText, _ tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  /// The syntax tree of a source, or as much of it as can be had.
  static func parse(_ source: SourceText) -> ParseResult {
    if let page = source.page { return parse(page, source) }
    let lexed = Lexer.tokenize(source)
    var parser = Parser(source, lexed.tokens)
    return parser.script(lexicalProblems: lexed.diagnostics)
  }

  /// The statements of all fences of a page; none goes on from one to the next.
  private static func parse(_ page: MarkdownPage, _ source: SourceText) -> ParseResult {
    var statements: [Statement] = []
    var problems: [Diagnostic] = []
    var unparsedNames: Set<String> = []
    var places = LinePlaces()
    var count = 0
    for fence in page.fences {
      let lexed = Lexer.tokenize(source, in: fence.code)
      var parser = Parser(source, lexed.tokens)
      parser.statementIndex = count
      let result = parser.script(lexicalProblems: lexed.diagnostics)
      count = parser.statementIndex
      statements += result.script.statements
      problems += result.diagnostics
      if !fence.isClosed { problems.append(.unclosedFence(fence, in: source)) }
      unparsedNames.formUnion(result.unparsedNames)
      places.formUnion(result.linePlaces)
    }
    return ParseResult(
      script: Script(statements: statements),
      diagnostics: Array(problems.prefix(maximumDiagnostics)),
      isIncomplete: false, unparsedNames: unparsedNames, linePlaces: places)
  }

  // script = [ statement ] { ( line_end | ";" ) [ statement ] } ;
  private mutating func script(lexicalProblems: [Diagnostic]) -> ParseResult {
    var statements: [Statement] = []
    var problems: [Diagnostic] = []
    var unparsedNames: Set<String> = []
    var isBrokenOff = false
    while beginStatement() {
      let first = index
      do {
        let start = token.span
        let kind = try statement()
        let span = start.union(previous?.span ?? start)
        try endOfStatement()
        statements.append(Statement(kind, span))
      } catch {
        isBrokenOff = token.kind == .end && error.code == .incomplete
        if let name = nameDefined(at: first) { unparsedNames.insert(name) }
        recover(from: first)
        let extent = (first > 0 ? tokens[first - 1].span.end : 0)...tokens[index].span.start
        let isFollowUp = lexicalProblems.contains { extent.contains($0.span?.start ?? -1) }
        if !isFollowUp, problems.count < Parser.maximumDiagnostics { problems.append(error) }
      }
      statementIndex += 1
    }
    let sorted = (lexicalProblems + problems).sorted { $0.start < $1.start }
    return ParseResult(
      script: Script(statements: statements),
      diagnostics: sorted.prefix(Parser.maximumDiagnostics).map { $0.placed(in: source) },
      isIncomplete: isBrokenOff && lexicalProblems.isEmpty && problems.count == 1,
      unparsedNames: unparsedNames, linePlaces: linePlaces)
  }

  /// Stands at the next statement; false at the end.
  private mutating func beginStatement() -> Bool {
    while token.kind == .lineEnd || token.isSymbol(.semicolon) { index += 1 }
    (brackets, depth, height, continuation, previous, verb) = ([], 0, 0, nil, nil, nil)
    return token.kind != .end
  }

  // MARK: Recovery

  /// The name that the statement at an index would have defined.
  private func nameDefined(at first: Int) -> String? {
    guard verb?.definesName == true, first + 1 < tokens.count,
      case .word(let name) = tokens[first + 1].kind
    else { return nil }
    return name
  }

  /// Goes to the end of a statement with a mistake: a line end or `;` outside all brackets, or, as
  /// a bracket may never be closed, a line that begins with a verb in its first column.
  private mutating func recover(from first: Int) {
    var open = brackets.count
    if index > first, beginsUnindentedStatement(index) { return }
    while token.kind != .end {
      if case .symbol(let symbol) = token.kind {
        if symbol.closing != nil { open += 1 }
        if symbol.isClosing { open = max(0, open - 1) }
      }
      if token.endsStatement, open == 0 { return }
      index += 1
      if beginsUnindentedStatement(index) { return }
    }
  }

  /// True for a verb in the first column of its line, with something of a statement after it.
  func beginsUnindentedStatement(_ index: Int) -> Bool {
    guard index > 0, tokens[index - 1].kind == .lineEnd, case .word(let word) = tokens[index].kind,
      StatementVerb(rawValue: word) != nil
    else { return false }
    let start = tokens[index].span.start
    return start == tokens[index - 1].span.end && !continuesExpression(tokens[index + 1])
  }

  // MARK: Tokens

  /// The token that is looked at.
  var token: Token { tokens[index] }

  /// The token after it; the end repeats itself.
  var next: Token { tokens[min(index + 1, tokens.count - 1)] }

  /// The token, or the first one after it on a later line when the line ends here.
  var tokenBehindLineEnds: Token { tokens[index...].first { $0.kind != .lineEnd } ?? token }

  /// True when the token stands directly after the one before it.
  var touchesPrevious: Bool { previous?.span.end == token.span.start }

  /// Consumes the token.
  mutating func advance() {
    guard token.kind != .end else { return }
    previous = token
    index += 1
    if let bracket = brackets.last, !bracket.isSymbol(.openBrace) { skipLineEnds() }
  }

  /// Consumes a token that the line goes on after, and the line ends after it.
  mutating func advanceContinuing() {
    continuation = token
    linePlaces.behind.insert(token.span.end)
    advance()
    skipLineEnds()
  }

  mutating func skipLineEnds() {
    while token.kind == .lineEnd { index += 1 }
  }

  /// Consumes an open bracket.
  mutating func open() {
    brackets.append(token)
    advance()
  }

  /// Consumes the bracket that closes the innermost open one.
  mutating func close(orExpecting what: String? = nil) throws(Diagnostic) {
    guard let bracket = brackets.last, case .symbol(let opening) = bracket.kind,
      let closing = opening.closing
    else { return }
    guard token.isSymbol(closing) else {
      let mark = "`\(closing.rawValue)`"
      throw expected(what.map { "\($0) or \(mark)" } ?? mark)
    }
    brackets.removeLast()
    advance()
  }

  /// Consumes a symbol, or says what was expected; a `=` lets the line go on after it.
  mutating func expect(_ symbol: Symbol, _ what: String? = nil) throws(Diagnostic) {
    guard token.isSymbol(symbol) else { throw expected(what ?? "`\(symbol.rawValue)`") }
    if symbol == .assign { advanceContinuing() } else { advance() }
  }

  /// Consumes a word if it stands here as a keyword, not as the name of an option.
  mutating func accept(word: String) -> Bool {
    guard token.isWord(word), !next.isSymbol(.assign) else { return false }
    advance()
    return true
  }

  /// Consumes a name that is used.
  mutating func name(_ what: String) throws(Diagnostic) -> Name {
    guard case .word(let text) = token.kind else { throw expected(what) }
    let name = Name(text, token.span)
    advance()
    return name
  }

  /// Consumes a name that is defined.
  mutating func newName(_ what: String) throws(Diagnostic) -> Name {
    if case .word(let text) = token.kind, ReservedWord(rawValue: text) != nil {
      throw .reservedName(text, at: token.span)
    }
    return try name(what)
  }

  // MARK: Mistakes

  /// The diagnostic for a token that does not fit: *incomplete* where the source ends in the
  /// middle.
  func expected(_ what: String, help: String? = nil) -> Diagnostic {
    let help = help ?? verb.map { "for example `\(StatementCatalog.form(of: $0).example)`" }
    if token.kind == .end, let unclosed = unclosedBracket { return unclosed }
    let isBrokenOff = token.kind == .end && continuation != nil && continuation == previous
    return .expected(
      what, after: previous.map { source[$0.span] }, found: description(of: token), at: place,
      isBrokenOff: isBrokenOff, openBracket: bracketOfEarlierLine, help: help)
  }

  /// The innermost open bracket when it stands on an earlier line: it may be the real mistake.
  private var bracketOfEarlierLine: (text: String, line: Int)? {
    guard let bracket = brackets.last else { return nil }
    let line = source.position(of: bracket.span.start).line
    return line == source.position(of: token.span.start).line ? nil : (source[bracket.span], line)
  }

  /// The diagnostic for the innermost open bracket, where the statement can only end; nil without
  /// one.
  var unclosedBracket: Diagnostic? {
    guard let bracket = brackets.last, case .symbol(let opening) = bracket.kind,
      let closing = opening.closing
    else { return nil }
    let line = token.kind == .end ? nil : source.position(of: token.span.start).line
    return .unclosedBracket(
      opening.rawValue, closing: closing.rawValue, beforeLine: line, at: bracket.span)
  }

  /// Where to point: at the token, or after the last one where the line ends.
  var place: Span {
    guard token.kind == .lineEnd || token.kind == .end, let end = previous?.span.end else {
      return token.span
    }
    return Span(end, end)
  }

  private func description(of token: Token) -> String {
    switch token.kind {
    case .lineEnd, .end: "the end of the line"
    case .word, .symbol: "`\(written(token))`"
    case .number: "the number `\(written(token))`"
    case .duration: "the duration `\(written(token))`"
    case .text: "a text"
    }
  }

  /// The token as written, cut to a length that a message can hold.
  private func written(_ token: Token) -> String {
    let text = source[token.span]
    return text.utf8.count <= 60 ? text : text.prefix(30) + "…"
  }
}
