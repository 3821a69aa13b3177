// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation
import Testing

@testable import REPL

/// A model that a script has saved, and `lstm predict` over it.
struct SavedModelBench {
  let folder: TemporaryFolder
  /// The path of the model.
  let model: String

  /// Carries out a script that saves a run as `r.model`.
  init(_ script: String) throws {
    folder = try TemporaryFolder()
    model = folder.path + "/r.model"
    let conversation = Conversation(
      console: TestConsole().console,
      configuration: Session.Configuration(baseDirectory: folder.path, threads: 1))
    #expect(conversation.run(SourceText(name: "train.lstm", text: script)) == .success)
  }

  /// The command with some arguments.
  func command(_ arguments: [String]) throws -> PredictCommand {
    try #require(
      try CommandLineTool.command(for: ["predict", model, "--threads", "1"] + arguments)
        as? PredictCommand)
  }

  /// What the command says of some bytes on its standard input.
  func predict(
    _ bytes: [UInt8], _ arguments: [String]
  ) throws -> (status: DSL.ExitStatus, output: String, errors: String) {
    let descriptor = open(try folder.write(bytes: bytes, to: "input"), O_RDONLY)
    defer { close(descriptor) }
    let test = TestConsole()
    let status = try command(arguments)
      .execute(on: test.console, reading: PlainReader(descriptor: descriptor))
    return (status, test.output.text, test.errors.text)
  }
}
