// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm check FILE ...`: reports mistakes without running anything.
struct CheckCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report what is wrong with scripts, without running them.")

  @Argument(
    help: ArgumentHelp("The scripts; - for standard input.", valueName: "file"),
    completion: .file(extensions: ["lstm"]))
  var files: [String]

  mutating func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Missing expected argument '<file> ...'") }
  }

  /// The first status other than `.success`, after all the files.
  func execute(on console: Console) -> ExitStatus {
    let statuses = files.map { check($0, on: console) }
    return statuses.first { $0 != .success } ?? .success
  }

  private func check(_ file: String, on console: Console) -> ExitStatus {
    let conversation = Conversation(
      console: console,
      configuration: Session.Configuration(baseDirectory: ScriptFile.folder(of: file)))
    do {
      let source = try ScriptFile.read(file)
      let diagnostics = conversation.session.check(source)
      for diagnostic in diagnostics { conversation.show(.diagnostic(diagnostic)) }
      guard !diagnostics.contains(where: { $0.severity == .error }) else { return .invalidScript }
      console.result("\(source.name): ok")
      return .success
    } catch {
      conversation.show(.diagnostic(error.diagnostic))
      return error.status
    }
  }
}
