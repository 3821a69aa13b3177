// SPDX-License-Identifier: Apache-2.0

/// Finds the fences of a page, line by line.
///
/// Of Markdown it knows what decides whether a line is one of a fence: fences of backticks and tildes, lists,
/// indented code, comments of HTML, and headings.
struct MarkdownScanner {
  private let bytes: [UInt8]
  private let folder: String
  private(set) var fences: [MarkdownPage.Fence] = []
  private var offset = 0
  /// The columns in which the items of open lists begin, outermost first.
  private var lists: [Int] = []
  private var heading: String?
  /// The text of the line before, where it may be the heading that a line of `=` or `-` makes of it.
  private var paragraph: String?

  /// A line without its end.
  private struct Line {
    let start: Int
    let end: Int
    let next: Int
  }

  /// The line that opens a fence.
  private struct Opening {
    let mark: UInt8
    let count: Int
    let info: String
    let indent: Int
  }

  init(_ bytes: [UInt8], folder: String) {
    (self.bytes, self.folder) = (bytes, folder)
  }

  mutating func run() {
    skipFrontMatter()
    while offset < bytes.count {
      let line = line(at: offset)
      offset = line.next
      take(line)
    }
  }

  // MARK: Lines

  private func line(at start: Int) -> Line {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    let next = min(end + 1, bytes.count)
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return Line(start: start, end: end, next: next)
  }

  private func text(_ line: Line, from start: Int? = nil) -> String {
    String(decoding: bytes[min(start ?? line.start, line.end)..<line.end], as: UTF8.self)
  }

  /// The column and the offset of the first character that is no blank; nil for an empty line.
  private func indentation(_ line: Line, from start: Int? = nil, column: Int = 0)
    -> (column: Int, offset: Int)?
  {
    var (column, offset) = (column, start ?? line.start)
    while offset < line.end {
      switch bytes[offset] {
      case UInt8(ascii: " "): column += 1
      case UInt8(ascii: "\t"): column += 4 - column % 4
      default: return (column, offset)
      }
      offset += 1
    }
    return nil
  }

  /// YAML between two lines of `---` at the beginning of a file.
  private mutating func skipFrontMatter() {
    let first = line(at: 0)
    guard text(first) == "---" else { return }
    var at = first.next
    while at < bytes.count {
      let line = line(at: at)
      if ["---", "..."].contains(text(line)) {
        offset = line.next
        return
      }
      at = line.next
    }
  }

  private mutating func take(_ line: Line) {
    guard var (column, start) = indentation(line) else {
      paragraph = nil
      return
    }
    while let last = lists.last, column < last { lists.removeLast() }
    while true {
      // So far to the right it is code, or the paragraph before goes on.
      guard column - (lists.last ?? 0) < 4 else { return }
      guard let item = listItem(line, at: start, column: column) else { break }
      lists.append(item.column)
      paragraph = nil
      guard let offset = item.offset else { return }
      (column, start) = (item.column, offset)
    }
    if let opening = opening(line, at: start, column: column) {
      paragraph = nil
      takeFence(opening, line)
    } else if bytes[start..<line.end].starts(with: Array("<!--".utf8)) {
      paragraph = nil
      skipComment(from: start)
    } else {
      takeHeading(text(line, from: start))
    }
  }

  /// The column in which the text of a list item begins, and where; nil for a line that begins none.
  private func listItem(_ line: Line, at start: Int, column: Int) -> (column: Int, offset: Int?)? {
    var end = start
    switch bytes[start] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): end += 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while end < line.end, end - start < 9, bytes[end] &- 0x30 < 10 { end += 1 }
      guard end < line.end, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ")")
      else { return nil }
      end += 1
    default: return nil
    }
    let width = end - start
    guard end < line.end else { return (column + width + 1, nil) }
    guard bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") else { return nil }
    guard let found = indentation(line, from: end, column: column + width) else {
      return (column + width + 1, nil)
    }
    guard found.column - column - width <= 4 else { return (column + width + 1, nil) }
    return found
  }

  private func opening(_ line: Line, at start: Int, column: Int) -> Opening? {
    let mark = bytes[start]
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    var end = start
    while end < line.end, bytes[end] == mark { end += 1 }
    guard end - start >= 3 else { return nil }
    let info = text(line, from: end)
    if mark == UInt8(ascii: "`"), info.utf8.contains(mark) { return nil }
    let word = info.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    return Opening(mark: mark, count: end - start, info: word, indent: column)
  }

  /// Whether a line closes a fence.
  private func closes(_ line: Line, _ opening: Opening) -> Bool {
    guard let (_, start) = indentation(line), bytes[start] == opening.mark else { return false }
    var end = start
    while end < line.end, bytes[end] == opening.mark { end += 1 }
    return end - start >= opening.count
      && bytes[end..<line.end].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  private mutating func skipComment(from start: Int) {
    let end = Array("-->".utf8)
    var at = start + 4
    while at + end.count <= bytes.count {
      if bytes[at..<at + end.count].elementsEqual(end) {
        offset = line(at: at).next
        return
      }
      at += 1
    }
    offset = bytes.count
  }

  // MARK: Headings

  private mutating func takeHeading(_ line: String) {
    let plain = line.trimmedOfBlanks
    let hashes = plain.prefix { $0 == "#" }.count
    if (1...6).contains(hashes),
      plain.dropFirst(hashes).first.map({ $0 == " " || $0 == "\t" }) ?? true
    {
      var title = String(plain.dropFirst(hashes)).trimmedOfBlanks
      // Hashes at the end are no part of it.
      let closing = title.reversed().prefix { $0 == "#" }.count
      if closing == title.count || title.dropLast(closing).last == " " {
        title = String(title.dropLast(closing)).trimmedOfBlanks
      }
      (heading, paragraph) = (title, nil)
      return
    }
    let isRule =
      !plain.isEmpty && (plain.allSatisfy { $0 == "=" } || plain.allSatisfy { $0 == "-" })
    if isRule, let text = paragraph {
      (heading, paragraph) = (text, nil)
      return
    }
    paragraph = plain
  }

  // MARK: Fences

  private mutating func takeFence(_ opening: Opening, _ first: Line) {
    let start = offset
    var (end, isClosed) = (offset, false)
    while offset < bytes.count {
      let line = line(at: offset)
      if closes(line, opening) {
        (isClosed, offset) = (true, line.next)
        break
      }
      // A line that stands left of the item ends the list, and all that is in it.
      if let list = lists.last, let (column, _) = indentation(line), column < list { break }
      offset = line.next
      end = offset
    }
    guard opening.info == MarkdownPage.language else { return }
    let hasItem = indentation(first)?.column != opening.indent
    let indent =
      hasItem
      ? String(repeating: " ", count: opening.indent)
      : String(
        decoding: bytes[first.start..<(indentation(first)?.offset ?? first.start)], as: UTF8.self)
    let outputs = Span(offset, isClosed ? outputEnd(after: offset) : offset)
    fences.append(
      MarkdownPage.Fence(
        code: Span(start, end), end: offset, outputs: outputs, indent: indent, heading: heading,
        start: first.start, isClosed: isClosed,
        hasCarriageReturns: first.end < first.next - 1,
        mark: Character(Unicode.Scalar(opening.mark))))
  }

  /// Where the outputs below a fence end.
  private func outputEnd(after start: Int) -> Int {
    var (end, at) = (start, start)
    while at < bytes.count {
      let line = line(at: at)
      at = line.next
      guard let (column, first) = indentation(line) else { continue }
      if let opening = opening(line, at: first, column: column),
        opening.info == MarkdownPage.outputLanguage
      {
        while at < bytes.count {
          let line = self.line(at: at)
          at = line.next
          if closes(line, opening) { break }
        }
        end = at
      } else if isPicture(text(line, from: first)) {
        end = at
      } else {
        break
      }
    }
    return end
  }

  /// Whether a line is a picture of the page's own folder and nothing else.
  private func isPicture(_ line: String) -> Bool {
    let line = line.trimmedOfBlanks
    guard line.hasPrefix("!["), line.hasSuffix(")") else { return false }
    return line.utf8.indices.contains { line.utf8[$0...].starts(with: "](\(folder)/".utf8) }
  }
}

extension String {
  /// The text without blanks and tabs at its ends.
  fileprivate var trimmedOfBlanks: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}
