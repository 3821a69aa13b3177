// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm run FILE`: checks a whole script, then runs it.
struct RunCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Check a script, then run it.",
    discussion: """
      Relative paths in the script start from its folder. Of a Markdown file, such as work.lstm.md, the \
      fences that begin with ```lstm are the script.
      """)

  @Argument(
    help: ArgumentHelp("The script; - for standard input.", valueName: "file"),
    completion: .file(extensions: ScriptFile.endings))
  var file: String

  @Flag(help: "Run what has changed each time the file is saved, until Ctrl-C.")
  var watch = false

  @Option(
    help: ArgumentHelp(
      "Run the Nth cell only (a #%% line, or a fence, begins one), after what it stands on.",
      valueName: "n"))
  var cell: Int?

  @Flag(help: "Write what each fence of a Markdown file prints below it.")
  var update = false

  @Flag(help: "With --update: write nothing, and exit with 1 if something would change.")
  var check = false

  @OptionGroup var options: SessionOptions

  func validate() throws {
    if watch, cell != nil { throw ValidationError("--watch and --cell exclude each other") }
    if check, !update { throw ValidationError("--check goes with --update") }
    if update, watch { throw ValidationError("--update and --watch exclude each other") }
    if update, cell != nil { throw ValidationError("--update and --cell exclude each other") }
    if update, !PageOutputs.isPage(file) {
      throw ValidationError("--update needs a Markdown file, such as work.lstm.md, not \(file)")
    }
    if watch, file == "-" { throw ValidationError("--watch needs a file, not standard input") }
  }

  func execute(on console: Console) -> ExitStatus {
    let configuration = options.configuration(baseDirectory: ScriptFile.folder(of: file))
    if update { return runUpdating(configuration, on: console) }
    let conversation = Conversation(
      console: console, configuration: configuration, reports: options.reports)
    if watch { return ScriptWatch(path: file, conversation: conversation).run() }
    do {
      if let cell { return conversation.run(try ScriptFile.read(file), cell: cell) }
      return conversation.run(try ScriptFile.read(file))
    } catch {
      return conversation.refuse(file, error)
    }
  }

  /// Runs a page, and writes or compares what stands below its fences.
  private func runUpdating(
    _ configuration: Session.Configuration, on console: Console
  ) -> ExitStatus {
    let read = Result { () throws(ScriptFile.Failure) in try ScriptFile.read(file) }
    let page = (try? read.get()).flatMap { PageUpdate(path: file, source: $0, checks: check) }
    let conversation = Conversation(
      console: console, configuration: configuration, reports: options.reports,
      further: page.map { [$0.sink] } ?? [])
    switch read {
    case .failure(let failure): return conversation.refuse(file, failure)
    case .success(let source):
      let status = conversation.run(source)
      return page?.finish(status, in: conversation) ?? status
    }
  }
}
