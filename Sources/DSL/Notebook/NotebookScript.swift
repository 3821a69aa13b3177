// SPDX-License-Identifier: Apache-2.0

/// Writes a notebook as a script: the statements in force, as they were typed, in an order in which
/// the script runs.
struct NotebookScript {
  private let notebook: Notebook
  /// The folder that its relative paths are to start from.
  private let folder: String

  init(_ notebook: Notebook, in folder: String) {
    self.notebook = notebook
    self.folder = folder
  }

  /// The script.
  var text: String {
    var lines = ["lstm 1"]
    var heading: String?
    for item in notebook.ordered() {
      if item.heading != heading, let title = item.heading {
        lines += ["", title]
      }
      heading = item.heading
      if !item.preface.isEmpty { lines.append(item.preface) }
      lines.append(text(of: item))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What was written, with paths that start from the folder of the script.
  private func text(of item: NotebookItem) -> String {
    let source = item.record.source
    var text = ""
    var start = item.extent.start
    for (path, span) in StatementPaths(item.record.statement).literals.sorted(by: {
      $0.span.start < $1.span.start
    }) {
      let moved = RelativePath.rebase(path, from: item.record.directory, to: folder)
      guard moved != path, span.start >= start, span.end <= item.extent.end else { continue }
      text += source[Span(start, span.start)] + Token.quoted(moved)
      start = span.end
    }
    return text + source[Span(start, item.extent.end)]
  }
}
