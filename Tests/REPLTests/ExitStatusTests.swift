// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc
import Testing

@testable import REPL

/// What the program leaves with: each code of the table is provoked.
@Suite(.enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct ExitStatusTests {
  typealias Status = DSL.ExitStatus

  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func run(_ script: String, _ options: String...) throws -> BuiltProgram.Result {
    let path = try home.write(script, to: "x.lstm")
    return try BuiltProgram.run(program, ["run", path] + options, in: home.path)
  }

  @Test func fine() throws {
    #expect(try run(SmallRun.script(epochs: 1)).status == Status.success.rawValue)
  }

  @Test func aModelThatIsNotThere() throws {
    let result = try BuiltProgram.run(program, ["show", "none.model"], in: home.path)
    #expect(result.status == Status.runtimeFailure.rawValue, "\(result.errors)")
  }

  @Test func wrongUsage() throws {
    #expect(
      try BuiltProgram.run(program, ["run"], in: home.path).status == Status.usage.rawValue)
  }

  @Test func aFalseAssertion() throws {
    #expect(try run("assert 1 > 2").status == Status.assertionFailed.rawValue)
  }

  @Test func aScriptThatDoesNotCheck() throws {
    #expect(try run("print nothing").status == Status.invalidScript.rawValue)
  }

  @Test func divergence() throws {
    let script = SmallRun.model + "train r = m epochs=50 batch=2 sgd lr=1e30 clip=0\n"
    let result = try run(script)
    #expect(result.status == Status.diverged.rawValue, "\(result.errors)")
  }

  @Test(arguments: [
    (SIGINT, Status.interrupted), (SIGTERM, Status.terminated),
  ])
  func signalsWhileSomethingTrains(signal: Int32, expected: Status) throws {
    let path = try home.write(SmallRun.script(epochs: 1_000_000), to: "long.lstm")
    let terminal = try BuiltProgram.start(program, home: home.path, arguments: ["run", path])
    try terminal.expect("epoch      10/1000000")
    terminal.signal(signal)
    #expect(try terminal.waitForExit() == expected.rawValue)
  }

  @Test func theReadmeHasTheSameTable() throws {
    var folder = String(#filePath)
    for _ in 0..<3 { folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]) }
    let readme = try TemporaryFolder.text(at: folder + "/README.md")
    for status in Status.allCases {
      let row = readme.split(separator: "\n").first { line in
        let codes: [Substring] = line.split(separator: "|").first?.split(separator: ",") ?? []
        return line.hasPrefix("|")
          && codes.contains { Int32(String($0).trimmingBlanks()) == status.rawValue }
      }
      #expect(row?.contains(status.meaning) == true, "\(status.rawValue): \(row ?? "")")
    }
  }
}
