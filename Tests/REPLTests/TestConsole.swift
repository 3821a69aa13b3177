// SPDX-License-Identifier: Apache-2.0

@testable import REPL

/// Keeps what is written to it.
final class MemorySink: TextSink {
  private(set) var text = ""

  func write(_ text: String) { self.text += text }
  func flush() {}

  /// Forgets what was written.
  func clear() { text = "" }
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

  /// A console whose two streams are one, as on a screen.
  struct Joined {
    let sink: MemorySink
    let console: Console

    /// A console on a file.
    init() {
      sink = MemorySink()
      console = Console(
        output: sink, outputTerminal: .none, errors: sink, errorTerminal: .none)
    }
  }
}
