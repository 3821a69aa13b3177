// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A script in the one canonical form, comments kept; of a page of Markdown only its fences change.
public struct CanonicalScript: Sendable {
  /// What is wrong with a script that has no canonical form, as it does not parse.
  public struct Mistakes: Error, Sendable {
    /// The mistakes in the order of their places.
    public let diagnostics: [Diagnostic]
  }

  /// The canonical form.
  public let text: String
  /// True when it is not what the source held.
  public let isChanged: Bool

  /// The canonical form of a source.
  public init(of source: SourceText) throws(Mistakes) {
    let parsed = Parser.parse(source)
    guard parsed.diagnostics.isEmpty else { throw Mistakes(diagnostics: parsed.diagnostics) }
    if let page = source.page {
      text = Self.formatted(page, source)
      isChanged = !text.utf8.elementsEqual(source.file.utf8)
      return
    }
    text = ScriptFormatter.format(source, parsed.script).text
    isChanged = source.hasByteOrderMark || !source.bytes.elementsEqual(text.utf8)
  }

  /// A page with the statements of its fences in canonical form; all else stays as it is.
  private static func formatted(_ page: MarkdownPage, _ source: SourceText) -> String {
    var text = source.byteOrderMark
    var start = 0
    for fence in page.fences {
      text += source.written(Span(start, fence.code.start))
      let code = SourceText(name: source.name, text: fence.statements(in: source))
      let canonical = ScriptFormatter.format(code, Parser.parse(code).script).text
      text += fence.indented(canonical)
      start = fence.code.end
    }
    return text + source.written(Span(start, source.bytes.count))
  }

  /// Writes it to a file, whole or not at all.
  public func write(to path: String) throws(Diagnostic) {
    try TextFile.write(text, to: path)
  }
}
