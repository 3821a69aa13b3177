// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm help [NAME]`: explains the command line, one of its commands, or a name of the language.
struct ReferenceCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a statement, layer or option, or list them all.")

  @Argument(help: ArgumentHelp("What to explain.", valueName: "name"))
  var name: String?

  func execute(on console: Console) -> ExitStatus {
    guard let name else {
      console.result(CommandLineTool.helpMessage())
      console.result("\n" + Reference.overview())
      return .success
    }
    let command = CommandLineTool.configuration.subcommands.first { command in
      command.configuration.commandName == name
    }
    if let command, Reference.help(for: name) == nil {
      console.result(CommandLineTool.helpMessage(for: command))
      return .success
    }
    return HelpTopic.explain(name, on: console)
  }
}
