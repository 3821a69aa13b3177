// SPDX-License-Identifier: Apache-2.0

/// Texts as HTML.
enum HTMLText {
  /// A text without what would begin markup; characters that HTML does not have are replaced.
  static func escaped(_ text: some StringProtocol) -> String {
    Markup.escaped(text, breaks: .kept)
  }

  /// An element with text in it, whose direction is that of the text.
  static func element(_ name: String, _ text: String, class style: String = "") -> String {
    let attribute = style.isEmpty ? "" : " class=\"\(style)\""
    return "<\(name)\(attribute) dir=\"auto\">\(escaped(text))</\(name)>"
  }

  /// A table: its title, the header, the rows and the footnotes; a long one is folded to its first rows.
  static func table(_ table: ResultTable) -> String {
    var html = "<figure class=\"table\">"
    if let title = table.title { html += element("figcaption", title) }
    let hasHeader = table.columns.contains { !$0.isEmpty }
    let width = max(table.columns.count, table.rows.map(\.count).max() ?? 0)
    if width > 0 {
      let head =
        hasHeader
        ? "<thead>"
          + row(table.columns, "th scope=\"col\"", closing: "th", table.alignments, width: width)
          + "</thead>" : ""
      html += body(table, head: head, width: width)
    }
    html += table.footnotes.map { element("p", $0, class: "footnote") }.joined()
    return html + "</figure>\n"
  }

  /// The rows of a table that are shown at once; the others are folded.
  private static let rowsShown = 40

  private static func body(_ table: ResultTable, head: String, width: Int) -> String {
    let rows = table.rows.map { row($0, "td", closing: "td", table.alignments, width: width) }
    let scroll = { (rows: [String]) in
      "<div class=\"scroll\"><table>\(head)<tbody>\(rows.joined())</tbody></table></div>"
    }
    guard rows.count > rowsShown + 10 else { return scroll(rows) }
    return scroll(Array(rows.prefix(rowsShown)))
      + "<details><summary>\(rows.count - rowsShown) more rows</summary>"
      + scroll(Array(rows.dropFirst(rowsShown))) + "</details>"
  }

  private static func row(
    _ cells: [String], _ opening: String, closing: String,
    _ alignments: [ResultTable.Alignment], width: Int
  ) -> String {
    let html = (0..<width).map { column in
      let text = cells.indices.contains(column) ? cells[column] : ""
      let isRight = alignments.indices.contains(column) && alignments[column] == .right
      return
        "<\(opening)\(isRight ? " class=\"right\"" : "") dir=\"auto\">\(escaped(text))</\(closing)>"
    }
    return "<tr>\(html.joined())</tr>\n"
  }

  /// A picture that stands in the page.
  static func chart(_ chart: Chart) -> String {
    let isOfLines =
      switch chart.body {
      case .curves, .bars, .histogram: true
      case .heat, .raster, .alignment, .tokens, .points, .panels, .parallel: false
      }
    return
      "<figure class=\"chart\(isOfLines ? " lines" : "")\">\(SVGWriter.write(chart))</figure>\n"
  }

  /// A statement with its words told apart.
  static func code(_ text: String) -> String {
    let source = SourceText(name: "", text: text)
    let output = Lexer.tokenize(source)
    var marks = output.comments.map { (span: $0, style: "comment") }
    var isFirst = true
    for token in output.tokens {
      switch token.kind {
      case .word(let word):
        if isFirst, StatementVerb(rawValue: word) != nil { marks.append((token.span, "verb")) }
        isFirst = false
      case .text:
        marks.append((token.span, "string"))
        isFirst = false
      case .number, .duration:
        marks.append((token.span, "value"))
        isFirst = false
      case .symbol(.semicolon), .lineEnd, .end: isFirst = true
      case .symbol: isFirst = false
      }
    }
    var html = ""
    var place = 0
    for mark in marks.sorted(by: { $0.span.start < $1.span.start }) where mark.span.start >= place {
      html += escaped(source[Span(place, mark.span.start)])
      html += "<span class=\"\(mark.style)\">\(escaped(source[mark.span]))</span>"
      place = mark.span.end
    }
    return html + escaped(source[Span(place, source.bytes.count)])
  }
}
