// SPDX-License-Identifier: Apache-2.0

/// A half-open range of UTF-8 offsets into a `SourceText`.
public struct Span: Hashable, Sendable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset after the last byte.
  public var end: Int

  /// A span over `start ..< end`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// The smallest span that holds both.
  public func union(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }
}

/// A script, or one entry of the prompt: a name for messages and the text itself.
public struct SourceText: Hashable, Sendable {
  /// What messages call it: the path as the user gave it, or `<prompt>`.
  public let name: String
  /// The text as UTF-8; of a page of Markdown blanks stand for all but its statements.
  public let bytes: [UInt8]
  /// The fences of a page of Markdown; nil for a script.
  let page: MarkdownPage?
  /// The bytes of a page as they stand in its file.
  private let pageBytes: [UInt8]
  /// True when the file began with a byte order mark, which is no part of the text.
  let hasByteOrderMark: Bool
  /// The offset of the first byte of each line; never empty.
  private let lineStarts: [Int]

  /// A source of the given name and text; a byte order mark is left out.
  public init(name: String, text: String) { self.init(name: name, text: text, isPage: false) }

  /// A source of the given name and text.
  ///
  /// - Parameter isPage: whether it is Markdown, whose fences of `lstm` are the statements.
  init(name: String, text: String, isPage: Bool) {
    self.name = name
    hasByteOrderMark = text.utf8.starts(with: markBytes)
    let all = Array(hasByteOrderMark ? text.utf8.dropFirst(3) : text.utf8[...])
    let page = isPage ? MarkdownPage(all, name: name) : nil
    self.page = page
    pageBytes = isPage ? all : []
    bytes = page?.code(of: all) ?? all
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// A source of the bytes of a file, which is a page where its name ends in `.md`; throws a diagnostic
  /// that names the line when they are not UTF-8.
  public init(name: String, utf8 bytes: [UInt8]) throws(Diagnostic) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      throw .notUTF8(name, line: bad + 1)
    }
    self.init(name: name, text: text, isPage: MarkdownPage.isNamed(name))
  }

  /// Whether it is a page of Markdown.
  public var isPage: Bool { page != nil }

  /// The text under a span as the file has it, prose of a page included.
  func written(_ span: Span) -> String {
    let all = page == nil ? bytes : pageBytes
    let start = min(max(span.start, 0), all.count)
    return String(decoding: all[start..<min(max(span.end, start), all.count)], as: UTF8.self)
  }

  /// The byte order mark that the file began with; empty for none.
  var byteOrderMark: String { hasByteOrderMark ? "\u{FEFF}" : "" }

  /// All that the file holds, its byte order mark included.
  var file: String {
    byteOrderMark + written(Span(0, bytes.count))
  }

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// How many lines there are; a final line feed opens no new one.
  public var lineCount: Int {
    lineStarts.last == bytes.count && lineStarts.count > 1 ? lineStarts.count - 1 : lineStarts.count
  }

  /// The line and the column (both from 1, columns in characters) of a UTF-8 offset.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    let prefix = String(
      decoding: bytes[start..<min(max(offset, start), bytes.count)], as: UTF8.self)
    return (line + 1, prefix.count + 1)
  }

  /// The text of a line (from 1) without its line end, as the file has it.
  public func line(_ number: Int) -> String {
    guard lineStarts.indices.contains(number - 1) else { return "" }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    let all = page == nil ? bytes : pageBytes
    if end > start, all[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: all[start..<end], as: UTF8.self)
  }

  /// The offset of the first byte of a line (from 1); the nearest line for a number out of range.
  public func offset(ofLine number: Int) -> Int {
    lineStarts[min(max(number - 1, 0), lineStarts.count - 1)]
  }

  /// The text under a span; empty where the span lies outside.
  public subscript(span: Span) -> String {
    let start = min(max(span.start, 0), bytes.count)
    let end = min(max(span.end, start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

/// U+FEFF in UTF-8, which some editors put at the beginning of a file.
private let markBytes: [UInt8] = [0xEF, 0xBB, 0xBF]
