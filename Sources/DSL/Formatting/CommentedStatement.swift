// SPDX-License-Identifier: Apache-2.0

/// A statement in canonical form with the comments that belong to it.
struct CommentedStatement {
  /// The canonical tokens, written as the user wrote them, with the comments between them.
  private(set) var tokens: [CanonicalToken]
  /// The comments on lines of their own above the statement.
  private(set) var above: [Comment] = []
  /// The comments at the end.
  private var trailing: [Comment] = []

  /// A statement as written.
  ///
  /// - Parameters:
  ///   - canonical: what the formatter made of it.
  ///   - written: its tokens, line ends left out.
  ///   - comments: those between its tokens, and the one after it on its last line.
  init(canonical: String, written: [Token], comments: [Span], in source: SourceText) {
    tokens = CanonicalToken.tokens(of: canonical)
    let alignment = TokenAlignment(written.map(\.kind), tokens.map(\.kind))
    spell(alignment, written, source)
    var next = 0
    var end = written.first?.span.start ?? 0
    for span in comments {
      while next < written.count, written[next].span.start < span.start {
        if next > 0 { noteBlankLine(before: next, from: end, written, alignment, source) }
        end = written[next].span.end
        next += 1
      }
      let between = source.lineEnds(from: end, to: span.start)
      let comment = Comment(
        text: source.commentText(span), isTrailing: between.count == 0,
        followsBlankLine: between.holdsBlankLine)
      let hasComma = next > 0 && written[next - 1].isSymbol(.comma)
      place(comment, behind: next, hasComma: hasComma, alignment.targets)
      end = span.end
    }
    while next < written.count {
      if next > 0 { noteBlankLine(before: next, from: end, written, alignment, source) }
      end = written[next].span.end
      next += 1
    }
    // One comment has room at the end; lines below would seem to belong to the next statement.
    above += trailing.dropLast()
  }

  /// The lines of the statement, with the comments above it.
  var lines: [OutputLine] {
    var lines = StatementLayout.lines(tokens)
    if let comment = trailing.last { lines[lines.count - 1].comment = comment.text }
    return above.map { OutputLine(code: $0.text) } + lines
  }

  // MARK: Spelling

  /// Writes numbers, durations and texts as the user did: `30%`, `1e-4`, `"\u{4E2D}"`.
  private mutating func spell(
    _ alignment: TokenAlignment, _ written: [Token], _ source: SourceText
  ) {
    for (index, origin) in alignment.sources.enumerated() where tokens[index].isLiteral {
      guard let origin, written[origin].kind == tokens[index].kind else { continue }
      tokens[index].text = source[written[origin].span]
    }
  }

  // MARK: Places

  private mutating func noteBlankLine(
    before next: Int, from end: Int, _ written: [Token], _ alignment: TokenAlignment,
    _ source: SourceText
  ) {
    guard let target = alignment.targets[next] else { return }
    let between = source.lineEnds(from: end, to: written[next].span.start)
    tokens[target].followsBlankLine = between.holdsBlankLine
  }

  /// Hangs a comment on the nearest place where a line may end.
  ///
  /// One at the end of a line stays after the token before it or goes further on; one on a line
  /// of its own stays before the token after it or goes further up.
  private mutating func place(
    _ comment: Comment, behind count: Int, hasComma: Bool, _ targets: [Int?]
  ) {
    let before = targets[..<count].last { $0 != nil }.flatMap { $0 }
    if comment.isTrailing {
      var place = before.map { $0 + 1 } ?? 0
      while place > 0, place < tokens.count, !canEndLine(before: place, hasComma: hasComma) {
        place += 1
      }
      put(comment, at: place)
      return
    }
    guard let behind = targets[count...].first(where: { $0 != nil }).flatMap({ $0 }) else {
      put(comment, at: before == nil ? 0 : tokens.count)
      return
    }
    if tokens[behind].lineEnd == .never, endsLineBehindItself(behind) {
      put(comment, at: behind + 1)
    } else {
      put(comment, at: tokens[...behind].lastIndex { $0.lineEnd != .never } ?? 0)
    }
  }

  private mutating func put(_ comment: Comment, at place: Int) {
    if place == 0 {
      above.append(comment)
    } else if place < tokens.count {
      tokens[place].comments.append(comment)
    } else {
      trailing.append(comment)
    }
  }

  /// Whether a comment can stand there; a comma is put between arguments only where one was.
  private func canEndLine(before index: Int, hasComma: Bool) -> Bool {
    switch tokens[index].lineEnd {
    case .never: false
    case .withComma, .withLeadingComma: hasComma
    case .always, .behindPipe, .behindComma, .behindLogic, .behindOperator, .behindAssign,
      .besideBracket:
      true
    }
  }

  /// True for a `|`, a comma or an operator, which stands at the end of a line, not at a beginning.
  private func endsLineBehindItself(_ index: Int) -> Bool {
    guard index + 1 < tokens.count else { return false }
    switch tokens[index + 1].lineEnd {
    case .behindPipe, .behindComma, .behindLogic, .behindOperator, .behindAssign: return true
    case .always, .withComma, .withLeadingComma, .besideBracket, .never: return false
    }
  }
}
