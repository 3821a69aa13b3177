// SPDX-License-Identifier: Apache-2.0

/// Writes a page as one HTML file that needs nothing else: no network, no script, no other file.
struct HTMLReport: ReportForm {
  static let extensions = ["html", "htm"]

  func write(_ page: ReportContent, to path: String) -> [ReportPart] {
    [ReportPart(path: path, text: text(page))]
  }

  /// The file.
  func text(_ page: ReportContent) -> String {
    let verdict = page.verdict
    let title = HTMLText.escaped(page.facts.title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="lstm">
      <link rel="icon" href="data:,">
      <title>\(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header>
      <h1 dir="auto">\(title)</h1>
      <p><span class="badge \(verdict.isGood ? "good" : "bad")">\(verdict.words)</span>
      <code>\(HTMLText.escaped(page.facts.command))</code></p>
      \(remarks(page))</header>
      \(contents(page))<main>
      \(summary(page))\(loose(page))\(page.sections.map(section).joined())</main>
      <footer>
      \(facts(page))</footer>
      </body>
      </html>

      """
  }

  // MARK: Above and below the statements

  /// What a reader must know before all else: what is stale, and what did not run.
  private func remarks(_ page: ReportContent) -> String {
    var lines: [String] = []
    let names = { (state: ReportContent.State) in
      page.entries.filter { $0.state == state && !$0.code.isEmpty }.map(\.number)
    }
    let (stale, waiting) = (names(.stale), names(.waiting))
    if !stale.isEmpty {
      lines.append("Stale: \(links(stale)); what they stand on has changed since they ran.")
    }
    if !waiting.isEmpty { lines.append("Not run: \(links(waiting)).") }
    let warnings = (page.loose + page.entries.flatMap(\.blocks)).count {
      if case .problem(false, _, _) = $0 { true } else { false }
    }
    if warnings > 0 { lines.append("\(warnings) \(warnings == 1 ? "warning" : "warnings").") }
    return lines.map { "<p class=\"remark\">\($0)</p>\n" }.joined()
  }

  private func links(_ numbers: [Int]) -> String {
    let shown = numbers.prefix(12).map { "<a href=\"#entry-\($0)\">\($0)</a>" }
    return "statement\(numbers.count == 1 ? "" : "s") " + shown.joined(separator: ", ")
      + (numbers.count > shown.count ? " and \(numbers.count - shown.count) more" : "")
  }

  /// The table of contents; none where there is nothing to find.
  private func contents(_ page: ReportContent) -> String {
    let titled = page.sections.filter { !$0.title.isEmpty }
    guard !titled.isEmpty else { return "" }
    let items = titled.map { section in
      let isBad = section.entries.contains { [.failed, .refuted, .diverged].contains($0.state) }
      return "<li\(isBad ? " class=\"bad\"" : "")><a href=\"#\(section.anchor)\" dir=\"auto\">"
        + HTMLText.escaped(section.title) + "</a></li>\n"
    }
    return """
      <nav aria-label="Contents"><details open><summary>Contents</summary><ol>
      \(items.joined())</ol></details></nav>

      """
  }

  /// Data and parameters in force.
  private func summary(_ page: ReportContent) -> String {
    var html = ""
    if !page.parameters.isEmpty {
      html += HTMLText.table(ReportTables.parameters(page.parameters))
    }
    if let table = ReportTables.data(page.data) { html += HTMLText.table(table) }
    guard !html.isEmpty else { return "" }
    return
      "<details class=\"summary\" open><summary>Parameters and data</summary>\n\(html)</details>\n"
  }

  private func loose(_ page: ReportContent) -> String {
    page.loose.isEmpty
      ? "" : "<section class=\"loose\">\n\(page.loose.map(block).joined())</section>\n"
  }

  private func facts(_ page: ReportContent) -> String {
    let facts = page.facts.versions + page.facts.stamp
    let items = facts.map { fact in
      "<div><dt>\(HTMLText.escaped(fact.name))</dt>"
        + "<dd><code>\(HTMLText.escaped(fact.value))</code></dd></div>\n"
    }
    return "<dl>\(items.joined())</dl>\n"
  }

  // MARK: Statements

  private func section(_ section: ReportContent.Section) -> String {
    let heading =
      section.title.isEmpty
      ? ""
      : "<h2 dir=\"auto\"><a href=\"#\(section.anchor)\">\(HTMLText.escaped(section.title))</a></h2>\n"
    return
      "<section id=\"\(section.anchor)\">\n\(heading)\(section.entries.map(entry).joined())</section>\n"
  }

  private func entry(_ entry: ReportContent.Entry) -> String {
    var html = entry.prose.map {
      "<p class=\"prose\" dir=\"auto\">\(HTMLText.escaped($0))</p>\n"
    }.joined()
    guard !entry.code.isEmpty else { return html }
    let state = entry.state.words.map {
      "<span class=\"state\">\(HTMLText.escaped($0))</span>"
    }
    html += "<article id=\"entry-\(entry.number)\" class=\"\(Self.name(of: entry.state))\">\n"
    html +=
      "<div class=\"code\"><a class=\"number\" href=\"#entry-\(entry.number)\">\(entry.number)</a>"
    html += "<pre><code>\(HTMLText.code(entry.code))</code></pre>\(state ?? "")</div>\n"
    if !entry.blocks.isEmpty {
      html += "<div class=\"output\">\n\(entry.blocks.map(block).joined())</div>\n"
    }
    return html + "</article>\n"
  }

  private static func name(of state: ReportContent.State) -> String {
    switch state {
    case .done: "done"
    case .refuted, .failed, .diverged: "failed"
    case .interrupted, .unfinished: "interrupted"
    case .stale: "stale"
    case .waiting: "waiting"
    }
  }

  private func block(_ block: Journal.Block) -> String {
    switch block {
    case .text(let text): return HTMLText.element("pre", text, class: "text") + "\n"
    case .note(let text): return HTMLText.element("p", text, class: "note") + "\n"
    case .table(let table): return HTMLText.table(table)
    case .chart(let chart): return HTMLText.chart(chart)
    case .assertion(let result):
      let values = result.values.joined(separator: ", ")
      return "<p class=\"assertion \(result.holds ? "good" : "bad")\">"
        + "<b>\(result.holds ? "holds" : "does not hold")</b> "
        + "<code>\(HTMLText.escaped(result.condition))</code> "
        + "<span>\(HTMLText.escaped(values))</span></p>\n"
    case .problem(let isError, _, let text):
      return HTMLText.element("pre", text, class: isError ? "error" : "warning") + "\n"
    case .details(let details): return html(details)
    case .epochs(let run, let reports):
      return (ReportTables.losses(run, reports).map(HTMLText.chart) ?? "")
        + HTMLText.table(ReportTables.epochs(run, reports))
    }
  }

  /// What stands beside a result: the picture and the first table are shown, the others folded.
  private func html(_ details: ResultDetails) -> String {
    var html = ""
    if let chart = details.chart { html += HTMLText.chart(chart) }
    if let first = details.tables.first { html += HTMLText.table(first) }
    guard details.tables.count > 1 else { return html }
    let rest = details.tables.dropFirst()
    return html
      + "<details><summary>layers and options of \(HTMLText.escaped(details.name))</summary>\n"
      + rest.map(HTMLText.table).joined() + "</details>\n"
  }
}
