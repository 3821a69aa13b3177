// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm run FILE`: checks a whole script, then runs it.
struct RunCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Check a script, then run it.",
    discussion: "Relative paths in the script start from its folder.")

  @Argument(
    help: ArgumentHelp("The script; - for standard input.", valueName: "file"),
    completion: .file(extensions: ["lstm"]))
  var file: String

  @Flag(help: "Run what has changed each time the file is saved, until Ctrl-C.")
  var watch = false

  @Option(
    help: ArgumentHelp(
      "Run the Nth cell only (a #%% line begins one), after what it stands on.", valueName: "n"))
  var cell: Int?

  @OptionGroup var options: SessionOptions

  func validate() throws {
    if watch, cell != nil { throw ValidationError("--watch and --cell exclude each other") }
    if watch, file == "-" { throw ValidationError("--watch needs a file, not standard input") }
  }

  func execute(on console: Console) -> ExitStatus {
    let configuration = options.configuration(baseDirectory: ScriptFile.folder(of: file))
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
}
