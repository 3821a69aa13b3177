// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

/// The built program with standard streams that are closed, full or broken.
@Suite(.enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct StandardStreamsTests {
  private let home: TemporaryFolder
  private let program: String

  init() throws {
    home = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
    _ = try home.write("print 1\n", to: "one.lstm")
    _ = try home.write(SmallRun.script(epochs: 1) + "save r \"r.model\"\n", to: "run.lstm")
  }

  /// Runs a line of the shell in which `lstm` is the program.
  private func shell(_ line: String) throws -> BuiltProgram.Result {
    try BuiltProgram.run(
      "/bin/sh", ["-c", "lstm() { '\(program)' \"$@\"; }; " + line], in: home.path)
  }

  /// Every use, and what it does without standard input, without standard output, and without any.
  static let uses: [(arguments: String, input: Int32, output: Int32)] = [
    ("", 1, 0), ("run one.lstm", 0, 1), ("run -", 2, 0), ("check one.lstm", 0, 1),
    ("check -", 2, 1), ("-c 'print 1'", 0, 1), ("predict r.model", 1, 0), ("help", 0, 1),
    ("fmt --check one.lstm", 0, 0), ("show r.model", 0, 1),
  ]

  @Test(.timeLimit(.minutes(2)), arguments: uses)
  func closedStreamsAreToldOrNotNeeded(
    use: (arguments: String, input: Int32, output: Int32)
  ) throws {
    #expect(try shell("lstm run run.lstm").status == 0)
    let withoutInput = try shell("lstm \(use.arguments) <&-")
    #expect(withoutInput.status == use.input, "\(withoutInput.errors)")
    #expect(withoutInput.errors.isEmpty || withoutInput.errors.contains("it is closed"))
    let withoutOutput = try shell("lstm \(use.arguments) </dev/null >&-")
    #expect(withoutOutput.status == use.output, "\(withoutOutput.errors)")
    #expect(use.output == 0 || withoutOutput.errors.contains("standard output: it is closed"))
    #expect(try shell("lstm \(use.arguments) </dev/null 2>&-").status == 0)
    let bare = try shell("lstm \(use.arguments) <&- >&- 2>&-").status
    #expect(bare == max(use.input, use.output))
  }

  /// What is opened while a stream is closed must not become it.
  @Test func filesDoNotTakeThePlaceOfAStream() throws {
    #expect(try shell("lstm run run.lstm >&- 2>&-").status == 0)
    #expect(try shell("lstm run run.lstm >&- <&-").status == 0)
    let shown = try shell("lstm show r.model")
    #expect(shown.status == 0 && shown.output.contains("classes"))
  }

  @Test func aFullDiskIsTold() throws {
    let full = try shell("lstm -c 'print 1' > /dev/full")
    #expect(full.status == 1)
    #expect(
      full.errors == "lstm: the results cannot be written to standard output: "
        + "No space left on device\n")
    #expect(try shell("lstm run run.lstm 2> /dev/full").status == 0)
  }

  @Test func aReaderThatLeavesEndsTheProgram() throws {
    // More than a pipe holds.
    let lines = String(repeating: "line\\n", count: 100_000)
    _ = try home.write("print \"\(lines)\"\n", to: "long.lstm")
    let result = try shell("{ lstm run long.lstm; echo $? >&2; } 2>status | head -1")
    #expect(result.output == "line\n")
    #expect(try home.text(of: "status") == "141\n")
  }
}
