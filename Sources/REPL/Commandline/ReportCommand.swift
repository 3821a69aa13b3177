// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm report [RUN] --to FILE`: a page of what a script has told, after the event.
struct ReportCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Make a page of a script that has run, or was killed.",
    discussion: """
      While a script trains, what it tells is kept beside the record of runs. Without RUN it is the \
      script that trained last.
      """)

  @Argument(
    help: ArgumentHelp(
      "The number of a run of the record, or a file that a script left.", valueName: "run"),
    completion: .file(extensions: ["journal"]))
  var run: String?

  @Option(
    help: ArgumentHelp("The page to write: .html, .md or .ipynb.", valueName: "file"),
    completion: .file(extensions: ["html", "md", "ipynb"]))
  var to: String

  func validate() throws {
    if let problem = Session.problem(ofReport: to) {
      throw ValidationError("--to \(to): \(problem)")
    }
  }

  func execute(on console: Console) -> ExitStatus {
    let renderer = Renderer(console: console)
    guard let path else {
      console.remark(
        (run.map { "no journal of run \($0) is kept" } ?? "no script has left a journal")
          + "; one is kept while a script trains, unless LSTM_RECORD is off")
      return .runtimeFailure
    }
    do {
      let bytes = try SavedJournal(path: path).writePage(to: to)
      renderer.receive(.note("wrote \(to), \(Amount.grouped(bytes)) bytes"))
      return .success
    } catch {
      renderer.receive(.diagnostic(error))
      return .runtimeFailure
    }
  }

  /// The journal that is asked for; nil where there is none.
  private var path: String? {
    guard let record = RecordPlace.ofUser else { return Int(run ?? "") == nil ? run : nil }
    if let number = run.flatMap({ Int($0) }) {
      return SavedJournal.path(ofRun: number, inRecord: record)
    }
    return run ?? SavedJournal.last(in: SavedJournal.folder(inRecord: record))
  }
}
