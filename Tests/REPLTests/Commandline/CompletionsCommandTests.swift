// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation
import Testing

@testable import REPL

@Suite struct CompletionsCommandTests {
  private func script(_ shell: CompletionsCommand.Shell) -> String {
    let test = TestConsole()
    #expect(Workbench.run(["completions", shell.rawValue], on: test.console) == .success)
    return test.output.text
  }

  @Test(arguments: CompletionsCommand.Shell.allCases)
  func commandsOptionsAndNamesAreCompleted(shell: CompletionsCommand.Shell) {
    let text = script(shell)
    for command in CommandLineTool.commandNames { #expect(text.contains(command)) }
    for word in ["threads", "seed", "markdown", "bilstm", "E0301"] { #expect(text.contains(word)) }
  }

  @Test(arguments: CompletionsCommand.Shell.allCases)
  func helpIsThereOnce(shell: CompletionsCommand.Shell) {
    let text = script(shell)
    #expect(!text.contains("Show subcommand help information."))
    #expect(text.split(separator: "\n").count { $0 == "_lstm_help() {" } <= 1)
  }

  @Test(arguments: [
    (CompletionsCommand.Shell.bash, "/bin/bash", "-n"), (.zsh, "/usr/bin/zsh", "-n"),
    (.fish, "/usr/bin/fish", "--no-execute"),
  ])
  func theShellCanReadIt(
    shell: CompletionsCommand.Shell, program: String, option: String
  ) throws {
    guard access(program, X_OK) == 0 else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(script(shell), to: "script")
    let result = try Tool.run(program, [option, file])
    #expect(result.status == 0 && result.errors == "")
  }
}
