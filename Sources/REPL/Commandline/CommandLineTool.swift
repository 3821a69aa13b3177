// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// A command of the command line that does its work on a console and says how it went.
protocol WorkbenchCommand: ParsableCommand {
  /// Does the work.
  func execute(on console: Console) -> ExitStatus
}

/// `lstm`: the prompt, or the statements of `-c`.
struct CommandLineTool: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "lstm",
    abstract: "A workbench for LSTM networks: a prompt, and the scripts it grows into.",
    usage: usage.joined(separator: "\n"),
    discussion: """
      \(introduction)

      Exit codes:
      \(exitCodes)
      """,
    version: "lstm \(Reference.version)",
    subcommands: [
      RunCommand.self, CheckCommand.self, FormatCommand.self, ShowCommand.self, PredictCommand.self,
      RunsCommand.self, ReportCommand.self, CacheCommand.self, ReferenceCommand.self,
      ExplainCommand.self,
      CompletionsCommand.self,
    ])

  /// The ways to call the program.
  static let usage = [
    "lstm [options]", "lstm run FILE [options]", "lstm check FILE ...",
    "lstm fmt [--check] FILE ...",
    "lstm -c 'STATEMENTS' [options]", "lstm show MODELFILE [--full]",
    "lstm predict MODELFILE < IN > OUT", "lstm report [RUN] --to FILE",
    "lstm runs [list|show|compare|export|delete|rebuild|path]",
    "lstm cache [list|clear|path]",
    "lstm help [NAME]",
    "lstm explain [CODE]",
  ]

  /// What it does without a command.
  static let introduction = """
    Without a command and without -c: the prompt on a terminal, else the statements on standard \
    input.
    """

  /// A line each.
  private static var exitCodes: String {
    ExitStatus.allCases.map { status in
      let code = String(status.rawValue)
      return "  " + code + String(repeating: " ", count: 5 - code.count) + status.meaning
    }.joined(separator: "\n")
  }

  @Option(
    name: .customShort("c"), parsing: .unconditional,
    help: ArgumentHelp("Run these statements and leave.", valueName: "statements"))
  var statements: String?

  @OptionGroup var options: SessionOptions

  /// The names of its commands.
  static var commandNames: [String] {
    configuration.subcommands.compactMap { command in command.configuration.commandName }
  }

  /// The command that the arguments, without the program's name, ask for, with its options.
  static func command(for arguments: [String]) throws -> any ParsableCommand {
    try parseAsRoot(arguments)
  }

  func execute(on console: Console) -> ExitStatus {
    let conversation = Conversation(
      console: console, configuration: options.configuration(), reports: options.reports)
    if let statements {
      return conversation.run(SourceText(name: "<command>", text: statements))
    }
    return conversation.converse()
  }
}
