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

  @OptionGroup var options: SessionOptions

  func execute(on console: Console) -> ExitStatus {
    let configuration = options.configuration(baseDirectory: ScriptFile.folder(of: file))
    let conversation = Conversation(
      console: console, configuration: configuration, log: options.log, junit: options.junit)
    do {
      return conversation.run(try ScriptFile.read(file))
    } catch {
      return conversation.refuse(file, error)
    }
  }
}
