// SPDX-License-Identifier: Apache-2.0

/// Writes a page as Markdown, with its pictures in a folder beside it.
struct MarkdownReport: ReportForm {
  static let extensions = ["md"]

  func write(_ page: ReportContent, to path: String) -> [ReportPart] {
    var writer = Writer(folder: Self.folder(of: path))
    writer.write(page)
    return [ReportPart(path: path, text: writer.text)] + writer.pictures
  }

  /// Where the pictures of a page stand: `demo.md` has its in `demo.files`.
  static func folder(of path: String) -> String {
    (path.lowercased().hasSuffix(".md") ? String(path.dropLast(3)) : path) + ".files"
  }

  /// A page on its way.
  private struct Writer {
    let folder: String
    private(set) var pictures: [ReportPart] = []
    private var parts: [String] = []

    init(folder: String) { self.folder = folder }

    var text: String { parts.joined(separator: "\n") }

    mutating func write(_ page: ReportContent) {
      parts.append("# \(MarkdownText.escaped(page.facts.title))\n")
      parts.append("**\(page.verdict.words)** · `\(page.facts.command)`\n")
      let stale = page.stale
      if !stale.isEmpty {
        parts.append("Stale: statements \(stale.map(String.init).joined(separator: ", ")).\n")
      }
      if !page.parameters.isEmpty {
        parts.append(MarkdownText.table(ReportTables.parameters(page.parameters)))
      }
      if let table = ReportTables.data(page.data) { parts.append(MarkdownText.table(table)) }
      for block in page.loose { write(block) }
      for section in page.sections {
        if !section.title.isEmpty {
          parts.append("## \(MarkdownText.escaped(section.title))\n")
        }
        for entry in section.entries { write(entry) }
      }
      parts.append("---\n")
      let facts = (page.facts.versions + page.facts.stamp).map { "\($0.name) \($0.value)" }
      parts.append(facts.joined(separator: " · ") + "\n")
    }

    private mutating func write(_ entry: ReportContent.Entry) {
      for paragraph in entry.prose { parts.append(MarkdownText.escaped(paragraph) + "\n") }
      guard !entry.code.isEmpty else { return }
      parts.append(MarkdownText.fence(entry.code, "lstm"))
      if let words = entry.state.words { parts.append("*\(words)*\n") }
      for block in entry.blocks { write(block) }
    }

    private mutating func write(_ block: Journal.Block) {
      switch block {
      case .text(let text): parts.append(MarkdownText.fence(text))
      case .note(let text): parts.append("*\(MarkdownText.escaped(text))*\n")
      case .table(let table): parts.append(MarkdownText.table(table))
      case .chart(let chart): write(chart)
      case .assertion(let result):
        let values = result.values.joined(separator: ", ")
        parts.append(
          "- \(result.holds ? "holds" : "**does not hold**"): `\(result.condition)` "
            + "(\(MarkdownText.escaped(values)))\n")
      case .problem(_, _, let text): parts.append(MarkdownText.fence(text))
      case .details(let details):
        if let chart = details.chart { write(chart) }
        if let first = details.tables.first { parts.append(MarkdownText.table(first)) }
      case .epochs(let run, let reports):
        if let chart = ReportTables.losses(run, reports) { write(chart) }
        parts.append(MarkdownText.table(ReportTables.epochs(run, reports)))
      }
    }

    private mutating func write(_ chart: Chart) {
      let name = "\(pictures.count + 1).svg"
      pictures.append(ReportPart(path: "\(folder)/\(name)", text: SVGWriter.write(chart)))
      let last = folder.split(separator: "/").last.map(String.init) ?? folder
      parts.append(
        "![\(MarkdownText.escaped(chart.title))](\(MarkdownPage.linked(last))/\(name))\n")
    }
  }
}
