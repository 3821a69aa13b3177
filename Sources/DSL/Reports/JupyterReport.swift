// SPDX-License-Identifier: Apache-2.0

/// Writes a page as a Jupyter notebook, format 4.5, outputs included.
///
/// Source: the notebook format of the Jupyter project, nbformat 4.5.
struct JupyterReport: ReportForm {
  static let extensions = ["ipynb"]

  func write(_ page: ReportContent, to path: String) -> [ReportPart] {
    [ReportPart(path: path, text: text(page))]
  }

  /// The file.
  func text(_ page: ReportContent) -> String {
    var cells = [markdown("title", head(page))]
    if !page.loose.isEmpty {
      cells.append(code("loose", source: "", count: nil, page.loose))
    }
    for section in page.sections {
      if !section.title.isEmpty {
        cells.append(markdown(section.anchor, "## \(MarkdownText.escaped(section.title))"))
      }
      for entry in section.entries {
        if !entry.prose.isEmpty {
          let prose = entry.prose.map { MarkdownText.escaped($0) }.joined(separator: "\n\n")
          cells.append(markdown("prose-\(entry.number)", prose))
        }
        guard !entry.code.isEmpty else { continue }
        let count = entry.state == .waiting ? nil : entry.number
        cells.append(code("entry-\(entry.number)", source: entry.code, count: count, entry.blocks))
      }
    }
    return """
      {
       "cells": [
      \(cells.joined(separator: ",\n"))
       ],
       "metadata": {
        "kernelspec": {"display_name": "lstm", "language": "lstm", "name": "lstm"},
        "language_info": {"file_extension": ".lstm", "mimetype": "text/plain", "name": "lstm"}
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """
  }

  private func head(_ page: ReportContent) -> String {
    var parts = [
      "# \(MarkdownText.escaped(page.facts.title))",
      "**\(page.verdict.words)** · `\(page.facts.command)`",
      (page.facts.versions + page.facts.stamp).map { "\($0.name) \($0.value)" }
        .joined(separator: " · "),
    ]
    if !page.parameters.isEmpty {
      parts.append(MarkdownText.table(ReportTables.parameters(page.parameters)))
    }
    if let table = ReportTables.data(page.data) { parts.append(MarkdownText.table(table)) }
    return parts.joined(separator: "\n\n")
  }

  // MARK: Cells

  private func markdown(_ id: String, _ text: String) -> String {
    "  {\"cell_type\": \"markdown\", \"id\": \(JSONString.encode(id)), \"metadata\": {}, "
      + "\"source\": \(lines(text))}"
  }

  private func code(
    _ id: String, source: String, count: Int?, _ blocks: [Journal.Block]
  ) -> String {
    let outputs = blocks.flatMap { self.outputs($0, count) }
    let list = outputs.isEmpty ? "[]" : "[\n   \(outputs.joined(separator: ",\n   "))\n  ]"
    return "  {\"cell_type\": \"code\", \"execution_count\": \(count.map(String.init) ?? "null"), "
      + "\"id\": \(JSONString.encode(id)), \"metadata\": {}, \"outputs\": \(list), "
      + "\"source\": \(lines(source))}"
  }

  private func outputs(_ block: Journal.Block, _ count: Int?) -> [String] {
    switch block {
    case .text(let text): [stream("stdout", text)]
    case .note(let text): [stream("stderr", text)]
    case .table(let table): [shown(table)]
    case .chart(let chart): [shown(chart)]
    case .assertion(let result):
      [
        stream(
          "stdout",
          "\(result.holds ? "ok  " : "FAIL") \(result.condition)   "
            + "(\(result.values.joined(separator: ", ")))")
      ]
    case .problem(true, let code, let text): [error(code, text)]
    case .problem(false, _, let text): [stream("stderr", text)]
    case .details(let details):
      (details.chart.map { [shown($0)] } ?? []) + details.tables.prefix(1).map { shown($0) }
    case .epochs(let run, let reports):
      (ReportTables.losses(run, reports).map { [shown($0)] } ?? [])
        + [shown(ReportTables.epochs(run, reports))]
    }
  }

  private func stream(_ name: String, _ text: String) -> String {
    "{\"name\": \"\(name)\", \"output_type\": \"stream\", "
      + "\"text\": \(lines(text.hasSuffix("\n") ? text : text + "\n"))}"
  }

  private func shown(_ table: ResultTable) -> String {
    data([("text/html", HTMLText.table(table)), ("text/plain", MarkdownText.table(table))])
  }

  private func shown(_ chart: Chart) -> String {
    data([("image/svg+xml", SVGWriter.write(chart)), ("text/plain", chart.title)])
  }

  private func data(_ forms: [(type: String, text: String)]) -> String {
    let fields = forms.map { "\"\($0.type)\": \(lines($0.text))" }.joined(separator: ", ")
    return "{\"data\": {\(fields)}, \"metadata\": {}, \"output_type\": \"display_data\"}"
  }

  private func error(_ code: String, _ text: String) -> String {
    let first = text.split(separator: "\n").first.map(String.init) ?? ""
    let trace = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return "{\"ename\": \(JSONString.encode(code)), \"evalue\": \(JSONString.encode(first)), "
      + "\"output_type\": \"error\", \"traceback\": \(JSONString.list(trace))}"
  }

  /// A text as a list of its lines, each with its line end.
  private func lines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var parts = lines.dropLast().map { $0 + "\n" }
    if let last = lines.last, !last.isEmpty { parts.append(last) }
    return JSONString.list(parts)
  }
}
