// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm help [NAME]`: explains the command line, one of its commands, or a name of the language.
struct ExplainCommand: WorkbenchCommand {
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
    let commands: [any ParsableCommand.Type] = [
      RunCommand.self, CheckCommand.self, FormatCommand.self,
    ]
    if let command = commands.first(where: { $0.configuration.commandName == name }),
      Reference.help(for: name) == nil
    {
      console.result(CommandLineTool.helpMessage(for: command))
      return .success
    }
    return HelpTopic.explain(name, on: console)
  }
}
