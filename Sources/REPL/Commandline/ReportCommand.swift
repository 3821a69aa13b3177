// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm report [JOURNAL] --to FILE`: a page of what a script has told, after the event.
struct ReportCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Make a page of a script that has run, or was killed.",
    discussion: """
      While a script trains, what it tells is kept beside the record of runs. Without JOURNAL it is the \
      script that trained last.
      """)

  @Argument(
    help: ArgumentHelp("What a script left; the last one when absent.", valueName: "journal"),
    completion: .file(extensions: ["journal"]))
  var journal: String?

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
    guard let path = journal ?? RecordPlace.journals.flatMap({ SavedJournal.last(in: $0) }) else {
      console.remark(
        "no script has left a journal; one is kept while a script trains, unless LSTM_RECORD is off"
      )
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
}
