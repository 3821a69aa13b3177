// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm completions SHELL`: writes what makes a shell complete the program's arguments.
struct CompletionsCommand: WorkbenchCommand {
  /// A shell that can be taught.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    fileprivate var kind: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Write the completions of bash, zsh or fish.",
    discussion: "`make install` puts them where the shells look for them.")

  @Argument(help: "The shell.")
  var shell: Shell

  func execute(on console: Console) -> ExitStatus {
    console.result(Self.withOneHelp(CommandLineTool.completionScript(for: shell.kind)))
    return .success
  }

  /// The script without the `help` that ArgumentParser adds after ours: its function would take the
  /// place of the one that completes the names of the language.
  private static func withOneHelp(_ script: String) -> String {
    var lines = script.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("Show subcommand help information.") }
    let head = "_lstm_help() {"
    if let ours = lines.firstIndex(where: { $0 == head }),
      let added = lines.lastIndex(where: { $0 == head }), added > ours,
      let end = lines[added...].firstIndex(where: { $0 == "}" })
    {
      lines.removeSubrange(added...end)
    }
    return lines.joined(separator: "\n")
  }
}
