// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The built program with each set of kernels that this processor runs.
@Suite(.enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct KernelTests {
  /// A model, and what training makes of it on every machine, with any kernels and any threads.
  struct Pinned: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let model: String
    /// Whether the plain reference, too, trains it in seconds.
    let isSmall: Bool
    /// The fingerprint of the weights: it changes when arithmetic does.
    let weights: String
    /// The `cksum` of the file: it changes too when a file says something new.
    let file: String
  }

  private static let pinned = [
    Pinned(
      testDescription: "deep",
      model: """
        embed 64 | bilstm 64 x2 dropout=0.2 recurrent_dropout=0.2
          | gru 64 | attend | dropout 0.5 | output
        """,
      isSmall: false, weights: "a737fce2f749666d", file: "660648763"),
    Pinned(
      testDescription: "narrow",
      model: "embed 20 dropout=0.1 | lstm 24 peephole=yes | bigru 7 | ends | dense 9 tanh | output",
      isSmall: true, weights: "13b4042df15d51a5", file: "3940863480"),
  ]

  private let folder: TemporaryFolder
  private let program: String

  init() throws {
    folder = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  @Test(arguments: pinned, BuiltProgram.kernels)
  func modelsAreTheSameBits(pinned: Pinned, kernels: String) throws {
    guard pinned.isSmall || kernels != "reference" else { return }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    try FileManager.default.copyItem(
      atPath: root.appendingPathComponent("scripts/data/requests.csv").path,
      toPath: folder.path + "/requests.csv")
    let script = """
      seed 7
      data d = csv "requests.csv" { text request; target intent; split 70/15/15 }
      model m for d = \(pinned.model)
      train r = m epochs=2 batch=50 keep=last
      save r "model"
      print r.fingerprint
      """
    let path = try folder.write(script, to: "pinned.lstm")
    let threads = kernels == "reference" ? "1" : "3"
    let result = try BuiltProgram.run(
      program, ["run", path, "--threads", threads], in: folder.path,
      variables: ["LSTM_KERNELS": kernels])
    try #require(result.status == 0, "\(result.errors)")
    #expect(result.output == pinned.weights + "\n")
    #expect(try sum(of: folder.path + "/model") == pinned.file)
  }

  @Test(arguments: [["-c", "print 1"], ["--version"], ["run", "none.lstm"]])
  func aWrongNameIsWrongUsage(arguments: [String]) throws {
    let result = try BuiltProgram.run(
      program, arguments, in: folder.path, variables: ["LSTM_KERNELS": "mmx"])
    #expect(result.status == 2 && result.output.isEmpty)
    let names = BuiltProgram.kernels.joined(separator: ", ")
    #expect(
      result.errors == """
        Error: LSTM_KERNELS: there are no kernels of the name mmx; \
        on this processor it may be: \(names)

        """)
  }

  /// What `cksum` says of a file.
  private func sum(of path: String) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["cksum", path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.components(separatedBy: " ")[0]
  }
}
