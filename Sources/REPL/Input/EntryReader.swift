// SPDX-License-Identifier: Apache-2.0

import DSL

/// Reads entries: as many lines as the statements in them need.
struct EntryReader {
  /// Where the lines come from.
  let lines: any LineReader
  private(set) var linesRead = 0

  /// A reader of entries.
  init(lines: any LineReader) {
    self.lines = lines
  }

  /// Reads an entry: `.line` with all its text.
  ///
  /// At the end of the input an entry may be incomplete;
  /// entering it then says what is missing.
  mutating func next() -> ReadResult {
    var entry: String?
    while true {
      switch lines.readLine(entry == nil ? .primary : .continuation, behind: entry ?? "") {
      case .line(let line):
        let text = entry.map { "\($0)\n\(tidy(line))" } ?? tidy(line)
        linesRead += 1
        if isComplete(text) { return .line(remembering(text)) }
        entry = text
      case .end:
        return entry.map { .line(remembering($0)) } ?? .end
      case let other:
        return other
      }
    }
  }

  /// What is typed may have been pasted; what is piped is taken as it is.
  private func tidy(_ line: String) -> String {
    guard lines.isInteractive else { return line }
    var text = PastedPrompts.strip(line)
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }

  private func isComplete(_ text: String) -> Bool {
    Directive(text) != nil || !Session.isIncomplete(text)
  }

  private func remembering(_ entry: String) -> String {
    if !entry.allSatisfy(\.isWhitespace) { lines.remember(entry) }
    return entry
  }
}
