// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm help [NAME]`: explains the command line, one of its commands, or a name of the language.
struct ReferenceCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a statement, layer or option, or list them all.")

  @Argument(
    help: ArgumentHelp("What to explain; several words are searched for.", valueName: "name"),
    completion: .list(Reference.names))
  var name: String?

  @Flag(exclusivity: .exclusive)
  var manual: Manual?

  mutating func validate() throws {
    guard name == nil || manual == nil else {
      throw ValidationError("--\(manual?.rawValue ?? "") is of everything: leave the name out")
    }
  }

  func execute(on console: Console) -> ExitStatus {
    if let manual {
      console.result(manual.text)
      return .success
    }
    guard let name else {
      console.result(CommandLineTool.helpMessage())
      console.drawing("\n" + Reference.overview())
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

/// All that help says, as a document.
enum Manual: String, EnumerableFlag {
  case markdown, man

  static func help(for value: Manual) -> ArgumentHelp? {
    switch value {
    case .markdown: "Write the reference of the language as Markdown."
    case .man: "Write the manual page of the program."
    }
  }

  /// The document.
  var text: String {
    switch self {
    case .markdown: Reference.markdown()
    case .man: ManualPage.text
    }
  }
}
