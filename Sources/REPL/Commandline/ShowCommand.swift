// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm show MODELFILE`: what a saved model is.
struct ShowCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a saved model is.",
    discussion: """
      Shows the classes, how texts are read, the layers, and the script that made the model. With \
      --full also each parameter and the most frequent words.
      """)

  @Argument(
    help: ArgumentHelp("A file that `save` wrote.", valueName: "modelfile"), completion: .file())
  var file: String

  @Flag(help: "Show all there is.")
  var full = false

  func execute(on console: Console) -> ExitStatus {
    let renderer = Renderer(console: console)
    do {
      let run = try SavedRun(path: file, threads: 1)
      for table in run.tables(full: full) { renderer.receive(.table(table)) }
      console.result("script")
      for line in script(of: run) { console.result("  " + TextFitting.singleLine(line)) }
      return .success
    } catch {
      renderer.receive(.diagnostic(error))
      return .runtimeFailure
    }
  }

  /// The lines of the script; of a long one the first, unless all are wanted.
  private func script(of run: SavedRun) -> [String] {
    let lines = run.script.trimmingBlanks()
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard !full, lines.count > Self.shownLines else { return lines }
    return lines.prefix(Self.shownLines)
      + ["… \(lines.count - Self.shownLines) more lines with --full"]
  }

  private static let shownLines = 40
}
