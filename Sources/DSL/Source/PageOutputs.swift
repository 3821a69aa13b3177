// SPDX-License-Identifier: Apache-2.0

/// Writes what the fences of a page printed below them, in the place of what stood there.
public struct PageOutputs {
  /// Something that a fence printed.
  public enum Output: Hashable, Sendable {
    /// Lines.
    case text(String)
    /// A picture of the page's folder, and what it shows.
    case picture(title: String, file: String)
  }

  private let source: SourceText
  private let fences: [MarkdownPage.Fence]

  /// The outputs of a page; nil for a script.
  public init?(_ source: SourceText) {
    guard let page = source.page else { return nil }
    (self.source, fences) = (source, page.fences)
  }

  /// Whether a file is a page, by its name.
  public static func isPage(_ path: String) -> Bool { MarkdownPage.isNamed(path) }

  /// The folder beside a page that holds its pictures.
  public static func folder(of path: String) -> String { path + MarkdownPage.filesEnding }

  /// How many fences of statements there are.
  public var count: Int { fences.count }

  /// The page as its file has it.
  public var file: String { source.file }

  /// The fence, from 0, that a line from 1 stands in; nil for prose.
  public func fence(ofLine line: Int) -> Int? {
    let offset = source.offset(ofLine: line)
    return fences.firstIndex { $0.code.start <= offset && offset < $0.code.end }
  }

  /// The page with the outputs of each fence below it; nothing stands below one without any.
  public func text(with outputs: [[Output]]) -> String {
    let bytes = source.bytes.count
    var text = source.byteOrderMark
    var start = 0
    for (fence, own) in zip(fences, outputs) {
      text += source.written(Span(start, fence.end))
      let blocks = own.map { block($0, below: fence) }.filter { !$0.isEmpty }
      // The last line of a file may have no end.
      if !blocks.isEmpty, text.utf8.last != UInt8(ascii: "\n") { text += fence.lineEnd }
      text += blocks.map { fence.lineEnd + fence.indented($0) }.joined()
      start = fence.outputs.end
    }
    return text + source.written(Span(start, bytes))
  }

  private func block(_ output: Output, below fence: MarkdownPage.Fence) -> String {
    switch output {
    case .picture(let title, let file):
      return
        "![\(MarkdownText.escaped(title, signs: "[]\\*_`<>"))](\(MarkdownPage.linkedFolder(of: source.name))/"
        + "\(MarkdownPage.linked(file)))\n"
    case .text(let text):
      // Carriage returns are those of the page.
      var plain = String(decoding: text.utf8.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
      while plain.utf8.last == UInt8(ascii: "\n") { plain.removeLast() }
      guard !plain.isEmpty else { return "" }
      // Of the kind of the fence itself, so that whatever holds both holds them still.
      return MarkdownText.fence(plain, MarkdownPage.outputLanguage, mark: fence.mark)
    }
  }

  /// The first line, from 1, in which two texts differ, and what it is in each; nil where they do not.
  public static func firstDifference(
    _ one: String, _ other: String
  ) -> (line: Int, one: String?, other: String?)? {
    let lines = [one, other].map { text in
      text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    for index in 0..<max(lines[0].count, lines[1].count) {
      let pair = lines.map { $0.indices.contains(index) ? $0[index] : nil }
      if pair[0].map({ Array($0.utf8) }) != pair[1].map({ Array($0.utf8) }) {
        return (index + 1, pair[0], pair[1])
      }
    }
    return nil
  }
}
