// SPDX-License-Identifier: Apache-2.0

/// Writes a script in canonical form, its comments included.
///
/// The statements are those of `Formatter`; numbers, durations and texts stay as they were written.
/// Comments stay where they are: above a statement, after it, or between its parts. Blank lines
/// stay between statements, roles and rows, one at a place.
struct ScriptFormatter {
  private let source: SourceText
  private let tokens: [Token]
  private let comments: [Span]
  private var nextToken = 0
  private var nextComment = 0
  /// The text of the lines that are done.
  private var finished: [String] = []
  /// Lines whose comments may share a column with those of the next statement.
  private var lines: [OutputLine] = []
  /// The offset after what was written last.
  private var end: Int?
  /// How many statements had to stay as they were, which none should.
  private var keptCount = 0

  private init(_ source: SourceText) {
    self.source = source
    let lexed = Lexer.tokenize(source)
    tokens = lexed.tokens
    comments = lexed.comments
  }

  /// The canonical form of a source that parses to these statements, and how many of them stayed
  /// as they were because their canonical form would not read the same.
  ///
  /// - Parameter unbroken: the canonical form of a statement on one line.
  static func format(
    _ source: SourceText, _ script: Script,
    unbroken: (Statement) -> String = Formatter.unbroken
  ) -> (text: String, keptCount: Int) {
    var formatter = ScriptFormatter(source)
    for (index, statement) in script.statements.enumerated() {
      let next = index + 1 < script.statements.count ? script.statements[index + 1].span.start : nil
      formatter.putComments(before: statement.span.start)
      formatter.put(statement, as: unbroken(statement), before: next ?? source.bytes.count)
    }
    formatter.putComments(before: source.bytes.count)
    formatter.finishLines()
    return (formatter.finished.map { $0 + "\n" }.joined(), formatter.keptCount)
  }

  private mutating func finishLines() {
    finished += TrailingComments.joined(lines)
    lines = []
  }

  // MARK: Parts

  /// Writes comments that belong to no statement, a line each.
  private mutating func putComments(before limit: Int) {
    while nextComment < comments.count, comments[nextComment].start < limit {
      let span = comments[nextComment]
      keepBlankLine(before: span.start)
      lines.append(OutputLine(code: source.commentText(span)))
      end = span.end
      nextComment += 1
    }
  }

  private mutating func put(_ statement: Statement, as canonical: String, before limit: Int) {
    keepBlankLine(before: statement.span.start)
    let written = tokens(upTo: statement.span.end)
    var own: [Span] = []
    end = statement.span.end
    while nextComment < comments.count, comments[nextComment].start < limit {
      let comment = comments[nextComment]
      let isInside = comment.start < statement.span.end
      let gap = Span(statement.span.end, max(comment.start, statement.span.end))
      guard isInside || source.lineEnds(from: gap.start, to: gap.end).count == 0 else { break }
      own.append(comment)
      end = max(comment.end, statement.span.end)
      nextComment += 1
    }
    var result = CommentedStatement(
      canonical: canonical, written: written, comments: own, in: source
    ).lines
    if !isSame(result, as: statement, own) {
      keptCount += 1
      result = kept(statement.span.start)
    }
    // A statement of several lines has the columns of its comments to itself.
    if result.count > 1 { finishLines() }
    lines += result
    if result.count > 1 { finishLines() }
  }

  /// The tokens of the statement at hand, line ends left out.
  private mutating func tokens(upTo end: Int) -> [Token] {
    var result: [Token] = []
    while nextToken < tokens.count, tokens[nextToken].span.start < end {
      let token = tokens[nextToken]
      let isBetween = result.isEmpty && token.isSymbol(.semicolon)
      if token.kind != .lineEnd, !isBetween { result.append(token) }
      nextToken += 1
    }
    return result
  }

  private mutating func keepBlankLine(before start: Int) {
    guard let end else { return }
    if source.lineEnds(from: end, to: start).holdsBlankLine { lines.append(OutputLine()) }
  }

  // MARK: Certainty

  /// Whether the lines of a statement read as the same statement with the same comments.
  private func isSame(
    _ lines: [OutputLine], as statement: Statement, _ comments: [Span]
  ) -> Bool {
    let text = TrailingComments.joined(lines).joined(separator: "\n")
    let again = SourceText(name: source.name, text: text)
    let parsed = Parser.parse(again)
    guard parsed.diagnostics.isEmpty, parsed.script.statements.count == 1 else { return false }
    return Formatter.unbroken(parsed.script.statements[0]) == Formatter.unbroken(statement)
      && Lexer.tokenize(again).comments.map { again.commentText($0) }.sorted()
        == comments.map { source.commentText($0) }.sorted()
  }

  /// The lines of the statement at hand as they are.
  private func kept(_ start: Int) -> [OutputLine] {
    let span = Span(start, end ?? start)
    let first = source.position(of: span.start).line
    let last = source.position(of: span.end).line
    return (first...last).map { number in
      let lineStart = source.offset(ofLine: number)
      let lineEnd = number == last ? span.end : source.offset(ofLine: number + 1) - 1
      return OutputLine(code: source.commentText(Span(max(lineStart, span.start), lineEnd)))
    }
  }
}
