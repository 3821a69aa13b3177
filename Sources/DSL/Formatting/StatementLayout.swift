// SPDX-License-Identifier: Apache-2.0

/// Divides the tokens of a statement into lines.
///
/// What fits on a line stands on one. Else a stack has a line for each layer, and all the rest is
/// filled line by line, ending them at the best places there are, arguments with commas between
/// them; what then is still too long has its brackets opened. Comments end their line.
struct StatementLayout {
  /// A line is at most as long as this if it can be divided, comments aside.
  static let maximumColumns = 100
  /// How much deeper the lines stand that a line goes on with.
  static let step = 2

  private let tokens: [CanonicalToken]
  /// For each bracket that opens, the one that closes it.
  private var closing: [Int?]
  /// The columns up to each token, if all stood on one line.
  private var columns = [0]
  /// How many of the tokens up to each one begin a line in any case.
  private var forced = [0]
  private var buffer = LineBuffer()

  private init(_ tokens: [CanonicalToken]) {
    self.tokens = tokens
    closing = Array(repeating: nil, count: tokens.count)
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      columns.append(columns[index] + token.spacing + DisplayWidth.of(token.text))
      let isForced = token.lineEnd == .always || !token.comments.isEmpty
      forced.append(forced[index] + (isForced ? 1 : 0))
      if token.isOpening { open.append(index) }
      if token.isClosing, let bracket = open.popLast() { closing[bracket] = index }
    }
  }

  /// The lines of a statement.
  static func lines(_ tokens: [CanonicalToken]) -> [OutputLine] {
    var layout = StatementLayout(tokens)
    layout.putStatement()
    return layout.buffer.lines
  }

  // MARK: Lines

  /// Writes the lines that always are, each divided further if it is too long.
  private mutating func putStatement() {
    var depth = 0
    var start = 0
    while start < tokens.count {
      let end = tokens[(start + 1)...].firstIndex { $0.lineEnd == .always } ?? tokens.count
      let isClosing = tokens[start].isSymbol(.closeBrace)
      let indentation = Self.step * (isClosing ? max(0, depth - 1) : depth)
      if start > 0 {
        endLine(
          before: start, indentation: indentation, commentIndentation: Self.step * depth,
          keepingBlankLines: true)
      }
      put(start..<end, continuation: indentation + Self.step, reserve: 0)
      for token in tokens[start..<end] {
        if token.isSymbol(.openBrace) { depth += 1 }
        if token.isSymbol(.closeBrace) { depth = max(0, depth - 1) }
      }
      start = end
    }
  }

  /// Ends the line before a token, with the comments that stand there.
  private mutating func endLine(
    before index: Int, indentation: Int, commentIndentation: Int? = nil,
    keepingBlankLines: Bool = false
  ) {
    var token = tokens[index]
    if token.lineEnd == .withComma || token.lineEnd == .withLeadingComma { buffer.append(",") }
    let isFirst = index > 0 && tokens[index - 1].isOpening
    if isFirst {
      // No blank line directly after the bracket.
      let first = token.comments.firstIndex { !$0.isTrailing }
      if let first { token.comments[first].followsBlankLine = false }
      if first == nil { token.followsBlankLine = false }
    }
    buffer.end(
      with: token.comments, indentation: commentIndentation ?? indentation,
      keepingBlankLines: keepingBlankLines)
    if keepingBlankLines, token.followsBlankLine, !token.isClosing { buffer.appendBlankLine() }
    buffer.endLine(indentation: indentation)
  }

  // MARK: Ranges

  /// Writes tokens on the line at hand, and on others where they do not fit.
  ///
  /// - Parameters:
  ///   - continuation: the indentation of further lines.
  ///   - reserve: the columns to leave free after them.
  private mutating func put(_ range: Range<Int>, continuation: Int, reserve: Int) {
    if fits(range, reserve: reserve) {
      putUnbroken(range)
      return
    }
    let (pieces, isStack) = pieces(of: range)
    guard pieces.count > 1 else {
      putOpeningBrackets(range, reserve: reserve)
      return
    }
    for (number, piece) in pieces.enumerated() {
      let isLast = number == pieces.count - 1
      let reserve = isLast ? reserve : (tokens[piece.upperBound].lineEnd == .withComma ? 1 : 0)
      if number == 0 {
        put(piece, continuation: continuation, reserve: reserve)
      } else if !isStack, tokens[piece.lowerBound].comments.isEmpty,
        fits(piece, reserve: reserve + tokens[piece.lowerBound].spacing + 1)
      {
        // Where one of the arguments has a comma, all have.
        let comma = tokens[piece.lowerBound].lineEnd == .withComma ? "," : ""
        buffer.append(comma + String(repeating: " ", count: tokens[piece.lowerBound].spacing))
        putUnbroken(piece)
      } else {
        endLine(before: piece.lowerBound, indentation: continuation)
        put(piece, continuation: continuation + Self.step, reserve: reserve)
      }
    }
  }

  private mutating func putUnbroken(_ range: Range<Int>) {
    for index in range {
      let token = tokens[index]
      buffer.append(token.text, spacing: index == range.lowerBound ? 0 : token.spacing)
    }
  }

  /// Whether tokens fit on what is left of the line.
  private func fits(_ range: Range<Int>, reserve: Int) -> Bool {
    guard !range.isEmpty else { return true }
    return forced[range.upperBound] == forced[range.lowerBound + 1]
      && buffer.column + columns(range) + reserve <= Self.maximumColumns
  }

  private func columns(_ range: Range<Int>) -> Int {
    columns[range.upperBound] - columns[range.lowerBound] - tokens[range.lowerBound].spacing
  }

  // MARK: Places to end a line

  /// Divides tokens at the best places there are outside of brackets.
  private func pieces(of range: Range<Int>) -> (pieces: [Range<Int>], isStack: Bool) {
    var places: [Int] = []
    var hasBrackets = false
    var index = range.lowerBound
    while index < range.upperBound {
      if index > range.lowerBound, canEndLine(before: index) { places.append(index) }
      if let close = closing[index], close < range.upperBound {
        hasBrackets = hasBrackets || close > index + 1 || !tokens[close].comments.isEmpty
        index = close
      }
      index += 1
    }
    guard let best = places.map({ rank(of: $0) }).min(by: { $0.rawValue < $1.rawValue }) else {
      return ([range], false)
    }
    let isStack = best == .behindPipe
    if best == .behindAssign, hasBrackets, places.allSatisfy({ tokens[$0].comments.isEmpty }) {
      return ([range], false)
    }
    let chosen = places.filter { rank(of: $0) == best || isStack && isAssign(before: $0) }
    let starts = [range.lowerBound] + chosen
    let ends = chosen + [range.upperBound]
    return (zip(starts, ends).map { $0..<$1 }, isStack)
  }

  private func isAssign(before index: Int) -> Bool { tokens[index].lineEnd == .behindAssign }

  private func canEndLine(before index: Int) -> Bool {
    switch tokens[index].lineEnd {
    case .always, .besideBracket, .never: false
    case .withLeadingComma: !tokens[index].comments.isEmpty
    case .behindPipe, .behindComma, .withComma, .behindLogic, .behindOperator, .behindAssign: true
    }
  }

  /// Commas are alike, whether they are there or can be put there.
  private func rank(of index: Int) -> CanonicalToken.LineEnd {
    switch tokens[index].lineEnd {
    case .withComma, .withLeadingComma: .behindComma
    case let place: place
    }
  }

  // MARK: Brackets

  /// Writes tokens that can be divided in brackets only.
  private mutating func putOpeningBrackets(_ range: Range<Int>, reserve: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      let token = tokens[index]
      buffer.append(token.text, spacing: index == range.lowerBound ? 0 : token.spacing)
      guard let close = closing[index], close < range.upperBound else {
        index += 1
        continue
      }
      // Up to where the next bracket could be opened.
      let next = tokens[(close + 1)..<range.upperBound].firstIndex { $0.isOpening }
      let rest = columns[(next ?? range.upperBound - 1) + 1] - columns[close + 1]
      if fits(index + 1..<close + 1, reserve: rest + (next == nil ? reserve : 0)),
        tokens[index + 1].comments.isEmpty
      {
        putUnbroken(index + 1..<close + 1)
      } else {
        putOpened(index + 1..<close)
      }
      index = close + 1
    }
  }

  /// Writes what a bracket holds on lines of its own, and the bracket that closes it.
  private mutating func putOpened(_ contents: Range<Int>) {
    let close = contents.upperBound
    let outer = buffer.indentation
    let inner = outer + Self.step
    if !contents.isEmpty {
      let rows = rows(contents)
      let isTable = rows.allSatisfy { tokens[$0.lowerBound].isSymbol(.openBracket) }
      endLine(before: contents.lowerBound, indentation: inner, keepingBlankLines: isTable)
      for (number, row) in (isTable ? rows : [contents]).enumerated() {
        if number > 0 {
          endLine(before: row.lowerBound, indentation: inner, keepingBlankLines: true)
        }
        put(row, continuation: isTable ? inner + Self.step : inner, reserve: 0)
      }
    }
    endLine(
      before: close, indentation: outer, commentIndentation: inner, keepingBlankLines: true)
    buffer.append(tokens[close].text)
  }

  /// The elements of a list, each with the comma after it.
  private func rows(_ contents: Range<Int>) -> [Range<Int>] {
    var rows: [Range<Int>] = []
    var start = contents.lowerBound
    var index = start
    while index < contents.upperBound {
      if index > start, tokens[index].lineEnd == .behindComma {
        rows.append(start..<index)
        start = index
      }
      index = max(index, closing[index] ?? index) + 1
    }
    return rows + [start..<contents.upperBound]
  }
}
