// SPDX-License-Identifier: Apache-2.0

@testable import REPL

/// Keeps what is written to it.
final class MemorySink: TextSink {
  private(set) var text = ""

  func write(_ text: String) { self.text += text }
  func flush() {}
}

/// A console whose two streams can be read.
struct TestConsole {
  let output = MemorySink()
  let errors = MemorySink()
  let console: Console

  /// A console on files, or on a terminal of that width.
  init(width: Int? = nil, hasColour: Bool = false) {
    let terminal =
      width.map { columns in
        Terminal(isTerminal: true, hasColour: hasColour, canRedraw: true) { columns }
      } ?? .none
    console = Console(
      output: output, outputTerminal: terminal, errors: errors, errorTerminal: terminal)
  }
}
