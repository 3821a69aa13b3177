// SPDX-License-Identifier: Apache-2.0

/// A part of a script from one `#%%` line to the next.
public struct Cell: Sendable {
  /// Its `#%%` line; nil for what stands before the first one.
  public let heading: String?
  /// Its statements, with the comments that belong to them.
  let parts: [CellPart]
  /// Comments after the last statement.
  let remainder: String

  /// What stands after `#%%`; empty for nothing.
  public var title: String { heading.map(CellMark.title) ?? "" }

  /// The cells of a source.
  ///
  /// - Parameter heading: the cell that its beginning belongs to.
  static func cells(of source: SourceText, _ parsed: ParseResult, in heading: String? = nil)
    -> [Cell]
  {
    let comments = Lexer.tokenize(source).comments
    if let page = source.page { return cells(of: page, parsed, comments, source) }
    let marks = comments.filter { source.isCellMark($0) }
    var cells: [Cell] = []
    var (begin, heading) = (0, heading)
    for end in marks.map(\.start) + [source.bytes.count] {
      let statements = parsed.script.statements.filter {
        $0.span.start >= begin && $0.span.start < end
      }
      let cell = cell(
        statements, comments, in: source, Span(begin, end), heading: heading)
      if begin > 0 || !cell.parts.isEmpty || !cell.remainder.isEmpty { cells.append(cell) }
      guard let mark = marks.first(where: { $0.start == end }) else { break }
      heading = source.commentText(mark)
      begin = mark.end
    }
    return cells
  }

  /// The fences of a page, which the headings above them name.
  private static func cells(
    of page: MarkdownPage, _ parsed: ParseResult, _ comments: [Span], _ source: SourceText
  ) -> [Cell] {
    page.fences.map { fence in
      cell(
        parsed.script.statements.filter {
          $0.span.start >= fence.code.start && $0.span.start < fence.code.end
        },
        comments.filter { $0.start >= fence.code.start && $0.start < fence.code.end },
        in: source, fence.code, heading: fence.heading.map { "\(CellMark.sign) \($0)" })
    }
  }

  /// The cells with what stands after the last statement of one moved to the next statement; what
  /// no statement follows stays the remainder of the last cell.
  static func withRemainders(_ cells: [Cell]) -> [Cell] {
    var result: [Cell] = []
    var waiting: [String] = []
    for cell in cells {
      var parts = cell.parts
      if parts.isEmpty {
        waiting += [cell.heading, cell.remainder].compactMap { $0 }.filter { !$0.isEmpty }
        continue
      }
      parts[0].preface = .stacked(waiting + [parts[0].preface])
      waiting = cell.remainder.isEmpty ? [] : [cell.remainder]
      result.append(Cell(heading: cell.heading, parts: parts, remainder: ""))
    }
    guard !waiting.isEmpty else { return result }
    let end = Cell(heading: nil, parts: [], remainder: waiting.joined(separator: "\n"))
    return result + [end]
  }

  private static func cell(
    _ statements: [Statement], _ comments: [Span], in source: SourceText, _ extent: Span,
    heading: String?
  ) -> Cell {
    var parts: [CellPart] = []
    var start = extent.start
    var preface = ""
    for statement in statements {
      if case .edition = statement.kind {
        // Every script begins with it; the comments above it are kept.
        preface = source[source.trimmed(Span(start, statement.span.start))]
        start = statement.span.end
        continue
      }
      var end = statement.span.end
      let behind = comments.first { $0.start >= end && $0.start < extent.end }
      if let behind, source.lineEnds(from: end, to: behind.start).count == 0,
        !statements.contains(where: { $0.span.start >= end && $0.span.start < behind.start })
      {
        end = behind.end
      }
      parts.append(
        CellPart(
          statement: statement, heading: heading,
          extent: source.trimmed(Span(start, end)), preface: preface))
      (start, preface) = (end, "")
    }
    return Cell(
      heading: heading, parts: parts, remainder: source[source.trimmed(Span(start, extent.end))])
  }
}

/// A statement of a cell.
struct CellPart: Sendable {
  let statement: Statement
  /// The `#%%` line that it stands below.
  let heading: String?
  /// From the comments above it to the one after it.
  let extent: Span
  /// Comments that were entered by themselves before it.
  var preface: String
}

extension SourceText {
  /// Whether a comment begins a cell: `#%%` in the first column.
  fileprivate func isCellMark(_ comment: Span) -> Bool {
    guard self[Span(comment.start, comment.start + 3)] == CellMark.sign else { return false }
    return comment.start == 0 || bytes[comment.start - 1] == UInt8(ascii: "\n")
  }

  /// A span without the blanks, the line ends and the `;` at its ends.
  fileprivate func trimmed(_ span: Span) -> Span {
    let idle = Set(" \t\r\n;".utf8)
    var (start, end) = (span.start, span.end)
    while start < end, idle.contains(bytes[start]) { start += 1 }
    while end > start, idle.contains(bytes[end - 1]) { end -= 1 }
    return Span(start, end)
  }
}

extension String {
  /// Lines one below the other, empty ones left out.
  static func stacked(_ lines: [String]) -> String {
    lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
